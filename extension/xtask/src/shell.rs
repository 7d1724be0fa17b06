//! Running other programs.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::PoisonError;

use anyhow::{Context, bail};

use crate::progress::{self, Step};

/// How many of the last lines of a failed program are shown.
const LINES_SHOWN: usize = 60;

/// The cargo that runs this task.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// A command line as a person would type it.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs a program and returns what it wrote to standard output.
///
/// # Errors
/// It cannot be started, or it fails. Then the error ends with the last lines of its output.
pub fn capture(command: &mut Command, step: &Step) -> anyhow::Result<String> {
    let said = Mutex::new(Vec::new());
    let hear = |line: &str| {
        step.hear(line);
        said.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
    };
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` could not be started", line(command)))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let output = std::thread::scope(|scope| {
        scope.spawn(|| each_line(stderr, hear));
        let mut output = String::new();
        each_line(stdout, |line| {
            // Cargo's JSON messages are not shown.
            if !line.starts_with('{') {
                hear(line);
            }
            output.push_str(line);
            output.push('\n');
        });
        output
    });
    let status = child.wait()?;
    if !status.success() {
        let said = said.into_inner().unwrap_or_else(PoisonError::into_inner);
        let last = said.get(said.len().saturating_sub(LINES_SHOWN)..).unwrap_or_default();
        bail!("`{}` failed ({status}):\n{}", line(command), last.join("\n"));
    }
    Ok(output)
}

/// Runs a program and prints its output as it comes. Returns whether it succeeded, and its standard output.
pub fn follow(command: &mut Command) -> anyhow::Result<(bool, String)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` could not be started", line(command)))?;
    let mut output = String::new();
    each_line(child.stdout.take(), |line| {
        progress::print(line);
        output.push_str(line);
        output.push('\n');
    });
    Ok((child.wait()?.success(), output))
}

fn each_line(stream: Option<impl Read>, mut hear: impl FnMut(&str)) {
    let Some(stream) = stream else { return };
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    // A test may print anything, so a line need not be UTF-8.
    while reader.read_until(b'\n', &mut bytes).is_ok_and(|length| length > 0) {
        hear(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']));
        bytes.clear();
    }
}
