use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Damage, Settings};
use crate::access::Access;
use crate::account::{MetricSet, Timestamp};
use crate::monitor::{Account, Collection, Monitor, MonitorId, Parameters};
use crate::session::SessionKey;
use crate::shared_map::SharedMap;

/// Everything the worker knows. Its parts are kept in different places, because a key must never reach a page, and nothing that is
/// true of this run of the browser alone may outlive it.
///
/// A copy shares all monitors and keys with the original until one of them is written to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// On disk, read by pages.
    pub saved: Saved,
    /// In the browser's memory, read by the worker alone. Those a person wants remembered are on disk too, in an item of their own.
    pub keys: Keys,
    /// In the browser's memory, read by pages.
    pub running: Running,
    /// Readings that are not on disk yet. They are not read again by the worker.
    pub unstored: Unstored,
    /// When the last event of this worker's life came; kept nowhere.
    pub last_event_at: Option<Timestamp>,
}

/// What is on disk, except the readings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Saved {
    /// Every account that is watched.
    pub monitors: SharedMap<MonitorId, Monitor>,
    /// The monitor that is being tried out before it is saved.
    pub detection: Option<Rc<Monitor>>,
    pub settings: Settings,
    pub index: Index,
}

/// What is true of all monitors together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Index {
    /// The monitor the popup shows.
    pub current: Option<MonitorId>,
    /// The one the platform's tab worked in last. When it moves on, so does the popup.
    pub in_tab: Option<MonitorId>,
    /// Which sites the browser lets us see and ask.
    pub access: Access,
    /// Whether the browser says that there is no network.
    pub offline: bool,
    /// The number of the last monitor with a pasted key.
    pub pasted: u64,
    /// Deleted monitors that can still be brought back, the last one at the end.
    pub deleted: Vec<Deleted>,
    /// When a session was last to be renewed in a background tab.
    pub renewed_at: Option<Timestamp>,
    /// Whether the person was told that a session has ended, and none has begun since.
    pub session_end_told: bool,
    /// What of the stored state could not be read, and was not yet taken note of.
    pub damage: Vec<Damage>,
    /// Since when the platform's tab makes requests of which none shows a key that can be used.
    pub no_visible_key_since: Option<Timestamp>,
}

/// What is true of this run of the browser alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Running {
    /// The collections in flight; one for each monitor at most.
    pub collections: SharedMap<MonitorId, Collection>,
    /// The number of the last collection.
    pub collections_begun: u64,
    /// The background tab in which a session is being renewed.
    pub renewal: Option<Renewal>,
    /// Since when nothing can be written to disk.
    pub unsaved_since: Option<Timestamp>,
}

/// Readings by monitor and set, as JSON; `None` for one that is to be taken off the disk.
pub type Unstored = SharedMap<(MonitorId, MetricSet), Option<Rc<str>>>;

/// A deleted monitor that can still be brought back. Its readings stay on disk, and its key in memory, meanwhile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deleted {
    pub id: MonitorId,
    pub monitor: Monitor,
    /// When it was deleted.
    pub at: Timestamp,
}

/// A background tab of the platform, opened so that its requests show a new session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// When it was asked for.
    pub started_at: Timestamp,
    /// The browser's number of the tab, once it is open.
    pub tab: Option<i32>,
    /// Whether a new session was seen before that.
    pub done: bool,
}

/// The keys held, by monitor.
pub type Keys = SharedMap<MonitorId, HeldKey>;

/// A key, and the only account it may be used for: the one it was captured with, or the one a person pasted it for. What a monitor's
/// parameters say later makes no difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldKey {
    pub key: SessionKey,
    pub account: Account,
    /// Whether it is kept on disk, too.
    #[serde(default)]
    pub remember: bool,
}

impl HeldKey {
    /// Whether it may be used for what these parameters say. A worker killed between two saves can leave a key beside parameters it
    /// was not given for.
    #[must_use]
    pub fn fits(&self, parameters: &Parameters) -> bool {
        self.account == parameters.account
    }
}

impl Saved {
    /// The monitor that is shown.
    #[must_use]
    pub fn current(&self) -> Option<(&MonitorId, &Monitor)> {
        self.monitors.get_key_value(self.index.current.as_ref()?)
    }

    /// The monitor with this id, the one that is being tried out included.
    #[must_use]
    pub fn monitor(&self, id: &MonitorId) -> Option<&Monitor> {
        if id.is_detection() { self.detection.as_deref() } else { self.monitors.get(id) }
    }

    /// The same, to be written to.
    pub fn monitor_mut(&mut self, id: &MonitorId) -> Option<&mut Monitor> {
        if id.is_detection() { self.detection.as_mut().map(Rc::make_mut) } else { self.monitors.get_mut(id) }
    }

    /// An id for a monitor with a pasted key, which no monitor has or had: the number alone could have been lost with a damaged item.
    pub(super) fn next_pasted(&mut self) -> MonitorId {
        loop {
            // JavaScript has no integers above 2^53, and nobody knows what lay in storage.
            self.index.pasted = if self.index.pasted < 1 << 52 { self.index.pasted + 1 } else { 1 };
            let id = MonitorId::Pasted(self.index.pasted);
            if !self.monitors.contains_key(&id) && self.index.deleted.iter().all(|deleted| deleted.id != id) {
                return id;
            }
        }
    }

    /// Whether the browser lets us ask what these parameters say, and, for a key that is to be picked up, lets us see it.
    #[must_use]
    pub fn may_ask(&self, parameters: &Parameters) -> bool {
        may_ask(&self.index.access, parameters)
    }
}

/// Whether this access is enough for what these parameters say: to ask their host, and to see the key where it is to be picked up.
pub(super) fn may_ask(access: &Access, parameters: &Parameters) -> bool {
    access.grants(&parameters.account.host.origin()) && (!parameters.is_automatic() || access.grants_openai())
}
