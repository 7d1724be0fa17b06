//! What the extension can tell from what it has stored.

mod alerts;
mod forecast;
mod history;

pub use alerts::{Alert, stored_alerts};
pub use forecast::{Foretold, stored_forecast};
pub use history::{History, stored_history};

use std::collections::BTreeMap;

use serde_json::Value;

/// The items in `storage.local`.
pub type Items = BTreeMap<String, Value>;
