//! Puts the extension's directory together: files of the repository, without comments, and the module.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use tempfile::TempDir;

use super::comments::without_comments;
use super::{includes, pages, wasm};
use crate::workspace;

/// The files and directories of the package: the path in the repository, and the path in the package.
const PARTS: &[(&str, &str)] = &[
    ("extension/manifest.json", "manifest.json"),
    ("extension/worker.js", "worker.js"),
    ("extension/icons", "icons"),
    ("extension/_locales", "_locales"),
    ("www", "www"),
];

/// Fails if the manifest and the crates have different versions.
pub fn check_version() -> anyhow::Result<()> {
    #[derive(Deserialize)]
    struct Manifest {
        version: String,
    }
    let path = workspace::root().join("extension/manifest.json");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let manifest: Manifest = serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
    ensure!(
        manifest.version == workspace::VERSION,
        "extension/manifest.json has version {}, Cargo.toml has {}: write the same in both",
        manifest.version,
        workspace::VERSION
    );
    Ok(())
}

/// A new directory next to the extension's. A browser that has loaded the extension never sees it half built.
pub fn staging() -> anyhow::Result<TempDir> {
    let target = workspace::target();
    fs::create_dir_all(&target)?;
    tempfile::Builder::new()
        .prefix("extension-")
        .tempdir_in(&target)
        .with_context(|| format!("making a directory in {}", target.display()))
}

/// Copies the parts into `staging`, which already holds the module, and replaces the old extension with it.
pub fn assemble(staging: TempDir, extension: &Path) -> anyhow::Result<()> {
    for (from, to) in PARTS {
        copy(&workspace::root().join(from), &staging.path().join(to))?;
    }
    make_lean(staging.path())?;
    if extension.exists() {
        fs::remove_dir_all(extension).with_context(|| format!("removing the old {}", extension.display()))?;
    }
    fs::rename(staging.keep(), extension).with_context(|| format!("writing {}", extension.display()))?;
    make_readable(extension)
}

/// Removes comments, puts shared markup into the pages, and finishes them as [`pages::finish`] describes.
fn make_lean(extension: &Path) -> anyhow::Result<()> {
    let www = extension.join("www");
    includes::put_in(&www)?;
    let styles = pages::finish(&www)?;
    let manifest = extension.join("manifest.json");
    let text = fs::read_to_string(&manifest).with_context(|| format!("reading {}", manifest.display()))?;
    fs::write(&manifest, allowing(&styles, &text)?)?;
    let mut scripts = vec![extension.join("worker.js"), extension.join(wasm::bindings())];
    for entry in fs::read_dir(&www)? {
        scripts.push(entry?.path());
    }
    for script in scripts.iter().filter(|path| path.extension().is_some_and(|it| it == "js")) {
        let text = fs::read_to_string(script).with_context(|| format!("reading {}", script.display()))?;
        fs::write(script, without_comments(&text).with_context(|| format!("in {}", script.display()))?)?;
    }
    Ok(())
}

/// The manifest whose policy allows these styles instead of sheets, which the package has none of.
fn allowing(styles: &[String], manifest: &str) -> anyhow::Result<String> {
    const SHEETS: &str = "style-src 'self'";
    ensure!(manifest.matches(SHEETS).count() == 1, "extension/manifest.json must say {SHEETS} once");
    Ok(manifest.replace(SHEETS, &format!("style-src {}", styles.join(" "))))
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
    } else if from.exists() {
        fs::copy(from, to).with_context(|| format!("copying {}", from.display()))?;
    } else {
        bail!("{} is missing: the extension needs it", from.display());
    }
    Ok(())
}

/// Temporary directories are readable by their owner only. A browser under another user must be able to load this one.
fn make_readable(extension: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(extension, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_of_the_package_allows_the_styles_of_its_pages_alone() {
        let styles = ["'sha256-A='".to_owned(), "'sha256-B='".to_owned()];
        let manifest = allowing(&styles, "script-src 'self'; style-src 'self'; img-src 'self'").unwrap();
        assert_eq!(manifest, "script-src 'self'; style-src 'sha256-A=' 'sha256-B='; img-src 'self'");
        assert!(allowing(&styles, "default-src 'none'").is_err());
    }
}
