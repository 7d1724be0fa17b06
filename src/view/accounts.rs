//! All accounts in one list.

use serde::Serialize;

use super::{Level, Message, Status, account_name};
use crate::account::{Timestamp, Usd};
use crate::engine::Saved;
use crate::monitor::{Monitor, MonitorId, folded};

/// One account of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Account {
    /// Its monitor.
    pub id: MonitorId,
    /// What it is called.
    pub name: Message,
    /// Its organisation's id, where the name is not that already.
    pub organization: Option<String>,
    /// Its host, where it is not OpenAI's own.
    pub host: Option<String>,
    /// What is left; `None` where the account reports none or it was never read.
    pub balance: Option<Usd>,
    /// The state of that balance.
    pub level: Level,
    /// What this month has cost so far, in UTC days; `None` where it was not read in this month.
    pub month_cost: Option<Usd>,
    /// How it stands with it.
    pub status: Status,
    /// Whether it is the one that is shown.
    pub current: bool,
}

impl Account {
    /// All of them, in the order of their names.
    #[must_use]
    pub fn all(saved: &Saved, now: Timestamp) -> Vec<Self> {
        let by_name = in_order(saved);
        by_name.into_iter().map(|(id, monitor)| Self::of(saved, id, monitor, now)).collect()
    }

    fn of(saved: &Saved, id: &MonitorId, monitor: &Monitor, now: Timestamp) -> Self {
        let balance = balance(monitor);
        Self {
            id: id.clone(),
            name: account_name::message(monitor),
            organization: account_name::organization(monitor),
            host: account_name::other_host(monitor),
            balance,
            level: Level::of(monitor, balance, &saved.settings, now),
            month_cost: monitor.glance.month_cost_on(now.day()),
            status: Status::of_monitor(saved, monitor, now),
            current: saved.index.current.as_ref() == Some(id),
        }
    }
}

/// The monitors in the order of their names, whatever their case.
pub(super) fn in_order(saved: &Saved) -> Vec<(&MonitorId, &Monitor)> {
    let mut names: Vec<String> = Vec::new();
    let mut monitors = Vec::new();
    for monitor in saved.monitors.iter() {
        let name = folded(&monitor.1.parameters.task_name);
        // A list as short as this is sorted by putting each where it belongs; the library's sort is 4 KB of WASM.
        let place = names.partition_point(|other| *other <= name);
        names.insert(place, name);
        monitors.insert(place, monitor);
    }
    monitors
}

/// The balance of a monitor as it was last read.
pub(super) fn balance(monitor: &Monitor) -> Option<Usd> {
    monitor.glance.balance
}
