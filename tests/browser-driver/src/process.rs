//! Child processes: their output, their end, and killing them when their owner is dropped.

use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::process::{Pid, Signal};
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::watch;

use crate::error::{Error, Result};
use crate::process_tree::{alive, family};

/// A running program. Dropping it kills it and the browser it may have started.
///
/// It stays in its parent's process group, so that Ctrl-C in a terminal ends both.
#[derive(Debug)]
pub(crate) struct Process {
    name: &'static str,
    command: String,
    child: Child,
    /// The browser, if a driver started it as a process of its own.
    browser: Option<Pid>,
    /// The killed processes: the browser and those it had started.
    killed: Vec<Pid>,
    output: Output,
}

/// Every line a program printed, on either stream.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    lines: Arc<Mutex<Vec<String>>>,
    count: watch::Receiver<usize>,
}

impl Output {
    /// The lines so far.
    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Process {
    /// Starts a program and collects its output.
    pub fn spawn(name: &'static str, mut command: Command) -> Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().map_err(Error::io(format!("{name} could not be started")))?;
        let lines = Arc::new(Mutex::new(Vec::new()));
        let (counter, count) = watch::channel(0);
        let counter = Arc::new(counter);
        if let Some(stream) = child.stdout.take() {
            tokio::spawn(collect(stream, Arc::clone(&lines), Arc::clone(&counter)));
        }
        if let Some(stream) = child.stderr.take() {
            tokio::spawn(collect(stream, Arc::clone(&lines), counter));
        }
        Ok(Self {
            name,
            command: format!("{:?}", command.as_std()),
            child,
            browser: None,
            killed: Vec::new(),
            output: Output { lines, count },
        })
    }

    /// The output so far.
    pub fn output(&self) -> Output {
        self.output.clone()
    }

    /// Also manages the browser's process, which a driver started.
    pub fn adopt(&mut self, browser: Option<u32>) {
        self.browser = browser.and_then(|pid| i32::try_from(pid).ok()).and_then(Pid::from_raw);
    }

    /// Waits for a line that `find` accepts.
    pub async fn line<T>(&mut self, within: Duration, find: impl Fn(&str) -> Option<T>) -> Result<T> {
        let mut count = self.output.count.clone();
        let search = async {
            loop {
                count.borrow_and_update();
                if let Some(found) = self.output.lines().iter().find_map(|line| find(line)) {
                    return Some(found);
                }
                // Fails when both streams have ended, and no more lines can come.
                count.changed().await.ok()?;
            }
        };
        match tokio::time::timeout(within, search).await {
            Ok(Some(found)) => Ok(found),
            Ok(None) => Err(self.trouble("ended at once")),
            Err(_) => Err(self.trouble(&format!("was not ready within {} s", within.as_secs()))),
        }
    }

    /// An error about this program, with its last lines.
    pub fn trouble(&self, trouble: &str) -> Error {
        let lines = self.output.lines();
        let last = lines.iter().rev().take(12).rev();
        Error::Start {
            program: self.name.to_owned(),
            trouble: trouble.to_owned(),
            log: last.map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n"),
            command: self.command.clone(),
        }
    }

    /// Waits for the program to end by itself. Returns whether it did.
    pub async fn ended(&mut self, within: Duration) -> bool {
        matches!(tokio::time::timeout(within, self.child.wait()).await, Ok(Ok(_)))
    }

    /// Kills the browser, all processes it started, and the program, without a chance to clean up.
    pub fn kill(&mut self) {
        // This fails for processes that are already gone, which is fine.
        if let Some(browser) = self.browser.filter(|browser| alive(*browser)) {
            self.killed = family(browser);
            for process in &self.killed {
                let _ = rustix::process::kill_process(*process, Signal::KILL);
            }
        }
        drop(self.child.start_kill());
    }

    /// Whether the browser's process, or one killed together with it, still runs.
    pub fn browser_alive(&self) -> bool {
        self.browser.iter().chain(&self.killed).any(|process| alive(*process))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

async fn collect(stream: impl AsyncRead + Unpin, lines: Arc<Mutex<Vec<String>>>, counter: Arc<watch::Sender<usize>>) {
    let mut reader = BufReader::new(stream).lines();
    while let Ok(Some(line)) = reader.next_line().await {
        lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        counter.send_modify(|count| *count += 1);
    }
}
