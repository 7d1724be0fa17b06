use super::{Keys, Saved, SetAside};
use crate::account::Timestamp;
use crate::monitor::MonitorId;
use crate::openai::Endpoint;
use crate::session::{OrganizationId, SessionKey};

/// Something to be done outside. They are carried out in order, each after the one before is complete.
///
/// When a save fails, what comes after it is not done: it would be an act nobody remembers. The failure comes back as
/// [`Event::NotSaved`](super::Event::NotSaved).
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Keep what could not be read, for whoever wants to look into it, before the rest is written over it.
    SetAside(Vec<SetAside>),
    /// Forget all that was ever set aside.
    ForgetSetAside,
    /// Keep the keys in the browser's memory.
    SaveKeys(Keys),
    /// Keep these keys on disk, all that a person wants remembered there.
    SaveRemembered(Keys),
    /// Keep the state on disk, where pages read it too.
    SaveState(Box<Saved>),
    /// Keep in the browser's memory since when the disk takes nothing; `None` when it does.
    SaveTrouble(Option<Timestamp>),
    /// Paint the toolbar badge from the state that was just saved.
    PaintBadge,
    /// Set the alarm to this moment, or clear it.
    WakeAt(Option<Timestamp>),
    /// Send a request. Its end comes back as [`Event::Answered`](super::Event::Answered).
    Send(Request),
    /// Tell the person that this monitor's session has ended.
    NotifySessionEnded(MonitorId),
    /// Take that back: it is no longer true.
    ClearNotification,
    /// Open the platform in a tab in the background. Its number comes back as [`Event::TabOpened`](super::Event::TabOpened).
    OpenBackgroundTab,
    /// Close a tab we opened.
    CloseTab(i32),
}

/// A `GET` request, without cookies, cache, redirects or referrer.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What its answer is known by.
    pub id: RequestId,
    /// The whole URL.
    pub url: String,
    /// The organisation for the `openai-organization` header.
    pub organization: Option<OrganizationId>,
    /// The bearer key. It prints as stars.
    pub key: SessionKey,
}

/// Which request an answer belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId {
    /// The monitor it was made for.
    pub monitor: MonitorId,
    /// The collection it is part of.
    pub collection: u64,
    /// What it asks.
    pub endpoint: Endpoint,
}
