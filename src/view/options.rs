use serde::Serialize;

use super::{Arg, Message, account_name};
use crate::account::{MetricSet, Timestamp, Usd};
use crate::engine::Saved;
use crate::monitor::{Monitor, MonitorId, Session};

/// The options page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Options {
    /// A balance below this is low.
    pub low_balance: Usd,
    /// The accounts whose key was seen.
    pub accounts: Vec<AccountRow>,
}

/// One account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountRow {
    /// What it is called, where it has a name.
    pub name: Option<String>,
    /// Its organisation's id.
    pub organization: Option<String>,
    /// When it was last read.
    pub measured: Message,
    /// Whether a key that works is held in memory.
    pub has_key: bool,
}

impl Options {
    /// The page for what is stored.
    #[must_use]
    pub fn of(saved: &Saved, now: Timestamp) -> Self {
        Self {
            low_balance: saved.settings.low_balance,
            accounts: saved.monitors.iter().map(|(id, monitor)| AccountRow::of(id, monitor, now)).collect(),
        }
    }
}

impl AccountRow {
    fn of(id: &MonitorId, monitor: &Monitor, now: Timestamp) -> Self {
        let measured = match monitor.status.measured_at(MetricSet::CreditGrants) {
            Some(at) => Message::with("account_measured_at", [Arg::Time(at), Arg::Age(now.since(at))]),
            None => Message::plain("never_measured"),
        };
        Self {
            name: account_name::name(monitor),
            organization: id.organization().map(|it| it.to_string()),
            measured,
            has_key: monitor.session == Session::Live,
        }
    }
}
