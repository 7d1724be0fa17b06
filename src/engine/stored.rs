//! The shape the state is stored in: its version, what became of earlier ones, and how a damaged one is read.
//!
//! ```text
//! version 1  one automatic monitor for each organisation, without parameters
//! version 2  monitors with parameters
//! ```
//!
//! A part that cannot be read is set aside and told; all the rest is used. It can be as small as one reading of one monitor.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Keys, Saved, Settings};
use crate::account::{AccountStatus, Timestamp};
use crate::monitor::{Monitor, MonitorId};

/// The version that is written.
const VERSION: u64 = 2;

/// What lies under `state` in `storage.local`.
#[derive(Serialize)]
pub struct StoredState<'a> {
    version: u64,
    saved: &'a Saved,
}

impl<'a> StoredState<'a> {
    /// As this version writes it.
    #[must_use]
    pub const fn of(saved: &'a Saved) -> Self {
        Self { version: VERSION, saved }
    }
}

/// A part of the stored state that could not be read, as it was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// Where it stood: `monitors/org-abc/status/credit_grants`.
    pub path: String,
    /// What stood there.
    pub value: Value,
}

/// What a person is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// Where it stood.
    pub part: String,
    /// When it was found.
    pub at: Timestamp,
}

/// Reads what lies under `state`, whatever it is. Nothing stored is a fresh start and no damage.
#[must_use]
pub fn read_saved(stored: Value) -> (Saved, Vec<SetAside>) {
    let mut damaged = Vec::new();
    let saved = match stored {
        Value::Null => Saved::default(),
        Value::Object(mut stored) => {
            let version = stored.get("version").and_then(Value::as_u64);
            match (version, stored.remove("saved")) {
                (Some(VERSION), Some(Value::Object(saved))) => read_parts(saved, &mut damaged),
                (Some(1), Some(Value::Object(saved))) => read_parts(from_version_1(saved), &mut damaged),
                // A later version, or nothing we know: its owner may come back for it.
                (_, saved) => {
                    stored.extend(saved.map(|saved| ("saved".to_owned(), saved)));
                    damaged.push(SetAside { path: "state".to_owned(), value: Value::Object(stored) });
                    Saved::default()
                }
            }
        }
        value => {
            damaged.push(SetAside { path: "state".to_owned(), value });
            Saved::default()
        }
    };
    (saved, damaged)
}

/// Reads keys, one by one. One that cannot be read is dropped: it must not be set aside on a disk, and the tab shows it anew.
#[must_use]
pub fn read_keys(stored: Value) -> Keys {
    let Value::Object(stored) = stored else { return Keys::new() };
    let keys = stored.into_iter().map(|(id, held)| (MonitorId::from(id), serde_json::from_value(held).ok()));
    keys.filter_map(|(id, held)| Some((id, held?))).collect()
}

/// The keys in memory, and those on disk that memory has lost with the browser.
#[must_use]
pub fn held_keys(memory: Value, remembered: Value) -> Keys {
    let mut keys = read_keys(remembered);
    keys.extend(read_keys(memory));
    keys
}

/// Version 1 knew one kind of monitor, and called it by its organisation's id.
fn from_version_1(mut saved: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Object(monitors)) = saved.get_mut("monitors") {
        for (id, monitor) in monitors.iter_mut() {
            if let Value::Object(monitor) = monitor {
                let organization = if id.is_empty() { Value::Null } else { json!(id) };
                monitor.insert("parameters".into(), json!({ "task_name": id, "organization": organization }));
            }
        }
    }
    saved.remove("access_missing");
    saved
}

/// Reads monitors one by one, and everything else by its name.
fn read_parts(mut stored: Map<String, Value>, damaged: &mut Vec<SetAside>) -> Saved {
    let monitors = stored.remove("monitors").unwrap_or_else(|| json!({}));
    let settings = stored.remove("settings").unwrap_or_else(|| json!({}));
    let mut saved: Saved = read_fields(stored, "", damaged);
    saved.settings = read_object::<Settings>(settings, "settings", damaged);
    match monitors {
        Value::Object(monitors) => {
            for (id, monitor) in monitors {
                let path = format!("monitors/{id}");
                if let Some(monitor) = read_monitor(monitor, &path, damaged) {
                    saved.monitors.insert(MonitorId::from(id), monitor);
                }
            }
        }
        value => damaged.push(SetAside { path: "monitors".to_owned(), value }),
    }
    saved
}

/// A monitor without readable parameters is none: nobody could say whose account its numbers are.
fn read_monitor(stored: Value, path: &str, damaged: &mut Vec<SetAside>) -> Option<Monitor> {
    let Value::Object(mut stored) = stored else {
        damaged.push(SetAside { path: path.to_owned(), value: stored });
        return None;
    };
    let parameters = stored.get("parameters").cloned().unwrap_or(Value::Null);
    if serde_json::from_value::<crate::monitor::Parameters>(parameters).is_err() {
        damaged.push(SetAside { path: path.to_owned(), value: Value::Object(stored) });
        return None;
    }
    let status = stored.remove("status").unwrap_or_else(|| json!({}));
    let mut monitor: Monitor = read_fields(stored, path, damaged);
    monitor.status = read_object::<AccountStatus>(status, &format!("{path}/status"), damaged);
    Some(monitor)
}

fn read_object<T: DeserializeOwned + Default>(stored: Value, path: &str, damaged: &mut Vec<SetAside>) -> T {
    match stored {
        Value::Object(fields) => read_fields(fields, path, damaged),
        value => {
            damaged.push(SetAside { path: path.to_owned(), value });
            T::default()
        }
    }
}

/// Reads an object as a whole, or else without the fields that keep it from being read. `T` has a default for every field.
fn read_fields<T: DeserializeOwned + Default>(
    mut stored: Map<String, Value>,
    path: &str,
    damaged: &mut Vec<SetAside>,
) -> T {
    if let Ok(whole) = serde_json::from_value(Value::Object(stored.clone())) {
        return whole;
    }
    let unreadable = |(name, value): (&String, &Value)| {
        let alone = Map::from_iter([(name.clone(), value.clone())]);
        serde_json::from_value::<T>(Value::Object(alone)).is_err().then(|| name.clone())
    };
    let names: Vec<String> = stored.iter().filter_map(unreadable).collect();
    for name in names {
        if let Some(value) = stored.remove(&name) {
            let path = if path.is_empty() { name } else { format!("{path}/{name}") };
            damaged.push(SetAside { path, value });
        }
    }
    serde_json::from_value(Value::Object(stored)).unwrap_or_default()
}
