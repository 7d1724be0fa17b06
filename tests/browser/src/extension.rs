//! The extension under test.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// The environment variable that names a directory other than the one `cargo xtask build` writes.
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

/// A copy of the extension whose worker loads `meddling.js` first, because failures before the worker's first event cannot be caused
/// from outside. The rest is as shipped.
///
/// # Errors
/// When nothing was built, or the copy cannot be written.
pub fn meddled_copy(to: &Path) -> Result<PathBuf> {
    let copy = to.join("extension");
    copy_directory(&directory()?, &copy)?;
    let worker = std::fs::read_to_string(copy.join("worker.js"))?;
    std::fs::write(copy.join("worker.js"), format!("import \"./meddling.js\";\n{worker}"))?;
    std::fs::write(copy.join("meddling.js"), include_str!("meddling.js"))?;
    std::fs::write(copy.join(PLAN), "{}")?;
    Ok(copy)
}

/// The plan of a [`meddled_copy`]: how many first reads of each life fail.
pub const PLAN: &str = "meddling.json";

fn copy_directory(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_directory(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}
