//! Repeats the browser suite, to find tests that fail now and then.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

use super::steps::browser_suite;
use super::tally::Tally;
use super::{build_within_limits, follow};
use crate::progress::{print, say, seconds};
use crate::setup;

/// Builds the extension once and runs the suite `times` times, all of it or the scenarios whose names contain `scenarios`. A failed run
/// does not stop the next. The last line sums up all runs.
pub fn repeat(times: usize, scenarios: Option<&str>) -> anyhow::Result<ExitCode> {
    let toolchain = setup::ensure(&setup::Needs::everything())?;
    build_within_limits(&toolchain)?;
    let mut total = Tally::default();
    let mut failures: BTreeMap<String, usize> = BTreeMap::new();
    let mut runs = Vec::new();
    for run in 1..=times {
        let began = Instant::now();
        say(&format!("\n== run {run} of {times}"));
        let (passed, output) = follow(browser_suite().arg("--").args(scenarios))?;
        let tally = Tally::tests(passed, &output);
        for name in output.lines().filter_map(failed) {
            *failures.entry(name.to_owned()).or_default() += 1;
        }
        runs.push(format!("run {run:<4} {tally} {:>9}", seconds(began.elapsed())));
        total += tally;
    }
    print("");
    for run in runs {
        print(&run);
    }
    for (name, failed) in failures {
        print(&format!("failed in {failed} of {times} runs: {name}"));
    }
    print(&total.to_string());
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The name in `test <name> ... FAILED`.
fn failed(line: &str) -> Option<&str> {
    Some(line.strip_prefix("test ")?.strip_suffix("FAILED")?.trim_end().strip_suffix("...")?.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_tests_are_named() {
        assert_eq!(failed("test capture::of_a_tab ... FAILED"), Some("capture::of_a_tab"));
        assert_eq!(failed("test capture::of_a_tab          ... FAILED"), Some("capture::of_a_tab"));
        assert_eq!(failed("test capture::of_a_tab ... ok"), None);
        assert_eq!(failed("test result: FAILED. 4 passed; 2 failed"), None);
    }
}
