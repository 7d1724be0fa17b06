//! Checks the rules of the code: which module may import which, which may know a browser, and how long a file may be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/imports.rs"]
mod imports;

use std::fs;
use std::path::Path;

use circles::circle;
use imports::{Crate, file_name};

/// The floors, lowest first. A folder imports only from lower floors and from itself.
const FLOORS: [&[&str]; 9] = [
    &["json", "origin", "shared_map"],
    &["access", "account", "session"],
    &["forecast", "history", "openai"],
    &["monitor"],
    &["alert"],
    &["engine"],
    &["view"],
    &["worker"],
    &["browser"],
];

const LONGEST_FILE: usize = 400;

fn src() -> Crate {
    Crate::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

fn floor_of(module: &str) -> usize {
    let floor = FLOORS.iter().position(|modules| modules.contains(&module));
    floor.unwrap_or_else(|| panic!("`{module}` stands on no floor: give it one in tests/architecture.rs"))
}

#[test]
fn each_floor_imports_from_below_only() {
    for (from, to) in src().imports() {
        let (module, import) = (from[0].as_str(), to[0].as_str());
        let allowed = module == "lib" || import == module || floor_of(import) < floor_of(module);
        assert!(allowed, "{} imports `{import}`, which does not lie below `{module}`", file_name(&from));
    }
}

#[test]
fn no_two_files_or_folders_import_each_other() {
    let source = src();
    let in_folder = |folder| (file_name(&folder), circle(&source.imports_within(&folder)));
    let circles: Vec<_> =
        source.folders().into_iter().map(in_folder).filter(|(_, circle)| !circle.is_empty()).collect();
    assert!(circles.is_empty(), "these import each other: {circles:#?}");
}

#[test]
fn only_browser_knows_a_browser() {
    for (module, code) in src().files() {
        for name in ["wasm_bindgen", "web_sys", "js_sys", "gloo_"] {
            assert!(module[0] == "browser" || !code.contains(name), "{} names {name}", file_name(module));
        }
    }
}

/// Decisions are tested on the host. `browser` only passes data on, and uses no event, step or state of the worker.
#[test]
fn browser_decides_nothing() {
    let data = ["command", "effect", "monitors_file", "notice", "part", "refusal", "settings", "state", "stored"];
    for (from, to) in src().imports().iter().filter(|(from, to)| from[0] == "browser" && to[0] == "engine") {
        let is_data = to.get(1).is_some_and(|it| data.contains(&it.as_str()));
        assert!(is_data, "{} imports {}", file_name(from), file_name(to));
    }
    for (module, code) in src().files().filter(|(module, _)| module[0] == "browser") {
        for name in ["serde_json", "engine::State", "Effect::"] {
            assert!(!code.contains(name), "{} names {name}", file_name(module));
        }
    }
}

/// An uncaught JavaScript exception would unwind through the Rust frames that made the call, without running their destructors.
#[test]
fn every_call_of_the_browsers_own_api_is_caught() {
    for (module, code) in src().files() {
        assert!(!code.contains("extern \"C\""), "{} binds a function of its own: use browser::call", file_name(module));
    }
}

#[test]
fn no_file_is_too_long() {
    for (module, code) in src().files() {
        let lines = code.lines().count();
        assert!(lines <= LONGEST_FILE, "{}: {lines} lines hold two ideas", file_name(module));
    }
}

#[test]
fn the_map_in_lib_shows_the_floors() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for (floor, modules) in FLOORS.iter().enumerate() {
        for module in *modules {
            let shown = lib
                .lines()
                .any(|line| line.starts_with(&format!("//! | {floor} |")) && line.contains(&format!("`{module}`")));
            assert!(shown, "src/lib.rs does not show `{module}` on floor {floor}");
        }
    }
}
