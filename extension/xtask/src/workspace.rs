//! Paths of the repository, and the version.

use std::path::{Path, PathBuf};

/// The version that all crates and the extension share.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The root directory of the repository.
pub fn root() -> PathBuf {
    // Cargo sets the variable to where this crate is now. A binary that is started without cargo uses the path from when it was compiled.
    let crate_dir =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    crate_dir.ancestors().nth(2).map_or_else(|| crate_dir.clone(), Path::to_path_buf)
}

/// The directory for results of tasks. Always in the repository, even if `CARGO_TARGET_DIR` puts compiled code elsewhere.
pub fn target() -> PathBuf {
    root().join("target")
}

/// The directory of the built, unpacked extension.
pub fn extension() -> PathBuf {
    target().join("extension")
}
