//! What an account is called, so that there is no doubt whose numbers are shown.

use crate::account::{MetricValue, Reading};
use crate::monitor::{Monitor, MonitorId};

/// What an account is called: the name it has at OpenAI, else its organisation's id; `None` for the default organisation of an
/// account without a name.
pub fn title(id: &MonitorId, monitor: &Monitor) -> Option<String> {
    name(monitor).or_else(|| id.organization().map(|organization| organization.to_string()))
}

/// The name the account has at OpenAI.
pub fn name(monitor: &Monitor) -> Option<String> {
    let subscription = &monitor.status.billing_subscription.as_ref()?.value;
    match subscription.get("account_name") {
        Reading::Known(MetricValue::Text(name)) if !name.trim().is_empty() => Some(name),
        _ => None,
    }
}
