use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::account::Timestamp;
use crate::json::{self, Json};

/// A damaged part of the stored state, as it was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// Item and field: `monitor:org-abc/schedule`.
    pub path: String,
    /// The value as JSON; empty if it was too long to keep.
    pub value: String,
}

/// The report of a damaged part to the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// [`SetAside::path`].
    pub part: String,
    /// When it was found.
    pub at: Timestamp,
}

/// The longest value that is kept, in bytes.
const LONGEST: usize = 100_000;

impl SetAside {
    /// The item it was part of. No organisation's id contains a slash.
    #[must_use]
    pub fn item(&self) -> &str {
        self.path.split_once('/').map_or(&self.path, |(item, _)| item)
    }

    pub(super) fn new(path: impl Into<String>, value: &Json) -> Self {
        let value = json::to_string(value);
        let fits = value.len() <= LONGEST;
        Self { path: path.into(), value: if fits { value } else { String::new() } }
    }
}

/// Reads an object. If that fails, its damaged fields are set aside and get their defaults. `T` must have a default for every field.
pub(super) fn read_fields<T: DeserializeOwned + Default>(stored: &Json, path: &str, damaged: &mut Vec<SetAside>) -> T {
    let Some(fields) = stored.as_object() else {
        damaged.push(SetAside::new(path, stored));
        return T::default();
    };
    if let Ok(whole) = json::from_tree(stored) {
        return whole;
    }
    let is_unreadable = |field: &&(String, Json)| json::from_tree::<T>(&Json::Object(vec![(*field).clone()])).is_err();
    let (bad, good): (Vec<_>, Vec<_>) = fields.iter().partition(is_unreadable);
    damaged.extend(bad.into_iter().map(|(name, value)| SetAside::new(format!("{path}/{name}"), value)));
    json::from_tree(&Json::Object(good.into_iter().cloned().collect())).unwrap_or_default()
}
