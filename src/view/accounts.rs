//! The list of all accounts.

use serde::Serialize;

use super::{Level, Message, Status, account_name};
use crate::account::{Timestamp, Usd};
use crate::engine::Saved;
use crate::monitor::{Monitor, MonitorId, folded};

/// An account in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountRow {
    pub id: MonitorId,
    pub name: Message,
    /// The organisation's id, unless the name is the id already.
    pub organization: Option<String>,
    /// The host, unless it is OpenAI's own.
    pub host: Option<String>,
    /// `None` if it was never read, or the account does not report it.
    pub balance: Option<Usd>,
    /// The state of `balance`.
    pub level: Level,
    /// The cost of this UTC month so far; `None` if it was not read this month.
    pub month_cost: Option<Usd>,
    pub status: Status,
    /// Whether the popup shows this account.
    pub current: bool,
}

impl AccountRow {
    /// All accounts, sorted by name.
    #[must_use]
    pub fn all(saved: &Saved, now: Timestamp) -> Vec<Self> {
        let by_name = in_order(saved);
        by_name.into_iter().map(|(id, monitor)| Self::of(saved, id, monitor, now)).collect()
    }

    fn of(saved: &Saved, id: &MonitorId, monitor: &Monitor, now: Timestamp) -> Self {
        let balance = balance(monitor);
        Self {
            id: id.clone(),
            name: account_name::message(&monitor.parameters),
            organization: account_name::organization(&monitor.parameters),
            host: account_name::other_host(&monitor.parameters),
            balance,
            level: Level::of(monitor, balance, &saved.settings, now),
            month_cost: monitor.glance.month_cost_on(now.day()),
            status: Status::of_monitor(saved, monitor, now),
            current: saved.index.current.as_ref() == Some(id),
        }
    }
}

/// The monitors sorted by name, ignoring case.
pub(super) fn in_order(saved: &Saved) -> Vec<(&MonitorId, &Monitor)> {
    let mut names: Vec<String> = Vec::new();
    let mut monitors = Vec::new();
    for monitor in saved.monitors.iter() {
        let name = folded(&monitor.1.parameters.task_name);
        // Insertion sort is fast enough for this short list. The library's sort adds 4 KB of WASM.
        let place = names.partition_point(|other| *other <= name);
        names.insert(place, name);
        monitors.insert(place, monitor);
    }
    monitors
}

/// The last known balance of a monitor.
pub(super) fn balance(monitor: &Monitor) -> Option<Usd> {
    monitor.glance.balance
}
