//! Makes pages paint earlier: the style is in the page itself. In the repository a page links several sheets.
//!
//! As measured, a linked sheet delays the first paint by one frame (16 ms). Preloading the module or its bindings delays it too, and the
//! values appear no sooner.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::comments::without_comments;

const LINK: &str = "<link rel=\"stylesheet\" href=\"";

/// Rewrites the pages in this directory. Returns for each page the source by which a content security policy allows its style.
///
/// # Errors
/// A page links a missing sheet, no page links a sheet, or a sheet holds `</`.
pub fn finish(www: &Path) -> anyhow::Result<Vec<String>> {
    let sheets = read_all(www, "css")?;
    let (mut linked, mut sources) = (Vec::new(), Vec::new());
    for (path, page) in read_all(www, "html")? {
        let mut style = String::from("\n");
        for name in sheets_of(&page) {
            let sheet = www.join(name);
            let Some(css) = sheets.get(&sheet) else { bail!("{} links {name}, which is missing", path.display()) };
            style += &without_comments(css).with_context(|| format!("in {}", sheet.display()))?;
            linked.push(sheet);
        }
        ensure!(!style.contains("</"), "a sheet of {} would end the style element early", path.display());
        sources.push(source_of(&style));
        fs::write(&path, with_style(&page, &style)).with_context(|| format!("writing {}", path.display()))?;
    }
    for sheet in sheets.keys() {
        ensure!(linked.contains(sheet), "no page links {}", sheet.display());
        fs::remove_file(sheet).with_context(|| format!("removing {}", sheet.display()))?;
    }
    Ok(sources)
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

/// The hash of the element's text, as `style-src` wants it.
fn source_of(style: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style)))
}

/// The page with its links to sheets replaced by the style.
fn with_style(page: &str, style: &str) -> String {
    let mut element = Some(format!("    <style>{style}</style>\n"));
    let mut finished = String::with_capacity(page.len() + style.len());
    for line in page.lines() {
        if line.trim_start().starts_with(LINK) {
            finished += &element.take().unwrap_or_default();
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

    #[test]
    fn the_sheets_of_a_page_are_joined_in_order_and_put_into_it() {
        let links = |names: [&str; 2]| names.map(|name| format!("    {LINK}{name}\">\n")).concat();
        let www = directory(&[
            ("popup.html", &format!("<head>\n{}</head>\n", links(["base.css", "popup.css"]))),
            ("options.html", &format!("<head>\n{}</head>\n", links(["popup.css", "base.css"]))),
            ("base.css", "/* base */\np {\n}\n"),
            ("popup.css", "b {\n}\n"),
        ]);
        let sources = finish(www.path()).unwrap();
        let page = |style: &str| format!("<head>\n    <style>\n{style}</style>\n</head>\n");
        let read = |name: &str| fs::read_to_string(www.path().join(name)).unwrap();
        assert_eq!(read("popup.html"), page("p {\n}\nb {\n}\n"));
        assert_eq!(read("options.html"), page("b {\n}\np {\n}\n"));
        assert_eq!(read_all(www.path(), "css").unwrap(), BTreeMap::new());
        // printf '\nb {\n}\np {\n}\n' | openssl dgst -sha256 -binary | base64, and the same for the popup
        assert_eq!(
            sources,
            [
                "'sha256-wseM6g1Heq7AKrbC3M7zGXmH8l0Vt9amAIOhbEzQXPI='",
                "'sha256-771UY9UqQVplYw2saK0KT5Vr2Ut6j/Wa2Dtw8OtQvC0='"
            ]
        );
    }

    #[test]
    fn a_missing_or_unused_sheet_is_an_error_that_names_it() {
        let missing = directory(&[("popup.html", &format!("{LINK}gone.css\">"))]);
        assert!(finish(missing.path()).unwrap_err().to_string().contains("gone.css, which is missing"));
        let left_over = directory(&[("popup.html", ""), ("old.css", "")]);
        assert!(finish(left_over.path()).unwrap_err().to_string().contains("old.css"));
    }

    #[test]
    fn a_sheet_that_would_end_the_element_is_refused() {
        let www =
            directory(&[("popup.html", &format!("{LINK}a.css\">")), ("a.css", "p::after { content: '</style>'; }\n")]);
        assert!(finish(www.path()).unwrap_err().to_string().contains("popup.html"));
    }
}
