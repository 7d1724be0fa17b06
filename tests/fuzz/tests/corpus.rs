//! Runs every target with its corpus, on the stable compiler.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use fuzz_properties::{TARGETS, Target};

fn here(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The names of the files or folders in a directory, without extension.
fn names(folder: &Path) -> BTreeSet<String> {
    entries(folder).iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_property_holds_for_the_whole_corpus() {
    let mut broken = Vec::new();
    for Target { name, feed } in &TARGETS {
        for seed in entries(&here("corpus").join(name)) {
            let input = fs::read(&seed).unwrap();
            if catch_unwind(|| feed(&input)).is_err() {
                broken.push(seed);
            }
        }
    }
    assert!(broken.is_empty(), "above is why, for each of {broken:#?}");
}

#[test]
fn every_property_holds_for_empty_and_meaningless_input() {
    for Target { feed, .. } in &TARGETS {
        for input in [&b""[..], b"\0", b"\xff\xfe", b"null", b"[]", b"{}", b"0", b"\n\n", b"\"\""] {
            feed(input);
        }
    }
}

#[test]
fn every_target_has_seeds_and_a_program() {
    let targets: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    assert_eq!(names(&here("corpus")), targets);
    assert_eq!(names(&here("cargo-fuzz/fuzz_targets")), targets);
    for target in &targets {
        assert!(!entries(&here("corpus").join(target)).is_empty(), "{target} has no seeds");
    }
}
