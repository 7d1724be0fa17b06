//! Puts the markup that several pages share into each of them, so that a page needs no further request for it.
//!
//! It is in `www/shared/`. A page names it on a line of its own: `<!-- include shared/mark.html -->`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, bail, ensure};

use super::pages::read_all;

const SHARED: &str = "shared";

/// Rewrites the pages in this directory, and removes the directory of shared markup, which the package does not need.
///
/// # Errors
/// A page includes something that is missing, or no page includes something that is there.
pub fn put_in(www: &Path) -> anyhow::Result<()> {
    let shared = read_all(&www.join(SHARED), "html")?;
    let mut used = BTreeSet::new();
    for (path, page) in read_all(www, "html")? {
        let mut whole = String::with_capacity(page.len());
        for line in page.lines() {
            if let Some(name) = included(line) {
                let part = www.join(name);
                let Some(markup) = shared.get(&part) else {
                    bail!("{} includes {name}, which is missing", path.display())
                };
                let indentation = line.strip_suffix(line.trim_start()).unwrap_or_default();
                markup.lines().for_each(|line| whole += &format!("{indentation}{line}\n"));
                used.insert(part);
            } else {
                whole += line;
                whole.push('\n');
            }
        }
        fs::write(path, whole)?;
    }
    for part in shared.keys() {
        ensure!(used.contains(part), "no page includes {}", part.display());
    }
    let directory = www.join(SHARED);
    fs::remove_dir_all(&directory).with_context(|| format!("removing {}", directory.display()))
}

/// The name in a line that includes shared markup.
fn included(line: &str) -> Option<&str> {
    line.trim().strip_prefix("<!-- include ")?.strip_suffix(" -->")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn www(page: &str, shared: &[(&str, &str)]) -> tempfile::TempDir {
        let www = tempfile::tempdir().unwrap();
        fs::write(www.path().join("popup.html"), page).unwrap();
        fs::create_dir(www.path().join(SHARED)).unwrap();
        for (name, markup) in shared {
            fs::write(www.path().join(SHARED).join(name), markup).unwrap();
        }
        www
    }

    #[test]
    fn shared_markup_takes_the_place_and_the_indentation_of_the_comment() {
        let page = "<body>\n  <!-- include shared/mark.html -->\n  <p></p>\n</body>\n";
        let www = www(page, &[("mark.html", "<svg>\n  <path>\n</svg>\n")]);
        put_in(www.path()).unwrap();
        let whole = fs::read_to_string(www.path().join("popup.html")).unwrap();
        assert_eq!(whole, "<body>\n  <svg>\n    <path>\n  </svg>\n  <p></p>\n</body>\n");
        assert!(!www.path().join(SHARED).exists());
    }

    #[test]
    fn a_missing_or_unused_part_is_an_error_that_names_it() {
        let missing = www("<!-- include shared/gone.html -->\n", &[]);
        assert!(put_in(missing.path()).unwrap_err().to_string().contains("shared/gone.html, which is missing"));
        let left_over = www("", &[("old.html", "")]);
        assert!(put_in(left_over.path()).unwrap_err().to_string().contains("old.html"));
    }
}
