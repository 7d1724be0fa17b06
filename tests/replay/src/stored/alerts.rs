use serde::Serialize;
use serde_json::Value;

use super::Items;

/// A rule began or ceased to be broken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alert {
    pub at: String,
    pub rule: String,
    pub severity: String,
    pub state: String,
    pub value: Option<f64>,
}

/// The alerts so far, the oldest first.
///
/// To be replaced: the worker does not evaluate rules yet, so there are none.
pub fn stored_alerts(_items: &Items, _rules: &Value) -> Vec<Alert> {
    Vec::new()
}
