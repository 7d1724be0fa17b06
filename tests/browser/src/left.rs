//! What a scenario leaves behind: misplaced keys and errors.

use anyhow::{Result, ensure};
use browser_driver::{ConsoleEntry, Level, Origin};

use crate::canary::Finding;
use crate::meddling::MADE_UP;

/// What was found at the end of a scenario.
#[derive(Debug)]
pub struct Left {
    /// Keys in places where none may be.
    pub findings: Vec<Finding>,
    /// The consoles of all pages and the worker.
    pub console: Vec<String>,
    /// Errors the extension reported: uncaught exceptions in the worker or a page.
    pub errors: Vec<String>,
}

impl Left {
    /// Succeeds if there are neither misplaced keys nor errors.
    ///
    /// # Errors
    /// Lists what was found.
    pub fn trouble(&self) -> Result<()> {
        let keys: Vec<String> = self.findings.iter().map(ToString::to_string).collect();
        ensure!(keys.is_empty(), "keys astray: {}", keys.join("; "));
        ensure!(self.errors.is_empty(), "the extension reports errors: {}", self.errors.join("; "));
        Ok(())
    }
}

/// Whether the extension reports an error, in the worker or in a page. Errors that the suite caused do not count.
pub(crate) fn is_error_of_extension(entry: &ConsoleEntry, origin: &str) -> bool {
    let in_a_page = entry.url.as_ref().is_some_and(|url| url.starts_with(origin));
    let is_made_up = entry.text.contains(MADE_UP);
    entry.level == Level::Error && (entry.origin == Origin::Worker || in_a_page) && !is_made_up
}
