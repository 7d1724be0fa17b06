//! Reading a file that may be anybody's.

use thiserror::Error;

use super::{FORMAT, FileMonitor, FileSettings, MonitorsFile, VERSION};
use crate::account::Usd;
use crate::json::{self, Json};
use crate::session::looks_like_key;

/// The largest file that is looked at, in bytes. Fifty monitors are 30 KB.
const LARGEST: usize = 1_000_000;

/// Why a file is not imported. Its words are in `view::import_words`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotAMonitorsFile {
    /// More than a megabyte.
    #[error("the file is too large")]
    TooLarge,
    /// No JSON.
    #[error("the file is no JSON")]
    NotJson,
    /// JSON of something else.
    #[error("the file is no export of monitors")]
    OtherFormat,
    /// Written by a later version.
    #[error("the file is of version {version}")]
    TooNew {
        /// The version it says.
        version: u64,
    },
    /// There is a key in it.
    #[error("the file holds a session key or an API key")]
    HoldsAKey,
    /// There is something in it that nobody knows.
    #[error("a field of the file is not known")]
    UnknownField {
        /// The field.
        name: String,
    },
    /// Something in it is not as it should be.
    #[error("the settings are not as they should be")]
    OddSettings,
    /// A monitor is not as it should be.
    #[error("monitor {number} is not as it should be")]
    OddMonitor {
        /// Which one, counted from 1.
        number: usize,
    },
}

impl MonitorsFile {
    /// Reads a file. All of it is checked; nothing is taken over in part.
    ///
    /// # Errors
    /// Why it is not one of ours, or what in it is not as it should be.
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

/// The most characters of an unknown field's name that a person is told.
const LONGEST_NAME_TOLD: usize = 40;

const FIELDS: [&str; 6] = ["format", "version", "exported_at", "collector", "settings", "monitors"];

fn unknown_field(file: &Json) -> Option<String> {
    let mut names = file.as_object()?.iter().map(|(name, _)| name);
    let unknown = names.find(|name| !FIELDS.contains(&name.as_str()))?;
    Some(unknown.chars().take(LONGEST_NAME_TOLD).collect())
}

/// Whether any text in it looks like a key. A file is passed around; a key in it is a leak, whoever put it there.
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
