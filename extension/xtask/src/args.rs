//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use browser_driver::Product;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Builds, runs, tests and measures the extension.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub task: Task,
}

/// The subcommands. Their comments, and those of the options, are the help texts.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Task {
    /// Show the extension at work in a real browser, against a simulated OpenAI
    Demo(DemoOptions),
    /// Open the extension in a browser of its own, against the real OpenAI
    Run,
    /// Build the unpacked extension, in target/extension/
    Build,
    /// Check format and lints, run host tests, fuzzing and browser suites
    Test(TestOptions),
    /// Measure ours against a plain JavaScript extension, in real Chromium
    Bench(BenchOptions),
    /// Run the random simulation of the worker for longer than a test run does
    Simulate(SimulateOptions),
    /// Run the worker over days of a made-up account in seconds, and print what came of it
    Replay(ReplayOptions),
    /// Feed every decoder of outside input, or one, with a fuzzer
    Fuzz(FuzzOptions),
    /// Fetch what the other tasks need; they do so by themselves
    Setup,
}

/// The options of `demo`.
#[derive(Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoOptions {
    /// Open no window, even where there is a display
    #[arg(long)]
    pub headless: bool,
    /// Use Firefox instead of Chromium
    #[arg(long)]
    firefox: bool,
}

impl DemoOptions {
    /// Chromium, unless `--firefox` is given.
    pub fn product(self) -> Product {
        if self.firefox { Product::Firefox } else { Product::Chromium }
    }
}

/// The options of `test`.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct TestOptions {
    /// Run only the browser suite, N times, to find tests that fail now and then
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub repeat: Option<usize>,
    /// Repeat only scenarios whose names contain this
    #[arg(requires = "repeat")]
    pub scenarios: Option<String>,
}

/// The options of `bench`.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
pub struct BenchOptions {
    /// Measure only these; all if none is named
    #[arg(value_enum)]
    only: Vec<Figures>,
    /// How many rounds to take the medians of
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = at_least_one)]
    pub rounds: usize,
}

/// The groups of figures that `bench` can measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Figures {
    /// Module and package against their limits
    Sizes,
    /// Wake-ups and requests of a day
    Day,
    /// Waking up and showing the popup, against plain JavaScript
    Reference,
    /// A hundred monitors against one
    Growth,
    /// A large usage body
    Usage,
}

impl BenchOptions {
    /// Whether to measure this group.
    pub fn wants(&self, figures: Figures) -> bool {
        self.only.is_empty() || self.only.contains(&figures)
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("it must be at least 1".to_owned()),
        Ok(number) => Ok(number),
        Err(error) => Err(format!("{error}")),
    }
}

/// The options of `simulate`.
#[derive(Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimulateOptions {
    /// How many steps to make, over all worlds
    #[arg(long, value_name = "N", default_value_t = 10_000_000)]
    pub steps: u64,
    /// The seed of the first world; each further one has the next
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

/// The options of `replay`.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = REPLAY_EXAMPLE)]
pub struct ReplayOptions {
    /// The account, in JSON; `-` for standard input
    pub file: PathBuf,
}

const REPLAY_EXAMPLE: &str = r#"A file with all that is required:
  { "start": "2026-03-02T00:00:00Z", "days": 40, "balance_usd": 180, "daily_usd": [3.1, 4.4, 2, 5, 4.1, 0.6, 0.4] }

It may also have period_seconds, models, grants, top_ups, auto_recharge, faults, kill_every_seconds, rules and ask_at.
tests/replay/example.json has all of them, and CONTRIBUTING.md says what each means.
Standard output gets one JSON object, standard error everything else."#;

/// The options of `fuzz`.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
pub struct FuzzOptions {
    /// The only target to fuzz; all if none is named
    pub target: Option<String>,
    /// For how many seconds in all
    #[arg(long, value_name = "N", default_value_t = FuzzOptions::default().seconds)]
    pub seconds: u64,
}

impl Default for FuzzOptions {
    fn default() -> Self {
        Self { target: None, seconds: 60 }
    }
}

/// 0 if the person asked for help; 1 for a mistake, as for any failed task.
pub fn exit_code(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand};
    match error.kind() {
        DisplayHelp | DisplayHelpOnMissingArgumentOrSubcommand => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Result<Task, clap::Error> {
        let words = std::iter::once("xtask").chain(line.split_whitespace());
        Arguments::try_parse_from(words).map(|arguments| arguments.task)
    }

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn tasks_and_their_options_are_parsed() {
        assert_eq!(parse("test").unwrap(), Task::Test(TestOptions::default()));
        let capture = TestOptions { repeat: Some(10), scenarios: Some("capture".to_owned()) };
        assert_eq!(parse("test --repeat 10 capture").unwrap(), Task::Test(capture));
        assert_eq!(
            parse("demo --firefox --headless").unwrap(),
            Task::Demo(DemoOptions { headless: true, firefox: true })
        );
        assert_eq!(parse("bench --rounds 3").unwrap(), Task::Bench(BenchOptions { only: vec![], rounds: 3 }));
        let growth = BenchOptions { only: vec![Figures::Growth], rounds: 12 };
        assert!(growth.wants(Figures::Growth) && !growth.wants(Figures::Sizes));
        assert_eq!(parse("bench growth").unwrap(), Task::Bench(growth));
        let simulate = SimulateOptions { steps: 5, seed: 7 };
        assert_eq!(parse("simulate --seed 7 --steps 5").unwrap(), Task::Simulate(simulate));
        assert_eq!(parse("simulate").unwrap(), Task::Simulate(SimulateOptions { steps: 10_000_000, seed: 1 }));
        let file = PathBuf::from("account.json");
        assert_eq!(parse("replay account.json").unwrap(), Task::Replay(ReplayOptions { file }));
        assert_eq!(parse("fuzz").unwrap(), Task::Fuzz(FuzzOptions::default()));
        let fuzz = FuzzOptions { target: Some("host".to_owned()), seconds: 9 };
        assert_eq!(parse("fuzz host --seconds 9").unwrap(), Task::Fuzz(fuzz));
    }

    #[test]
    fn help_lists_every_task_and_is_no_failure() {
        for line in ["", "help", "--help", "-h"] {
            let help = parse(line).unwrap_err();
            let words = help.to_string();
            for task in ["demo", "run", "build", "test", "bench", "simulate", "replay", "fuzz", "setup"] {
                assert!(words.contains(&format!("\n  {task} ")), "{line:?} does not list {task}: {words}");
            }
            assert_eq!(exit_code(&help), ExitCode::SUCCESS, "{line:?}");
        }
    }

    #[test]
    fn a_mistake_is_named_and_exits_with_1() {
        let mistakes = [
            ("tset", "tset"),
            ("build --headless", "--headless"),
            ("replay", "<FILE>"),
            ("replay one.json two.json", "two.json"),
            ("fuzz host tag", "tag"),
            ("fuzz --seconds", "--seconds"),
            ("fuzz --seconds soon", "soon"),
            ("simulate --steps -1", "-1"),
            ("bench --rounds 0", "0"),
            ("test capture", "--repeat"),
        ];
        for (line, named) in mistakes {
            let mistake = parse(line).unwrap_err();
            assert!(mistake.to_string().contains(named), "{mistake}");
            assert_eq!(exit_code(&mistake), ExitCode::FAILURE, "{line:?}");
        }
    }
}
