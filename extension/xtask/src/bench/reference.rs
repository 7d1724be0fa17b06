//! Prepares the JavaScript extension of `tests/reference` for loading.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::workspace;

/// A page of only markup and styles, in the directory of the JavaScript extension.
pub const STATIC_PAGE: &str = "static.html";

/// Copies it to `target/reference/`, and adds the style sheets of our popup and, as [`STATIC_PAGE`], our popup without its scripts.
pub fn assemble(ours: &Path) -> anyhow::Result<PathBuf> {
    let (source, target) = (workspace::root().join("tests/reference"), workspace::target().join("reference"));
    fs::create_dir_all(&target)?;
    for file in ["manifest.json", "worker.js", "popup.html", "popup.js"] {
        copy(&source.join(file), &target.join(file))?;
    }
    copy(&ours.join("icons/icon-48.png"), &target.join("icon-48.png"))?;
    for entry in fs::read_dir(ours.join("www"))? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|it| it == "css")) {
            copy(&path, &target.join(name))?;
        }
    }
    let popup = ours.join("www/popup.html");
    let popup = fs::read_to_string(&popup).with_context(|| format!("reading {}", popup.display()))?;
    fs::write(target.join(STATIC_PAGE), without_scripts(&popup))?;
    Ok(target)
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::copy(from, to).with_context(|| format!("copying {}", from.display())).map(drop)
}

/// Removes scripts and preloads from a page. Each of these elements must be on a line of its own.
fn without_scripts(page: &str) -> String {
    let runs = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("<script")
            || line.starts_with("<link rel=\"modulepreload\"")
            || line.starts_with("<link rel=\"preload\"")
    };
    page.lines().filter(|line| !runs(line)).map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_stays_and_scripts_go() {
        let page = "<head>\n  <link rel=\"stylesheet\" href=\"popup.css\">\n  <link rel=\"modulepreload\" href=\"a.js\">\n\
            <link rel=\"preload\" as=\"fetch\" href=\"a.wasm\">\n</head>\n<script type=\"module\" src=\"popup.js\"></script>\n";
        assert_eq!(without_scripts(page), "<head>\n  <link rel=\"stylesheet\" href=\"popup.css\">\n</head>\n");
    }
}
