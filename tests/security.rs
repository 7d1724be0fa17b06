//! Every promise in SECURITY.md names a test that exists.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::Path;

/// The tests that SECURITY.md names: `path/to/file.rs::name`.
fn named() -> Vec<(String, String)> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("SECURITY.md")).unwrap();
    let quoted = text.split('`').skip(1).step_by(2);
    let names = quoted.filter_map(|it| it.split_once(".rs::"));
    names.map(|(file, name)| (format!("{file}.rs"), name.to_owned())).collect()
}

#[test]
fn every_promise_has_its_test() {
    let named = named();
    assert!(named.len() > 30, "only {} tests are named", named.len());
    for (file, name) in named {
        let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&file));
        let source = source.unwrap_or_else(|error| panic!("{file}: {error}"));
        // The name of a browser scenario is a string, that of any other test a function.
        let is_there = source.contains(&format!("fn {name}(")) || source.contains(&format!("\"{name}\""));
        assert!(is_there, "{file} has no test {name}");
    }
}

#[test]
fn every_row_of_promises_names_one() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("SECURITY.md")).unwrap();
    let promises = text.split("## Promises").nth(1).unwrap().split("## What each permission buys").next().unwrap();
    let rows = promises.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise"));
    for row in rows {
        assert!(row.contains(".rs::"), "no test behind: {row}");
    }
}
