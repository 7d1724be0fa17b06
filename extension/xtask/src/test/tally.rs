//! Counts passed and failed tests.

use std::fmt;
use std::ops::AddAssign;

/// Numbers of passed and failed tests, sizes and steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
}

impl Tally {
    /// One check that passed or failed.
    pub fn check(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed) }
    }

    /// Sums the `test result:` lines of `cargo test`. A run that failed without a failed test did not compile or crashed; it counts as one
    /// failure.
    pub fn tests(passed: bool, output: &str) -> Self {
        let mut sum = Self::default();
        for result in output.lines().filter_map(Self::result) {
            sum += result;
        }
        if !passed && sum.failed == 0 {
            sum.failed = 1;
        }
        sum
    }

    /// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; ...`.
    fn result(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let count = |what: &str| {
            let mut counts = counts.split(';').filter_map(|count| count.trim().split_once(' '));
            counts.find(|(_, name)| *name == what)?.0.parse().ok()
        };
        Some(Self { passed: count("passed")?, failed: count("failed")? })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The last line of a run. Programs that run the tests parse it, so its form must not change.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "running 3 tests\n...\n\
        test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s\n\
        a test that printed: test result\n\
        test result: FAILED. 4 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.50s\n";

    #[test]
    fn all_results_are_summed() {
        assert_eq!(Tally::tests(false, OUTPUT), Tally { passed: 7, failed: 2 });
    }

    #[test]
    fn a_run_that_did_not_compile_is_a_failure() {
        assert_eq!(Tally::tests(false, ""), Tally { passed: 0, failed: 1 });
        assert_eq!(Tally::tests(true, ""), Tally::default());
        assert_eq!(Tally::check(false), Tally { passed: 0, failed: 1 });
    }

    #[test]
    fn the_last_line_has_the_form_that_other_programs_parse() {
        let mut total = Tally::check(true);
        total += Tally { passed: 41, failed: 0 };
        assert_eq!(total.to_string(), "42 passed, 0 failed");
    }
}
