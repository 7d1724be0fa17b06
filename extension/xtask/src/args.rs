//! The command line.

use anyhow::{Context, bail};
use browser_driver::Product;

pub const HELP: &str = "\
cargo xtask <task>

  demo [--headless] [--firefox]   the extension at work in a real browser, against a simulated OpenAI
  run                             the extension in a browser of its own, against the real OpenAI
  build                           the unpacked extension, in target/extension/
  test                            format, lints, host tests, fuzzing and browser suites
  simulate [--steps N] [--seed N] the core at the mercy of chance, for longer than a test run: 10 million steps
  fuzz [target] [--seconds N]     every decoder of outside input, or one, fed by a fuzzer: 60 seconds in all
  setup                           fetch what the other tasks need; they do so by themselves
  help                            this text";

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    Help,
    Setup,
    Build,
    Demo(DemoOptions),
    Run,
    Test,
    Simulate(SimulateOptions),
    Fuzz(FuzzOptions),
}

/// How the demonstration is to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoOptions {
    /// Without a window even where there is a display.
    pub headless: bool,
    /// In which browser.
    pub product: Product,
}

/// How the core is to be simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimulateOptions {
    /// How many steps, over all worlds.
    pub steps: u64,
    /// The seed of the first world; each further one has the next.
    pub seed: u64,
}

impl Default for SimulateOptions {
    fn default() -> Self {
        Self { steps: 10_000_000, seed: 1 }
    }
}

/// What is to be fuzzed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FuzzOptions {
    /// The only target; all of them where none is named.
    pub target: Option<String>,
    /// For how long in all.
    pub seconds: u64,
}

impl Default for FuzzOptions {
    fn default() -> Self {
        Self { target: None, seconds: 60 }
    }
}

impl Task {
    /// Reads the arguments that follow `cargo xtask`.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> anyhow::Result<Self> {
        let mut arguments = arguments.into_iter();
        let mut task = match arguments.next().as_deref() {
            None | Some("help" | "--help" | "-h") => Self::Help,
            Some("setup") => Self::Setup,
            Some("build") => Self::Build,
            Some("demo") => Self::Demo(DemoOptions { headless: false, product: Product::Chromium }),
            Some("run") => Self::Run,
            Some("test") => Self::Test,
            Some("simulate") => Self::Simulate(SimulateOptions::default()),
            Some("fuzz") => Self::Fuzz(FuzzOptions::default()),
            Some(other) => bail!("there is no task {other:?}.\n\n{HELP}"),
        };
        while let Some(argument) = arguments.next() {
            match (&mut task, argument.as_str()) {
                (_, "--help" | "-h") => return Ok(Self::Help),
                (Self::Demo(options), "--headless") => options.headless = true,
                (Self::Demo(options), "--firefox") => options.product = Product::Firefox,
                (Self::Simulate(options), "--steps") => options.steps = number(&argument, arguments.next())?,
                (Self::Simulate(options), "--seed") => options.seed = number(&argument, arguments.next())?,
                (Self::Fuzz(options), "--seconds") => options.seconds = number(&argument, arguments.next())?,
                (Self::Fuzz(options), target) if options.target.is_none() && !target.starts_with('-') => {
                    options.target = Some(target.to_owned());
                }
                (_, other) => bail!("{other:?} is not an option of this task.\n\n{HELP}"),
            }
        }
        Ok(task)
    }
}

fn number(option: &str, value: Option<String>) -> anyhow::Result<u64> {
    let Some(value) = value else { bail!("{option} wants a number after it.\n\n{HELP}") };
    value.parse().with_context(|| format!("{option} wants a whole number, not {value:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> anyhow::Result<Task> {
        Task::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn tasks_and_their_options() {
        assert_eq!(parse("").unwrap(), Task::Help);
        assert_eq!(parse("test").unwrap(), Task::Test);
        assert_eq!(parse("test --help").unwrap(), Task::Help);
        let firefox = DemoOptions { headless: true, product: Product::Firefox };
        assert_eq!(parse("demo --firefox --headless").unwrap(), Task::Demo(firefox));
        let simulate = SimulateOptions { steps: 5, seed: 7 };
        assert_eq!(parse("simulate --seed 7 --steps 5").unwrap(), Task::Simulate(simulate));
        assert_eq!(parse("fuzz").unwrap(), Task::Fuzz(FuzzOptions::default()));
        let fuzz = FuzzOptions { target: Some("host".to_owned()), seconds: 9 };
        assert_eq!(parse("fuzz host --seconds 9").unwrap(), Task::Fuzz(fuzz));
    }

    #[test]
    fn a_number_is_one() {
        for line in ["fuzz --seconds", "fuzz --seconds soon", "simulate --steps -1"] {
            let words = parse(line).unwrap_err().to_string();
            assert!(words.contains("--s") && words.contains("number"), "{words}");
        }
    }

    #[test]
    fn a_mistake_is_named_and_the_tasks_are_listed() {
        for (line, named) in [("tset", "tset"), ("build --headless", "--headless"), ("fuzz host tag", "tag")] {
            let words = parse(line).unwrap_err().to_string();
            assert!(words.contains(named) && words.contains("cargo xtask <task>"), "{words}");
        }
    }
}
