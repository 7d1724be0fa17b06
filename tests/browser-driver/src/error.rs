//! Errors, with messages that say what to do next.

use std::path::PathBuf;
use std::time::Duration;

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// The errors of this crate.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A program is not on `PATH`.
    #[error("{program} was not found on PATH: run `cargo xtask setup`, or set {variable} to the path of the program")]
    NotFound {
        /// Its name.
        program: &'static str,
        /// The environment variable that can name its path.
        variable: &'static str,
    },

    /// A program started, but failed before it was ready.
    #[error("{program} {trouble}; its last lines were:\n{log}\nStart it by hand to see more: {command}")]
    Start {
        /// Its name.
        program: String,
        /// What it did instead.
        trouble: String,
        /// The last lines it printed.
        log: String,
        /// The command line that was used.
        command: String,
    },

    /// A file or a process could not be handled.
    #[error("{what}: {source}")]
    Io {
        /// The attempted action.
        what: String,
        /// What the system said.
        source: std::io::Error,
    },

    /// The extension's manifest does not hold what is needed to load it.
    #[error("{path}: {trouble}")]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        trouble: String,
    },

    /// The browser answered a command with an error.
    #[error("the browser refused {method}: {code}: {message}")]
    Refused {
        /// The command, such as `browsingContext.navigate`.
        method: String,
        /// The protocol's name of the error.
        code: String,
        /// The browser's own words.
        message: String,
    },

    /// The browser did not answer a command in time.
    #[error("the browser did not answer {method} within {} s", .after.as_secs())]
    NoAnswer {
        /// The command.
        method: String,
        /// How long it was given.
        after: Duration,
    },

    /// The browser is gone, or has closed the connection.
    #[error("no connection to the browser for {method}: {reason}")]
    Disconnected {
        /// The command that could not be sent or answered.
        method: String,
        /// What is known about the cause.
        reason: String,
    },

    /// An answer of the browser did not have the shape the protocol promises.
    #[error("the answer to {method} could not be understood ({source}): {answer}")]
    Answer {
        /// The command.
        method: String,
        /// The start of what was answered.
        answer: String,
        /// What was unexpected in it.
        source: serde_json::Error,
    },

    /// The extension's worker does not run.
    #[error("the extension's worker is not running: wake it first, as by opening one of the extension's pages")]
    NoWorker,

    /// A script threw in the page.
    #[error("the page threw {text}\n  in the script: {script}")]
    Script {
        /// The exception.
        text: String,
        /// The script's start.
        script: String,
    },

    /// A condition did not come true in time.
    #[error("waited {} s in vain for {what}: {reason}\n{page}", .after.as_secs_f32())]
    Timeout {
        /// What was awaited, in words.
        what: String,
        /// How long.
        after: Duration,
        /// What the condition said last.
        reason: String,
        /// The page at that time: address, `data-state` and the start of its text.
        page: String,
    },

    /// This browser, or this kind of page, cannot do it.
    #[error("{what} is not possible in {place}")]
    Unsupported {
        /// What was asked.
        what: &'static str,
        /// Where.
        place: &'static str,
    },
}

impl Error {
    /// Turns a failed system call into an error that says what it was for.
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
