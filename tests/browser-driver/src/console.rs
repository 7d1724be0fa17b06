//! The console output of pages and workers, and uncaught exceptions.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::connection::Event;

/// How serious an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `console.debug`, `console.trace`.
    Debug,
    /// `console.log`, `console.info` and whatever has no level of its own.
    Info,
    /// `console.warn`.
    Warn,
    /// `console.error`, a failed `console.assert`, an uncaught exception.
    Error,
}

/// Where an entry came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A page.
    Page,
    /// The extension's service worker.
    Worker,
    /// Printed by the browser's process: in Firefox the extension's pages and worker, which BiDi does not report.
    Process,
}

/// One line of a console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleEntry {
    /// How serious it is.
    pub level: Level,
    /// Its text, arguments joined by spaces.
    pub text: String,
    /// The script or page it came from, where that is known.
    pub url: Option<String>,
    /// Where it came from.
    pub origin: Origin,
}

/// The entries so far. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Console(Arc<Mutex<Vec<ConsoleEntry>>>);

impl Console {
    pub fn add(&self, entry: ConsoleEntry) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    pub fn entries(&self) -> Vec<ConsoleEntry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Reads BiDi's `log.entryAdded`, from either browser.
pub(crate) fn from_bidi(event: &Event) -> Option<ConsoleEntry> {
    if event.method != "log.entryAdded" {
        return None;
    }
    let params = &event.params;
    Some(ConsoleEntry {
        level: level(params.get("level")?.as_str()?),
        text: params.get("text").and_then(Value::as_str).map_or_else(|| arguments(params), str::to_owned),
        url: first_frame(params),
        origin: Origin::Page,
    })
}

/// Reads a DevTools event about a worker's console.
pub(crate) fn from_devtools(event: &Event) -> Option<ConsoleEntry> {
    let params = &event.params;
    match event.method.as_str() {
        "Runtime.consoleAPICalled" => Some(ConsoleEntry {
            level: level(params.get("type")?.as_str()?),
            text: arguments(params),
            url: first_frame(params),
            origin: Origin::Worker,
        }),
        "Runtime.exceptionThrown" => {
            let details = params.get("exceptionDetails")?;
            let text = details.pointer("/exception/description").or_else(|| details.get("text"))?;
            Some(ConsoleEntry {
                level: Level::Error,
                text: text.as_str()?.to_owned(),
                url: details.get("url").and_then(Value::as_str).map(str::to_owned),
                origin: Origin::Worker,
            })
        }
        _ => None,
    }
}

/// Reads a line that Firefox prints for a console call or an uncaught exception.
pub(crate) fn from_firefox_output(line: &str) -> Option<ConsoleEntry> {
    let entry = |level, text: &str, url: Option<&str>| ConsoleEntry {
        level,
        text: text.to_owned(),
        url: url.map(str::to_owned),
        origin: Origin::Process,
    };
    if let Some(rest) = line.strip_prefix("console.") {
        let (kind, text) = rest.split_once(": ")?;
        return Some(entry(level(kind), text, None));
    }
    let (url, text) = line.strip_prefix("JavaScript error: ")?.split_once(", ")?;
    // Errors of the browser's own scripts are skipped.
    let internal = ["resource:", "chrome:"].iter().any(|scheme| url.starts_with(scheme));
    (!internal).then(|| entry(Level::Error, text, Some(url)))
}

fn level(name: &str) -> Level {
    match name {
        "debug" | "trace" => Level::Debug,
        "warn" | "warning" => Level::Warn,
        "error" | "assert" => Level::Error,
        _ => Level::Info,
    }
}

fn arguments(params: &Value) -> String {
    let arguments = params.get("args").and_then(Value::as_array);
    let words =
        arguments.into_iter().flatten().map(|argument| match (argument.get("value"), argument.get("description")) {
            (Some(Value::String(text)), _) | (None, Some(Value::String(text))) => text.clone(),
            (Some(value), _) => value.to_string(),
            _ => argument.to_string(),
        });
    words.collect::<Vec<_>>().join(" ")
}

fn first_frame(params: &Value) -> Option<String> {
    let url = params.pointer("/stackTrace/callFrames/0/url")?.as_str()?;
    (!url.is_empty()).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firefox_prints_console_calls_and_exceptions() {
        let said = from_firefox_output("console.error: \"no answer\"").unwrap();
        assert_eq!((said.level, said.text.as_str()), (Level::Error, "\"no answer\""));
        let thrown = from_firefox_output("JavaScript error: moz-extension://a/p.html, line 1: Error: boom").unwrap();
        assert_eq!(thrown.url.as_deref(), Some("moz-extension://a/p.html"));
        assert_eq!(thrown.text, "line 1: Error: boom");
        assert_eq!(from_firefox_output("JavaScript error: resource://gre/x.js, line 1: Error"), None);
        assert_eq!(from_firefox_output("*** You are running in headless mode."), None);
    }

    #[test]
    fn objects_in_a_worker_console_are_kept_readable() {
        let event = Event {
            method: "Runtime.consoleAPICalled".to_owned(),
            params: serde_json::json!({"type": "warning", "args": [
                {"type": "string", "value": "kept"}, {"type": "object", "description": "Error: no"}, {"value": 3}
            ]}),
            session: None,
        };
        let entry = from_devtools(&event).unwrap();
        assert_eq!((entry.level, entry.text.as_str()), (Level::Warn, "kept Error: no 3"));
    }
}
