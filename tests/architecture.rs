//! The rules of the house, kept by a machine: who may import whom, and how long a file may be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, from the ground up. A folder imports from floors below its own, and from itself.
const FLOORS: [&[&str]; 7] =
    [&["origin"], &["access", "account", "session"], &["openai"], &["monitor"], &["engine"], &["view"], &["browser"]];

const LONGEST_FILE: usize = 400;

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let nested = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    nested.filter(|path| path.extension().is_some_and(|it| it == "rs")).collect()
}

fn floor_of(module: &str) -> usize {
    let floor = FLOORS.iter().position(|modules| modules.contains(&module));
    floor.unwrap_or_else(|| panic!("`{module}` stands on no floor: give it one in tests/architecture.rs"))
}

/// The modules of the crate that a file names, whether in a `use` or in a path.
fn imports(source: &str) -> Vec<&str> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = code.flat_map(|line| line.split("crate::").skip(1));
    paths
        .filter_map(|rest| rest.split(|it: char| !it.is_ascii_lowercase()).next())
        .filter(|it| !it.is_empty())
        .collect()
}

#[test]
fn each_floor_imports_from_below_only() {
    for file in files(&src()) {
        let inside = file.strip_prefix(src()).unwrap();
        let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if module == "lib" {
            continue;
        }
        for import in imports(&fs::read_to_string(&file).unwrap()) {
            let allowed = import == module || floor_of(import) < floor_of(&module);
            assert!(allowed, "{} imports `{import}`, which does not lie below `{module}`", inside.display());
        }
    }
}

#[test]
fn only_browser_knows_a_browser() {
    for file in files(&src()) {
        let inside = file.strip_prefix(src()).unwrap();
        let source = fs::read_to_string(&file).unwrap();
        for name in ["wasm_bindgen", "web_sys", "js_sys", "gloo_"] {
            assert!(inside.starts_with("browser") || !source.contains(name), "{} names {name}", inside.display());
        }
    }
}

#[test]
fn no_file_is_too_long() {
    for file in files(&src()) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= LONGEST_FILE, "{}: {lines} lines hold two ideas", file.display());
    }
}
