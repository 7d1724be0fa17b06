use std::collections::BTreeMap;

use serde::Serialize;

use crate::stored::{Alert, Foretold, History};

/// What came of a replay. CONTRIBUTING.md describes its fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub start: String,
    pub end: String,
    pub alerts: Vec<Alert>,
    pub notifications: Vec<Notified>,
    pub forecasts: Vec<Forecast>,
    /// The number of requests that were sent.
    pub requests: u64,
    pub requests_by_endpoint: BTreeMap<&'static str, u64>,
    pub bytes_written: u64,
    pub stored_bytes: usize,
    pub history: History,
}

/// A notification that the worker asked the browser to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notified {
    pub at: String,
    pub id: String,
    /// The key of its title in `messages.json`.
    pub key: String,
    pub title: String,
    pub text: String,
}

/// What was foretold at a moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    pub at: String,
    #[serde(flatten)]
    pub told: Foretold,
}

impl Report {
    /// One JSON object, with a line for each alert, notification, forecast and point.
    ///
    /// # Errors
    /// None that is known: every part of a report can be written as JSON.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        let mut history = Vec::new();
        for (range, points) in &self.history {
            history.push(format!("\n    \"{range}\": {}", lines(points, "    ")?));
        }
        let fields = [
            ("start", serde_json::to_string(&self.start)?),
            ("end", serde_json::to_string(&self.end)?),
            ("alerts", lines(&self.alerts, "  ")?),
            ("notifications", lines(&self.notifications, "  ")?),
            ("forecasts", lines(&self.forecasts, "  ")?),
            ("requests", self.requests.to_string()),
            ("requests_by_endpoint", serde_json::to_string(&self.requests_by_endpoint)?),
            ("bytes_written", self.bytes_written.to_string()),
            ("stored_bytes", self.stored_bytes.to_string()),
            ("history", format!("{{{}\n  }}", history.join(","))),
        ];
        let fields = fields.map(|(name, value)| format!("\n  \"{name}\": {value}"));
        Ok(format!("{{{}\n}}", fields.join(",")))
    }
}

/// A list with a line for each entry.
fn lines<T: Serialize>(list: &[T], indent: &str) -> Result<String, serde_json::Error> {
    if list.is_empty() {
        return Ok("[]".to_owned());
    }
    let entries = list.iter().map(|it| Ok(format!("\n{indent}  {}", serde_json::to_string(it)?)));
    let entries = entries.collect::<Result<Vec<_>, serde_json::Error>>()?;
    Ok(format!("[{}\n{indent}]", entries.join(",")))
}
