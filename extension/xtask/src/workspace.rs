//! Where things are.

use std::path::{Path, PathBuf};

/// The version all crates and the extension share.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The repository.
pub fn root() -> PathBuf {
    // Cargo says where this crate is now; the path known to the compiler is for a binary started without cargo.
    let crate_dir =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    crate_dir.ancestors().nth(2).map_or_else(|| crate_dir.clone(), Path::to_path_buf)
}

/// What tasks leave behind, wherever cargo keeps what it compiles.
pub fn target() -> PathBuf {
    root().join("target")
}

/// The unpacked extension, ready to be loaded.
pub fn extension() -> PathBuf {
    target().join("extension")
}
