//! The command line.

use anyhow::bail;
use browser_driver::Product;

pub const HELP: &str = "\
cargo xtask <task>

  demo [--headless] [--firefox]   the extension at work in a real browser, against a simulated OpenAI
  run                             the extension in a browser of its own, against the real OpenAI
  build                           the unpacked extension, in target/extension/
  test                            format, lints, host tests and browser suites
  setup                           fetch what the other tasks need; they do so by themselves
  help                            this text";

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    Help,
    Setup,
    Build,
    Demo(DemoOptions),
    Run,
    Test,
}

/// How the demonstration is to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoOptions {
    /// Without a window even where there is a display.
    pub headless: bool,
    /// In which browser.
    pub product: Product,
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
            Some(other) => bail!("there is no task {other:?}.\n\n{HELP}"),
        };
        for argument in arguments {
            match (&mut task, argument.as_str()) {
                (_, "--help" | "-h") => return Ok(Self::Help),
                (Self::Demo(options), "--headless") => options.headless = true,
                (Self::Demo(options), "--firefox") => options.product = Product::Firefox,
                (_, other) => bail!("{other:?} is not an option of this task.\n\n{HELP}"),
            }
        }
        Ok(task)
    }
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
    }

    #[test]
    fn a_mistake_is_named_and_the_tasks_are_listed() {
        for (line, named) in [("tset", "tset"), ("build --headless", "--headless")] {
            let words = parse(line).unwrap_err().to_string();
            assert!(words.contains(named) && words.contains("cargo xtask <task>"), "{words}");
        }
    }
}
