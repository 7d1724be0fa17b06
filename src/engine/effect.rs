use crate::monitor::MonitorId;
use crate::openai::{self, Purpose};

/// Something the worker does after the state is saved, never before: the next worker would not know of it. If the save after an event
/// fails, requests are planned again, no tab is opened, and the other effects wait for a save. After a command, nothing is done then.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Remove all items on disk that the state does not want: damaged parts that were set aside, and leftovers.
    RemoveStrayItems,
    /// Send a request. When it ends, [`Event::Answered`](super::Event::Answered) follows.
    Send(Request),
    /// Show a notification.
    Notify(Notice),
    /// Clear a notification that is no longer true.
    ClearNotification(NotificationId),
    /// Open the platform in a background tab. [`Event::TabOpened`](super::Event::TabOpened) follows with the tab's id.
    OpenBackgroundTab,
    /// Close a tab we opened.
    CloseTab(i32),
}

/// What a notification is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    SessionEnded(MonitorId),
    /// This monitor has a pasted key.
    KeyRefused(MonitorId),
}

/// A new notification replaces an earlier one with the same id.
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

    /// Its id in the browser.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SessionEnded => "session_ended",
            Self::KeyRefused => "pasted_key_refused",
        }
    }

    /// The id with this [`name`](Self::name).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.name() == name)
    }
}

/// A request of a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    pub id: RequestId,
    pub http: openai::Request,
}

/// Identifies a request, so that its answer can be assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId {
    pub monitor: MonitorId,
    /// [`Collection::number`](crate::monitor::Collection::number).
    pub collection: u64,
    pub purpose: Purpose,
}
