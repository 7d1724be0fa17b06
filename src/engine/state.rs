use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::account::{Range, Timestamp, Usd};
use crate::monitor::{Monitor, MonitorId};
use crate::session::SessionKey;

/// Everything the worker knows. Its two halves are kept in two places, because a key must never reach a disk or a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// On disk (`storage.local`), read by pages.
    pub saved: Saved,
    /// In the browser's memory (`storage.session`), read by the worker alone.
    pub keys: Keys,
}

/// The half of the state that is kept on disk and read by pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// Every account a key was ever seen for.
    pub monitors: BTreeMap<MonitorId, Monitor>,
    /// The one the badge and the popup show: the organisation the platform's tab worked in last.
    pub current: Option<MonitorId>,
    /// What the person chose.
    pub settings: Settings,
    /// Whether the browser keeps us from the two sites.
    pub access_missing: bool,
    /// The number of the last collection.
    pub collections: u64,
}

/// What the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// A balance below this is low.
    pub low_balance: Usd,
    /// The range the popup shows model costs over.
    pub range: Range,
}

impl Default for Settings {
    fn default() -> Self {
        Self { low_balance: Usd::whole(5), range: Range::ThirtyDays }
    }
}

/// The keys held, by monitor.
pub type Keys = BTreeMap<MonitorId, HeldKey>;

/// A key and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldKey {
    /// The key.
    pub key: SessionKey,
    /// When OpenAI refused it. It is kept then, to know it again: a tab may go on sending it.
    #[serde(default)]
    pub refused_at: Option<Timestamp>,
}

impl Saved {
    /// The monitor that is shown.
    #[must_use]
    pub fn current(&self) -> Option<(&MonitorId, &Monitor)> {
        self.monitors.get_key_value(self.current.as_ref()?)
    }

    /// When the first collection of any monitor is due.
    #[must_use]
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.monitors.values().filter_map(|monitor| monitor.schedule.next_at).min()
    }
}
