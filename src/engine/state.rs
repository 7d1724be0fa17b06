use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Damage;
use crate::access::Access;
use crate::account::{Range, Timestamp, Usd};
use crate::monitor::{Monitor, MonitorId, Parameters};
use crate::session::{OrganizationId, SessionKey};

/// Everything the worker knows. Its parts are kept in different places, because a key must never reach a disk or a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// On disk (`storage.local`), read by pages.
    pub saved: Saved,
    /// In the browser's memory (`storage.session`), read by the worker alone. Those a person wants remembered are on disk, too, in an
    /// item of their own.
    pub keys: Keys,
    /// Since when the disk takes nothing; in the browser's memory, read by pages.
    pub unsaved_since: Option<Timestamp>,
    /// When the last event of this worker's life came; kept nowhere.
    pub last_event_at: Option<Timestamp>,
}

/// The part of the state that is kept on disk and read by pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// Every account that is watched.
    pub monitors: BTreeMap<MonitorId, Monitor>,
    /// The one the popup shows.
    pub current: Option<MonitorId>,
    /// The one the platform's tab worked in last. When it moves on, so does the popup.
    pub in_tab: Option<MonitorId>,
    /// What the person chose.
    pub settings: Settings,
    /// Which sites the browser lets us see and ask.
    pub access: Access,
    /// Whether the browser says that there is no network.
    pub offline: bool,
    /// The number of the last collection.
    pub collections: u64,
    /// The number of the last monitor with a pasted key.
    pub pasted: u64,
    /// Deleted monitors that can still be brought back, the last one at the end.
    pub deleted: Vec<Deleted>,
    /// The monitor that is being tried out before it is saved.
    pub detection: Option<Monitor>,
    /// The background tab in which a session is being renewed.
    pub renewal: Option<Renewal>,
    /// When that was last tried.
    pub renewed_at: Option<Timestamp>,
    /// Whether the person was told that a session has ended, and none has begun since.
    pub session_end_told: bool,
    /// What of the stored state could not be read, and was not yet taken note of.
    pub damage: Vec<Damage>,
}

/// What the person chose.
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
    /// The account the popup shows.
    #[default]
    Shown,
    /// Always this one's.
    Chosen(MonitorId),
    /// The lowest of all that are not paused.
    Lowest,
    /// The sum of all that are not paused.
    Sum,
}

/// A deleted monitor that can still be brought back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deleted {
    /// Its id.
    pub id: MonitorId,
    /// All of it. Its key stays in memory meanwhile.
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

/// The keys held, by monitor.
pub type Keys = BTreeMap<MonitorId, HeldKey>;

/// A key, where it may be sent, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldKey {
    /// The key.
    pub key: SessionKey,
    /// The only origin it may be sent to: where it was captured from, or what the person pasted it for.
    pub origin: String,
    /// The only organisation it may be used for.
    pub organization: Option<OrganizationId>,
    /// Whether it is kept on disk, too.
    #[serde(default)]
    pub remember: bool,
    /// When OpenAI refused it. It is kept then, to know it again: a tab may go on sending it.
    #[serde(default)]
    pub refused_at: Option<Timestamp>,
}

impl HeldKey {
    /// A key that may be used for what these parameters say.
    #[must_use]
    pub fn new(key: SessionKey, parameters: &Parameters) -> Self {
        Self {
            key,
            origin: parameters.host.origin(),
            organization: parameters.organization.clone(),
            remember: parameters.remembers_key(),
            refused_at: None,
        }
    }

    /// Whether it may be used for what these parameters say. A worker killed between two saves can leave a key beside parameters it
    /// was not given for.
    #[must_use]
    pub fn fits(&self, parameters: &Parameters) -> bool {
        self.origin == parameters.host.origin() && self.organization == parameters.organization
    }
}

impl State {
    /// The keys that are kept on disk.
    #[must_use]
    pub fn remembered(&self) -> Keys {
        self.keys.iter().filter(|(_, held)| held.remember).map(|(id, held)| (id.clone(), held.clone())).collect()
    }
}

impl Saved {
    /// The monitor that is shown.
    #[must_use]
    pub fn current(&self) -> Option<(&MonitorId, &Monitor)> {
        self.monitors.get_key_value(self.current.as_ref()?)
    }

    /// The monitor with this id, the one that is being tried out included.
    #[must_use]
    pub fn monitor_mut(&mut self, id: &MonitorId) -> Option<&mut Monitor> {
        if id.is_detection() { self.detection.as_mut() } else { self.monitors.get_mut(id) }
    }

    /// An id for a monitor with a pasted key, which no monitor has or had: the number alone could have been lost with a damaged part.
    pub(super) fn next_pasted(&mut self) -> MonitorId {
        loop {
            self.pasted += 1;
            let id = MonitorId::pasted(self.pasted);
            if !self.monitors.contains_key(&id) && self.deleted.iter().all(|deleted| deleted.id != id) {
                return id;
            }
        }
    }

    /// Whether the browser lets us ask what these parameters say, and, for a key that is to be picked up, lets us see it.
    #[must_use]
    pub fn may_ask(&self, parameters: &Parameters) -> bool {
        may_ask(&self.access, parameters)
    }
}

/// Whether this access is enough for what these parameters say: to ask their host, and to see the key where it is to be picked up.
pub(super) fn may_ask(access: &Access, parameters: &Parameters) -> bool {
    access.grants(&parameters.host.origin()) && (!parameters.is_automatic() || access.grants_openai())
}
