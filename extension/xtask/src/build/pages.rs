//! Makes pages load faster: one style sheet for each page, and a preload of the module's bindings, which the page's script needs.
//!
//! In the repository a page links several sheets and has no preload. The module itself is not preloaded: as measured, its 450 KB delay
//! the first paint by 20 ms, and the values appear only a few ms earlier.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use super::comments::without_comments;

const LINK: &str = "<link rel=\"stylesheet\" href=\"";

/// Rewrites the pages in this directory. `bindings` is the path of the module's bindings, relative to it.
///
/// # Errors
/// A page links a missing sheet, or no page links a sheet.
pub fn finish(www: &Path, bindings: &str) -> anyhow::Result<()> {
    let sheets = read_all(www, "css")?;
    let mut linked = Vec::new();
    for (path, page) in read_all(www, "html")? {
        let names = sheets_of(&page);
        let mut together = String::new();
        for name in &names {
            let sheet = www.join(name);
            let Some(css) = sheets.get(&sheet) else { bail!("{} links {name}, which is missing", path.display()) };
            together += &without_comments(css).with_context(|| format!("in {}", sheet.display()))?;
            linked.push(sheet);
        }
        let own = path.with_extension("css");
        let name = own.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        fs::write(&path, with_one_sheet(&page, &name, bindings))?;
        // This overwrites a sheet that a later page may link. That page still gets the original, from `sheets`.
        fs::write(own, together)?;
    }
    for sheet in sheets.keys() {
        ensure!(linked.contains(sheet), "no page links {}", sheet.display());
        if !sheet.with_extension("html").exists() {
            fs::remove_file(sheet)?;
        }
    }
    Ok(())
}

/// The files with this extension, sorted by path, so that every build has the same order.
pub fn read_all(directory: &Path, extension: &str) -> anyhow::Result<BTreeMap<PathBuf, String>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(directory).with_context(|| format!("reading {}", directory.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == extension) {
            let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            files.insert(path, text);
        }
    }
    Ok(files)
}

/// The names of the sheets a page links, in order.
fn sheets_of(page: &str) -> Vec<&str> {
    page.lines()
        .filter_map(|line| line.trim_start().strip_prefix(LINK)?.split_once('"').map(|(name, _)| name))
        .collect()
}

/// The page with its links to sheets replaced by the preload and one link.
fn with_one_sheet(page: &str, sheet: &str, bindings: &str) -> String {
    let mut links = Some(format!("    <link rel=\"modulepreload\" href=\"{bindings}\">\n    {LINK}{sheet}\">\n"));
    let mut finished = String::with_capacity(page.len());
    for line in page.lines() {
        if line.trim_start().starts_with(LINK) {
            finished += &links.take().unwrap_or_default();
        } else {
            finished += line;
            finished.push('\n');
        }
    }
    finished
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(files: &[(&str, &str)]) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(directory.path().join(name), text).unwrap();
        }
        directory
    }

    fn finish_in(directory: &tempfile::TempDir) -> anyhow::Result<()> {
        finish(directory.path(), "../wasm/a.js")
    }

    #[test]
    fn the_sheets_of_a_page_are_joined_in_order() {
        let links = |names: [&str; 2]| names.map(|name| format!("    {LINK}{name}\">\n")).concat();
        let www = directory(&[
            ("popup.html", &format!("<head>\n{}</head>\n", links(["base.css", "popup.css"]))),
            ("options.html", &format!("<head>\n{}</head>\n", links(["popup.css", "base.css"]))),
            ("base.css", "/* base */\np {\n}\n"),
            ("popup.css", "b {\n}\n"),
        ]);
        finish_in(&www).unwrap();
        let read = |name: &str| fs::read_to_string(www.path().join(name)).unwrap();
        assert_eq!(read("popup.css"), "p {\n}\nb {\n}\n");
        assert_eq!(read("options.css"), "b {\n}\np {\n}\n");
        assert!(!www.path().join("base.css").exists());
        let page = "<head>\n    <link rel=\"modulepreload\" href=\"../wasm/a.js\">\n    \
            <link rel=\"stylesheet\" href=\"popup.css\">\n</head>\n";
        assert_eq!(read("popup.html"), page);
    }

    #[test]
    fn a_missing_or_unused_sheet_is_an_error_that_names_it() {
        let missing = directory(&[("popup.html", &format!("{LINK}gone.css\">"))]);
        assert!(finish_in(&missing).unwrap_err().to_string().contains("gone.css, which is missing"));
        let left_over = directory(&[("popup.html", ""), ("old.css", "")]);
        assert!(finish_in(&left_over).unwrap_err().to_string().contains("old.css"));
    }
}
