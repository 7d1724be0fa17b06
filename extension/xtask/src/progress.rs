//! Telling a person what goes on: each step with the time it took.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this module's job is to print")]

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A step that has begun. On a terminal its line lives, with the time and the last that was heard of it.
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

    /// Shows what was last heard of it.
    pub fn hear(&self, news: &str) {
        if let Some(line) = &self.line {
            line.set_message(news.trim().to_owned());
        }
    }

    /// Ends it well.
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

/// A step that is left by an error has failed; the error says why.
impl Drop for Step {
    fn drop(&mut self) {
        if !self.ended {
            self.end("failed after ");
        }
    }
}

/// Does something as a step.
pub fn step<T>(label: impl Into<String>, work: impl FnOnce(&Step) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let step = Step::begin(label);
    let result = work(&step)?;
    step.done();
    Ok(result)
}

/// A duration as a person reads it.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// A line for the person, beside what the task is asked to print.
pub fn say(words: &str) {
    eprintln!("{words}");
}

/// A line of the task's result.
pub fn print(line: &str) {
    println!("{line}");
}
