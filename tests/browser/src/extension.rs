//! The extension under test.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// Names another directory than the one `cargo xtask build` writes.
pub const VARIABLE: &str = "CREDIT_GAUGE_EXTENSION";

/// The directory of the unpacked extension.
///
/// # Errors
/// When nothing was built.
pub fn directory() -> Result<PathBuf> {
    let directory = std::env::var_os(VARIABLE).map_or_else(|| workspace().join("target/extension"), PathBuf::from);
    if !directory.join("manifest.json").is_file() {
        bail!("there is no extension in {}: run `cargo xtask build`, or set {VARIABLE}", directory.display());
    }
    Ok(directory)
}

/// The root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}
