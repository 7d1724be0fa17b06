//! Prints progress: each step with the time it took.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this module's job is to print")]

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A step in progress. On a terminal its line is updated with the elapsed time and the last line of output.
#[must_use = "a step that is dropped has failed"]
pub struct Step {
    label: String,
    began: Instant,
    line: Option<ProgressBar>,
    ended: bool,
}

impl Step {
    /// Begins a step, named as in "building the WASM module".
    pub fn begin(label: impl Into<String>) -> Self {
        let label = label.into();
        let line = std::io::stderr().is_terminal().then(|| {
            let line = ProgressBar::new_spinner().with_prefix(label.clone());
            if let Ok(style) = ProgressStyle::with_template("· {prefix} … {elapsed}  {wide_msg:.dim}") {
                line.set_style(style);
            }
            line.enable_steady_tick(Duration::from_millis(100));
            line
        });
        if line.is_none() {
            eprint!("· {label} … ");
            // A lost progress line is no reason to stop.
            drop(std::io::stderr().flush());
        }
        Self { label, began: Instant::now(), line, ended: false }
    }

    /// Shows a line of the step's output.
    pub fn hear(&self, news: &str) {
        if let Some(line) = &self.line {
            line.set_message(news.trim().to_owned());
        }
    }

    /// Ends the step as successful.
    pub fn done(mut self) {
        self.end("");
    }

    fn end(&mut self, how: &str) {
        let took = seconds(self.began.elapsed());
        match self.line.take() {
            Some(line) => {
                line.finish_and_clear();
                eprintln!("· {} … {how}{took}", self.label);
            }
            None => eprintln!("{how}{took}"),
        }
        self.ended = true;
    }
}

/// A step that is dropped before [`Step::done`] has failed; the caller's error says why.
impl Drop for Step {
    fn drop(&mut self) {
        if !self.ended {
            self.end("failed after ");
        }
    }
}

/// Runs `work` as a step, which fails if `work` does.
pub fn step<T>(label: impl Into<String>, work: impl FnOnce(&Step) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let step = Step::begin(label);
    let result = work(&step)?;
    step.done();
    Ok(result)
}

/// `1.5 s`.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// Prints a line of progress to standard error.
pub fn say(words: &str) {
    eprintln!("{words}");
}

/// Prints a line of the result to standard output.
pub fn print(line: &str) {
    println!("{line}");
}
