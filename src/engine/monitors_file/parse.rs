//! Reading a file from an unknown source.

use thiserror::Error;

use super::{FORMAT, FileMonitor, FileSettings, MonitorsFile, VERSION};
use crate::account::Usd;
use crate::engine::MOST_MONITORS;
use crate::json::{self, Json};
use crate::session::looks_like_key;

/// The largest file that is read, in bytes. Fifty monitors are 30 KB.
const LARGEST: usize = 1_000_000;

/// Why a file is not imported. The messages are in `view::import_words`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotAMonitorsFile {
    /// More than 1 MB.
    #[error("the file is too large")]
    TooLarge,
    #[error("the file is no JSON")]
    NotJson,
    /// JSON, but not an export of monitors.
    #[error("the file is no export of monitors")]
    OtherFormat,
    /// Written by a later version.
    #[error("the file is of version {version}")]
    TooNew { version: u64 },
    /// It contains a key.
    #[error("the file holds a session key or an API key")]
    HoldsAKey,
    /// It has an unknown field at the top level.
    #[error("a field of the file is not known")]
    UnknownField {
        /// Of the field, cut to 40 characters.
        name: String,
    },
    /// The settings have an unknown field or an invalid value.
    #[error("the settings are not as they should be")]
    OddSettings,
    /// It has more monitors than there can be.
    #[error("more than {MOST_MONITORS} monitors")]
    TooManyMonitors,
    /// A monitor has an unknown field or an invalid value.
    #[error("monitor {number} is not as it should be")]
    OddMonitor {
        /// Counted from 1.
        number: usize,
    },
}

impl MonitorsFile {
    /// Reads and checks a whole file.
    ///
    /// # Errors
    /// Why it is not an export of monitors, or what is invalid in it.
    pub fn parse(text: &str) -> Result<Self, NotAMonitorsFile> {
        if text.len() > LARGEST {
            return Err(NotAMonitorsFile::TooLarge);
        }
        let file = json::parse(text.as_bytes()).map_err(|_| NotAMonitorsFile::NotJson)?;
        if file.get("format").and_then(Json::as_str) != Some(FORMAT) {
            return Err(NotAMonitorsFile::OtherFormat);
        }
        match file.get("version").and_then(Json::as_u64) {
            Some(version) if version > u64::from(VERSION) => return Err(NotAMonitorsFile::TooNew { version }),
            Some(1..) => {}
            _ => return Err(NotAMonitorsFile::OtherFormat),
        }
        if holds_a_key(&file) {
            return Err(NotAMonitorsFile::HoldsAKey);
        }
        if let Some(name) = unknown_field(&file) {
            return Err(NotAMonitorsFile::UnknownField { name });
        }
        let text = |name| file.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        let settings = match file.get("settings").filter(|it| !it.is_null()) {
            Some(settings) => Some(read_settings(settings).ok_or(NotAMonitorsFile::OddSettings)?),
            None => None,
        };
        let list = match file.get("monitors").filter(|it| !it.is_null()) {
            Some(list) => list.as_array().ok_or(NotAMonitorsFile::OtherFormat)?,
            None => &[],
        };
        if list.len() > MOST_MONITORS {
            return Err(NotAMonitorsFile::TooManyMonitors);
        }
        let monitors = list
            .iter()
            .enumerate()
            .map(|(index, monitor)| read_monitor(monitor).ok_or(NotAMonitorsFile::OddMonitor { number: index + 1 }));
        Ok(Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            exported_at: text("exported_at"),
            collector: text("collector"),
            settings,
            monitors: monitors.collect::<Result<_, _>>()?,
        })
    }
}

/// The most characters of an unknown field's name that are shown.
const LONGEST_NAME_TOLD: usize = 40;

const FIELDS: [&str; 6] = ["format", "version", "exported_at", "collector", "settings", "monitors"];

fn unknown_field(file: &Json) -> Option<String> {
    let mut names = file.as_object()?.iter().map(|(name, _)| name);
    let unknown = names.find(|name| !FIELDS.contains(&name.as_str()))?;
    Some(unknown.chars().take(LONGEST_NAME_TOLD).collect())
}

/// Whether any text in it looks like a key. Files are passed on to others, so a key in a file is a leak.
fn holds_a_key(value: &Json) -> bool {
    match value {
        Json::String(text) => looks_like_key(text),
        Json::Array(items) => items.iter().any(holds_a_key),
        Json::Object(fields) => fields.iter().any(|(name, value)| looks_like_key(name) || holds_a_key(value)),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}

fn read_settings(settings: &Json) -> Option<FileSettings> {
    let settings = json::from_tree::<FileSettings>(settings).ok()?;
    let amount = Usd::from_dollars(settings.low_balance_usd)?;
    (amount >= Usd::ZERO).then_some(settings)
}

fn read_monitor(monitor: &Json) -> Option<FileMonitor> {
    let monitor = json::from_tree::<FileMonitor>(monitor).ok()?;
    monitor.parameters().map(|_| monitor)
}
