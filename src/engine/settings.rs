use serde::{Deserialize, Serialize};

use crate::account::{Range, Usd};
use crate::monitor::MonitorId;

/// What a person chose for all monitors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// A balance below this is low.
    pub low_balance: Usd,
    /// The range the popup shows model costs over.
    pub range: Range,
    /// Whose balance the badge shows.
    pub badge: BadgeBalance,
    /// "Collector": what this browser is called in exports.
    pub collector: String,
    /// Whether to notify when a session has ended.
    pub notify_session_ended: bool,
}

/// Whose balance the badge shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadgeBalance {
    /// That of the account the popup shows.
    #[default]
    Shown,
    /// Always that of this monitor.
    Chosen(MonitorId),
    /// The lowest of all that are not paused.
    Lowest,
    /// The sum of all that are not paused.
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
