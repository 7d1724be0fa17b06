use crate::monitor::MonitorId;
use crate::openai::{self, Purpose};

/// Something to be done outside, after the state has been saved. If that fails nothing of it is done: it would be an act nobody remembers.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Remove from disk whatever the state does not hold: what was set aside because it could not be read, and what was left over.
    RemoveStrayItems,
    /// Send a request. Its end comes back as [`Event::Answered`](super::Event::Answered).
    Send(Request),
    /// Tell the person something.
    Notify(Notice),
    /// Take a notification back: it is no longer true.
    ClearNotification(NotificationId),
    /// Open the platform in a tab in the background. Its number comes back as [`Event::TabOpened`](super::Event::TabOpened).
    OpenBackgroundTab,
    /// Close a tab we opened.
    CloseTab(i32),
}

/// What a person is told by a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The session of this monitor has ended.
    SessionEnded(MonitorId),
    /// The pasted key of this monitor is refused.
    KeyRefused(MonitorId),
}

/// A notification by what it is about. One takes the place of another with the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotificationId {
    SessionEnded,
    KeyRefused,
}

impl Notice {
    #[must_use]
    pub const fn id(&self) -> NotificationId {
        match self {
            Self::SessionEnded(_) => NotificationId::SessionEnded,
            Self::KeyRefused(_) => NotificationId::KeyRefused,
        }
    }
}

impl NotificationId {
    pub const ALL: [Self; 2] = [Self::SessionEnded, Self::KeyRefused];

    /// How the browser knows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SessionEnded => "session_ended",
            Self::KeyRefused => "pasted_key_refused",
        }
    }

    /// The notification the browser means.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.name() == name)
    }
}

/// A request of a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What its answer is known by.
    pub id: RequestId,
    /// What is sent.
    pub http: openai::Request,
}

/// Which request an answer belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId {
    /// The monitor it was made for.
    pub monitor: MonitorId,
    /// The collection it is part of.
    pub collection: u64,
    /// What it is made for.
    pub purpose: Purpose,
}
