//! Prepares the JavaScript extension of `tests/reference` for loading.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use crate::workspace;

/// A page of only markup and styles, in the directory of the JavaScript extension.
pub const STATIC_PAGE: &str = "static.html";

/// Where the JavaScript popup links the style that it shares with ours.
const SHEET: &str = "    <link rel=\"stylesheet\" href=\"popup.css\">\n";

/// Copies it to `target/reference/`, with the style of our popup in its own, and our popup without its scripts as [`STATIC_PAGE`].
pub fn assemble(ours: &Path) -> anyhow::Result<PathBuf> {
    let (source, target) = (workspace::root().join("tests/reference"), workspace::target().join("reference"));
    fs::create_dir_all(&target)?;
    for file in ["manifest.json", "worker.js", "popup.js"] {
        copy(&source.join(file), &target.join(file))?;
    }
    copy(&ours.join("icons/icon-48.png"), &target.join("icon-48.png"))?;
    let own = read(&ours.join("www/popup.html"))?;
    let style = style_of(&own).context("our popup has no style")?;
    let popup = read(&source.join("popup.html"))?;
    ensure!(popup.contains(SHEET), "the popup of the reference does not link its sheet");
    fs::write(target.join("popup.html"), popup.replace(SHEET, style))?;
    fs::write(target.join(STATIC_PAGE), without_scripts(&own))?;
    Ok(target)
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::copy(from, to).with_context(|| format!("copying {}", from.display())).map(drop)
}

/// The style element of a page.
fn style_of(page: &str) -> Option<&str> {
    let start = page.find("<style>")?;
    let end = start + page.get(start..)?.find("</style>")? + "</style>".len();
    page.get(start..end)
}

/// Removes scripts from a page. Each must be on a line of its own.
fn without_scripts(page: &str) -> String {
    page.lines().filter(|line| !line.trim_start().starts_with("<script")).map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_stays_and_scripts_go() {
        let page = "<head>\n  <style>p { }</style>\n</head>\n<script type=\"module\" src=\"popup.js\"></script>\n";
        assert_eq!(without_scripts(page), "<head>\n  <style>p { }</style>\n</head>\n");
        assert_eq!(style_of(page), Some("<style>p { }</style>"));
    }
}
