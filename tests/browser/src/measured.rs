//! Collects measured figures and prints them at the end of the run, so that they do not break up the lines of the test report.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

static FIGURES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Notes how long something took.
pub fn note(what: &str, took: Duration) {
    let line = format!("measured: {what} {:.2} s", took.as_secs_f64());
    FIGURES.lock().unwrap_or_else(PoisonError::into_inner).push(line);
}

/// All figures so far, one on each line.
#[must_use]
pub fn figures() -> Vec<String> {
    FIGURES.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
