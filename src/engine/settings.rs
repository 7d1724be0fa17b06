use serde::{Deserialize, Serialize};

use crate::account::{Range, Usd};
use crate::monitor::MonitorId;

/// What a person chose for all monitors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// A balance below this counts as low.
    pub low_balance: Usd,
    /// The range of the model costs in the popup.
    pub range: Range,
    /// Whose balance the badge shows.
    pub badge: BadgeBalance,
    /// "Collector": the name of this browser in exports.
    pub collector: String,
    /// Whether to notify when a session has ended or a pasted key is refused.
    pub notify_session_ended: bool,
}

/// Whose balance the badge shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadgeBalance {
    /// The account that the popup shows.
    #[default]
    Shown,
    /// This monitor.
    Chosen(MonitorId),
    /// The lowest balance of all monitors that are not paused.
    Lowest,
    /// The sum over all monitors that are not paused.
    Sum,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            low_balance: Usd::whole(5),
            range: Range::ThirtyDays,
            badge: BadgeBalance::Shown,
            collector: String::new(),
            notify_session_ended: true,
        }
    }
}
