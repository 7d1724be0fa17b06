//! Runs the simulation of `tests/simulation` for longer than a test run does.

use std::process::ExitCode;

use crate::args::SimulateOptions;
use crate::progress::say;
use crate::{shell, workspace};

/// Runs it and prints its output as it comes. The exit code says whether it passed.
pub fn simulate(options: SimulateOptions) -> anyhow::Result<ExitCode> {
    let SimulateOptions { steps, seed } = options;
    say(&format!("{steps} steps, from seed {seed} on"));
    let mut test = shell::cargo();
    test.args(["test", "--locked", "--package", "credit-gauge", "--test", "simulation", "--", "--nocapture"])
        .env("CREDIT_GAUGE_STEPS", steps.to_string())
        .env("CREDIT_GAUGE_SEED", seed.to_string())
        .current_dir(workspace::root());
    let (held, _) = shell::follow(&mut test)?;
    Ok(if held { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
