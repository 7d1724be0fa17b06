//! Runs the targets of `tests/fuzz` with libFuzzer.
//!
//! The programs are built with the compiler in use and without a sanitizer. Sanitizers find memory errors, and none of our code is unsafe.
//! Every property is an assertion.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};

use crate::args::FuzzOptions;
use crate::progress::{say, step};
use crate::{shell, workspace};

/// In seconds. An input that takes a target longer is a finding.
const LONGEST_INPUT: u64 = 10;

/// How many targets passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fuzzed {
    /// Targets without a finding.
    pub held: usize,
    /// Targets with a finding.
    pub failed: usize,
}

/// Fuzzes the chosen targets, one after the other.
///
/// # Errors
/// This machine cannot fuzz, there is no such target, or there was a finding.
pub fn fuzz(options: &FuzzOptions) -> anyhow::Result<()> {
    if let Some(missing) = missing() {
        bail!("{missing}");
    }
    let Fuzzed { failed, .. } = run(options)?;
    ensure!(failed == 0, "{failed} of the targets have findings: see above");
    Ok(())
}

/// What this machine lacks for fuzzing, and how to install it; `None` if nothing is missing.
pub fn missing() -> Option<&'static str> {
    let asked = shell::cargo().args(["fuzz", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let compiler = std::env::var_os("CXX").is_some() || which::which("c++").is_ok();
    if !asked.is_ok_and(|status| status.success()) {
        Some("cargo-fuzz is not installed: `cargo install cargo-fuzz --locked`")
    } else if !compiler {
        Some("there is no C++ compiler to build libFuzzer with: `apt-get install g++`")
    } else {
        None
    }
}

/// Fuzzes the chosen targets. Check [`missing`] first. A target with a finding does not stop the others.
///
/// # Errors
/// There is no such target, or the programs cannot be built.
pub fn run(options: &FuzzOptions) -> anyhow::Result<Fuzzed> {
    let targets = chosen(targets()?, options.target.as_deref())?;
    step("building the fuzz programs", |step| shell::capture(cargo_fuzz("build").args(only(&targets)), step))?;
    let seconds = each(options.seconds, targets.len());
    let mut fuzzed = Fuzzed::default();
    for target in &targets {
        match step(format!("fuzzing {target} for {seconds} s"), |step| {
            shell::capture(&mut program(target, seconds)?, step)
        }) {
            Ok(_) => fuzzed.held += 1,
            Err(error) => {
                say(&format!(
                    "{error:#}\nKeep the input: move it to tests/fuzz/corpus/{target}/, where `cargo test` tries it."
                ));
                fuzzed.failed += 1;
            }
        }
    }
    Ok(fuzzed)
}

fn folder() -> PathBuf {
    workspace::root().join("tests/fuzz")
}

/// The names of all targets, sorted.
fn targets() -> anyhow::Result<Vec<String>> {
    let programs = folder().join("cargo-fuzz/fuzz_targets");
    let entries = programs.read_dir().with_context(|| format!("{} cannot be read", programs.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

fn chosen(targets: Vec<String>, wanted: Option<&str>) -> anyhow::Result<Vec<String>> {
    match wanted {
        None => Ok(targets),
        Some(wanted) if targets.iter().any(|target| target == wanted) => Ok(vec![wanted.to_owned()]),
        Some(wanted) => bail!("there is no target {wanted:?}. There are {}.", targets.join(", ")),
    }
}

/// The argument of `cargo fuzz build`, which builds one program or all.
fn only(targets: &[String]) -> Option<&String> {
    if let [only] = targets { Some(only) } else { None }
}

/// Each target's share of the time, in seconds; at least one.
fn each(seconds: u64, targets: usize) -> u64 {
    let targets = u64::try_from(targets).unwrap_or(u64::MAX).max(1);
    (seconds / targets).max(1)
}

/// The command that fuzzes a target. It starts from the corpus, and keeps new inputs below `target/` for the next run.
fn program(target: &str, seconds: u64) -> anyhow::Result<Command> {
    let found_out = workspace::target().join("fuzz").join(target);
    std::fs::create_dir_all(&found_out).with_context(|| format!("{} cannot be made", found_out.display()))?;
    let mut command = cargo_fuzz("run");
    command
        .arg(target)
        .arg(found_out)
        .arg(folder().join("corpus").join(target))
        .arg("--")
        .args([format!("-max_total_time={seconds}"), format!("-timeout={LONGEST_INPUT}")]);
    Ok(command)
}

fn cargo_fuzz(subcommand: &str) -> Command {
    let mut command = shell::cargo();
    command
        .args(["fuzz", subcommand, "--sanitizer", "none", "--fuzz-dir"])
        .arg(folder().join("cargo-fuzz"))
        .current_dir(workspace::root());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_shared_and_each_target_gets_some() {
        assert_eq!(each(60, 14), 4);
        assert_eq!(each(60, 1), 60);
        assert_eq!(each(5, 14), 1);
    }

    #[test]
    fn all_targets_are_chosen_or_the_named_one() {
        let all = || vec!["host".to_owned(), "tag".to_owned()];
        assert_eq!(chosen(all(), None).unwrap(), all());
        assert_eq!(chosen(all(), Some("tag")).unwrap(), ["tag"]);
        assert_eq!(
            chosen(all(), Some("tga")).unwrap_err().to_string(),
            "there is no target \"tga\". There are host, tag."
        );
    }

    #[test]
    fn the_targets_are_found() {
        assert!(targets().unwrap().contains(&"monitors_file".to_owned()));
    }
}
