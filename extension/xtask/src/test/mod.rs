//! Runs everything that must pass. A failed step does not stop the others; the last line counts passed and failed.

mod repeat;
mod steps;
mod tally;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::args::{FuzzOptions, TestOptions};
use crate::progress::{print, say, seconds};
use crate::{build, fuzz, setup, shell, workspace};
use steps::{Action, Step, steps};
use tally::Tally;

/// A finished step.
struct Taken {
    name: &'static str,
    tally: Tally,
    took: Duration,
}

/// Runs all steps, or the browser suite several times. The exit code says whether all passed.
pub fn test(options: &TestOptions) -> anyhow::Result<ExitCode> {
    match options.repeat {
        Some(times) => repeat::repeat(times, options.scenarios.as_deref()),
        None => everything(),
    }
}

fn everything() -> anyhow::Result<ExitCode> {
    let toolchain = setup::ensure(&setup::Needs::everything())?;
    let taken: Vec<Taken> = steps(&toolchain).into_iter().map(|step| take(step, &toolchain)).collect();
    let mut total = Tally::default();
    print("");
    for Taken { name, tally, took } in &taken {
        print(&format!("{name:<28} {:>5} passed {:>4} failed {:>9}", tally.passed, tally.failed, seconds(*took)));
        total += *tally;
    }
    print(&total.to_string());
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn take(step: Step, toolchain: &setup::WasmToolchain) -> Taken {
    let began = Instant::now();
    say(&format!("\n== {}", step.name));
    let outcome = match step.action {
        Action::Check(mut command) => follow(&mut command).map(|(passed, _)| Tally::check(passed)),
        Action::Tests(mut command) => follow(&mut command).map(|(passed, output)| Tally::tests(passed, &output)),
        Action::Build => build_within_limits(toolchain),
        Action::Fuzz => fuzz_for_a_minute(),
    };
    let tally = outcome.unwrap_or_else(|error| {
        say(&format!("error: {error:#}"));
        Tally::check(false)
    });
    Taken { name: step.name, tally, took: began.elapsed() }
}

/// The build counts as one check, and the limit of each size as another.
fn build_within_limits(toolchain: &setup::WasmToolchain) -> anyhow::Result<Tally> {
    let extension = build::build(toolchain)?;
    let mut tally = Tally::check(true);
    for size in build::sizes(&extension)? {
        if !size.fits() {
            say(&format!("error: {size}"));
        }
        tally += Tally::check(size.fits());
    }
    Ok(tally)
}

fn fuzz_for_a_minute() -> anyhow::Result<Tally> {
    match fuzz::missing() {
        Some(missing) => {
            say(&format!("   left out: {missing}"));
            Ok(Tally::default())
        }
        None => {
            let fuzz::Fuzzed { held, failed } = fuzz::run(&FuzzOptions::default())?;
            Ok(Tally { passed: held, failed })
        }
    }
}

fn follow(command: &mut std::process::Command) -> anyhow::Result<(bool, String)> {
    say(&format!("   {}", shell::line(command)));
    shell::follow(command.current_dir(workspace::root())).context("a step could not be run")
}
