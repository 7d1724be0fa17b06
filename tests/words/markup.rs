//! The names by which the code finds elements are literals in the markup and in the code. A misspelt one is skipped silently, so both sides
//! are compared here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use credit_gauge::monitor::Field;
use credit_gauge::view::{HistoryPanel, Panel};

use super::{between, read, sources};

/// What names an element in the markup, and the calls that look for it there. A name is the first or the second argument.
const KINDS: [(&str, &[&str]); 5] = [
    (
        "data-slot",
        &[".slot(", ".say(", ".text(", ".fill(", ".share(", ".say_all(", "fill_notices(", "amount(", "say_status("],
    ),
    ("data-part", &[".show("]),
    ("data-action", &[".on_action(", "on_monitor("]),
    ("data-error", &["show_error("]),
    (TEMPLATE, &[".template(", "drawing("]),
];

const TEMPLATE: &str = "<template id";

/// Names in the code that no markup has, and why.
const NOT_IN_MARKUP: [(&str, &str); 2] = [
    // `notices.rs` gives a notice's button its action, and `monitors.rs` the button that otherwise pauses.
    ("data-action", "resume"),
    ("data-action", "dismiss-damage"),
];

/// Names in the markup that no code looks for by a literal, and why.
const NOT_IN_CODE: [(&str, &str); 6] = [
    // The browser submits the form, and the code listens to that. Tests press the first.
    ("data-action", "save"),
    ("data-action", "save-collector"),
    // `settings.rs` takes the name from the form's `data-setting`.
    ("data-error", "badge"),
    ("data-error", "notifications"),
    // `WHOLE_FORM` of `editor.rs`.
    ("data-error", "monitor"),
    // The browser suite finds the section by it.
    ("data-part", "data"),
];

/// Code without whitespace and comments, so that a call is found wherever its lines break.
fn dense(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = source.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.flat_map(|line| line.chars().filter(|it| !it.is_whitespace())).collect()
}

/// The name that stands as the first or the second argument at the beginning of `arguments`.
fn named(arguments: &str) -> Option<&str> {
    let (before, rest) = arguments.split_once('"')?;
    let is_after_one = before.strip_suffix(',').is_some_and(|first| !first.contains([',', '(', ')']));
    (before.is_empty() || is_after_one).then(|| rest.split('"').next())?
}

/// The names that `code` looks for, in calls and in selectors such as `[data-part=editor]`.
fn looked_for(code: &str, attribute: &str, calls: &[&str]) -> BTreeSet<String> {
    let in_calls = calls.iter().flat_map(|call| code.split(call).skip(1).filter_map(named));
    let selector = format!("[{attribute}=");
    let in_selectors = between(code, &selector, "]").filter(|name| !name.contains(['{', '\\']));
    in_calls.chain(in_selectors).map(str::to_owned).collect()
}

/// The literals of the lists that a loop goes through: it hands each of them to one of the calls.
fn in_lists(code: &str) -> BTreeSet<String> {
    between(code, "in[", "]{").flat_map(|list| list.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// The names that enums give themselves: the code hands them over as values.
fn named_by_enums(attribute: &str) -> BTreeSet<String> {
    let names: Vec<&str> = match attribute {
        "data-error" => Field::ALL.map(Field::name).to_vec(),
        "data-part" => {
            Panel::PARTS.map(Panel::name).into_iter().chain(HistoryPanel::PARTS.map(HistoryPanel::name)).collect()
        }
        _ => Vec::new(),
    };
    names.into_iter().map(str::to_owned).collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

/// A page: its markup, its own code, and the code of all pages.
struct Page {
    name: String,
    markup: String,
    own: String,
    common: String,
}

impl Page {
    /// All pages. The code in `src/browser/page/x/` fills `www/x.html`.
    fn all() -> Vec<Self> {
        let markup =
            sources(Path::new("www")).into_iter().filter(|path| path.extension().is_some_and(|it| it == "html"));
        let (shared, pages): (Vec<_>, Vec<_>) = markup.partition(|path| path.parent().unwrap().ends_with("shared"));
        let mut pages: Vec<Self> = pages.iter().map(|path| Self::read(path, &shared)).collect();
        let mut common = dense(&read("www/page.js"));
        for source in sources(Path::new("src/browser/page")) {
            let folder = stem(source.parent().unwrap());
            let page = pages.iter_mut().find(|page| page.name == folder);
            page.map_or(&mut common, |page| &mut page.own).push_str(&dense(&read(&source)));
        }
        pages.iter_mut().for_each(|page| page.common.clone_from(&common));
        pages
    }

    /// A page with the markup it includes, and no code yet.
    fn read(path: &Path, shared: &[PathBuf]) -> Self {
        let mut markup = read(path);
        for part in shared {
            if markup.contains(&format!("<!-- include shared/{}.html -->", stem(part))) {
                markup += &read(part);
            }
        }
        Self { name: stem(path), markup, own: String::new(), common: String::new() }
    }

    fn names(&self, attribute: &str) -> BTreeSet<String> {
        between(&self.markup, &format!("{attribute}=\""), "\"").map(str::to_owned).collect()
    }
}

/// The names of a list of exceptions.
fn excepted(exceptions: &[(&str, &str)], attribute: &str) -> BTreeSet<String> {
    exceptions.iter().filter(|(kind, _)| *kind == attribute).map(|(_, name)| (*name).to_owned()).collect()
}

#[test]
fn every_name_in_the_code_is_in_the_markup() {
    let pages = Page::all();
    let mut missing = Vec::new();
    for (attribute, calls) in KINDS {
        let excepted = excepted(&NOT_IN_MARKUP, attribute);
        let mut anywhere = excepted.clone();
        for page in &pages {
            let known = &excepted | &page.names(attribute);
            let unknown = &looked_for(&page.own, attribute, calls) - &known;
            missing.extend(unknown.iter().map(|name| format!("{}: {attribute}=\"{name}\"", page.name)));
            anywhere.extend(known);
        }
        let unknown = &looked_for(&pages[0].common, attribute, calls) - &anywhere;
        missing.extend(unknown.iter().map(|name| format!("all pages: {attribute}=\"{name}\"")));
    }
    assert!(missing.is_empty(), "the code looks for what no markup has: {missing:#?}");
}

#[test]
fn every_name_in_the_markup_is_in_the_code() {
    let mut unused = Vec::new();
    for page in Page::all() {
        let code = page.own.clone() + &page.common;
        for (attribute, calls) in KINDS {
            let known = &looked_for(&code, attribute, calls) | &in_lists(&code);
            let known = &known | &named_by_enums(attribute);
            let unknown = &(&page.names(attribute) - &known) - &excepted(&NOT_IN_CODE, attribute);
            unused.extend(unknown.iter().map(|name| format!("{}: {attribute}=\"{name}\"", page.name)));
        }
    }
    assert!(unused.is_empty(), "the markup names what no code looks for: {unused:#?}");
}
