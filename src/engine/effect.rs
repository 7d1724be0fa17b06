use super::{Notice, NotificationId};
use crate::monitor::MonitorId;
use crate::openai::{self, Purpose};

/// Something the worker does after the state is saved, never before: the next worker would not know of it. If the save after an event
/// fails, requests are planned again, no tab is opened, and the other effects wait for a save. After a command, nothing is done then.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
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
