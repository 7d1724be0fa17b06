use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Damage, NotificationId, Settings, Unstored};
use crate::access::Access;
use crate::account::Timestamp;
use crate::history::Sample;
use crate::monitor::{Account, Collection, Monitor, MonitorId, Parameters, Session};
use crate::session::SessionKey;
use crate::shared_map::SharedMap;

/// Everything the worker knows. Its parts are stored in different places: keys must never reach a page, and what belongs to one run of the
/// browser must not outlive it.
///
/// A clone shares monitors and keys with the original until they are written to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// On disk, read by pages.
    pub saved: Saved,
    /// In the browser's memory, read only by the worker. Keys that a person wants remembered are also on disk, in an item of their own.
    pub keys: Keys,
    /// In the browser's memory, read by pages.
    pub running: Running,
    /// What of the monitors' readings and history is not on disk yet.
    pub unstored: Unstored,
}

/// What is on disk, except the readings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Saved {
    pub monitors: SharedMap<MonitorId, Monitor>,
    /// The monitor that is being tried out.
    pub detection: Option<Rc<Monitor>>,
    pub settings: Settings,
    pub index: Index,
}

/// What concerns all monitors together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Index {
    /// The monitor the popup shows.
    pub current: Option<MonitorId>,
    /// The sites to which access is granted.
    pub access: Access,
    /// Whether the browser says that there is no network.
    pub offline: bool,
    /// The last number given to a monitor with a pasted key.
    pub pasted: u64,
    /// Oldest first.
    pub deleted: Vec<Deleted>,
    /// When a background tab was last opened to renew a session.
    pub renewed_at: Option<Timestamp>,
    /// The notification that is shown, until what it says is no longer true.
    pub told: Option<NotificationId>,
    /// Damaged parts of storage that the person has not dismissed yet.
    pub damage: Vec<Damage>,
    /// Since when the platform's tab has sent only requests without a usable key.
    pub no_visible_key_since: Option<Timestamp>,
}

/// What belongs to this run of the browser.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Running {
    /// The collections in flight, at most one for each monitor.
    pub collections: SharedMap<MonitorId, Collection>,
    /// The number of the latest collection.
    pub collections_begun: u64,
    /// The background tab in which a session is being renewed.
    pub renewal: Option<Renewal>,
    /// Since when saves have failed.
    pub unsaved_since: Option<Timestamp>,
    /// Whether items that deleted monitors left on disk have been removed.
    pub is_tidied: bool,
    /// Which monitor's organisation each tab of the platform used last; the tab that changed last comes last. The platform's workers have no
    /// tab and share the number -1.
    pub tabs: Vec<(i32, MonitorId)>,
    /// What collections left and is not in the history yet, the oldest first.
    pub samples: Vec<(MonitorId, Sample)>,
}

/// A deleted monitor that can still be restored. Until then its readings and its key are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deleted {
    pub id: MonitorId,
    pub monitor: Monitor,
    pub at: Timestamp,
}

/// A background tab of the platform, opened so that its requests show a new session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    pub started_at: Timestamp,
    /// The tab's id in the browser, once it is open.
    pub tab: Option<i32>,
    /// Whether a new session was seen before the tab's id was known.
    pub done: bool,
}

pub type Keys = SharedMap<MonitorId, HeldKey>;

/// A key, and the only account it may be used for: the account it was captured for or pasted for. Later changes of the monitor's
/// parameters do not change that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldKey {
    pub key: SessionKey,
    pub account: Account,
    /// Whether it is also kept on disk.
    #[serde(default)]
    pub remember: bool,
}

impl HeldKey {
    /// Whether it may be used with these parameters. A worker that was killed between two saves can leave a key with parameters it was not
    /// given for.
    #[must_use]
    pub fn fits(&self, parameters: &Parameters) -> bool {
        self.account == parameters.account
    }
}

impl State {
    /// Whether a monitor is read when it is due: its session is live, it is not paused, access is granted, and no collection is in flight.
    pub(super) fn is_watching(&self, id: &MonitorId, monitor: &Monitor) -> bool {
        is_watching(&self.saved.index.access, &self.running, id, monitor)
    }
}

impl Saved {
    /// The monitor that is shown.
    #[must_use]
    pub fn current(&self) -> Option<(&MonitorId, &Monitor)> {
        self.monitors.get_key_value(self.index.current.as_ref()?)
    }

    /// The watched or tried monitor with this id.
    #[must_use]
    pub fn monitor(&self, id: &MonitorId) -> Option<&Monitor> {
        if id.is_detection() { self.detection.as_deref() } else { self.monitors.get(id) }
    }

    pub fn monitor_mut(&mut self, id: &MonitorId) -> Option<&mut Monitor> {
        if id.is_detection() { self.detection.as_mut().map(Rc::make_mut) } else { self.monitors.get_mut(id) }
    }

    /// A new id for a monitor with a pasted key. It is checked against all monitors, since a damaged index loses the last number.
    pub(super) fn next_pasted(&mut self) -> MonitorId {
        loop {
            // A damaged index may hold any number, and JavaScript has no exact integers above 2^53.
            self.index.pasted = if self.index.pasted < 1 << 52 { self.index.pasted + 1 } else { 1 };
            let id = MonitorId::Pasted(self.index.pasted);
            if !self.monitors.contains_key(&id) && self.index.deleted.iter().all(|deleted| deleted.id != id) {
                return id;
            }
        }
    }

    /// Whether the granted access is enough to read an account with these parameters.
    #[must_use]
    pub fn may_ask(&self, parameters: &Parameters) -> bool {
        may_ask(&self.index.access, parameters)
    }
}

/// The same as [`State::is_watching`], while the monitors are borrowed to be changed.
pub(super) fn is_watching(access: &Access, running: &Running, id: &MonitorId, monitor: &Monitor) -> bool {
    monitor.session == Session::Live
        && !monitor.parameters.paused
        && may_ask(access, &monitor.parameters)
        && !running.collections.contains_key(id)
}

/// Whether this access is enough to send requests to the host, and to capture the key unless it is pasted.
pub(super) fn may_ask(access: &Access, parameters: &Parameters) -> bool {
    access.grants(&parameters.account.host.origin()) && (!parameters.is_automatic() || access.grants_openai())
}
