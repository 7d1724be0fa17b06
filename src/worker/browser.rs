use std::time::Duration;

use thiserror::Error;

use super::Reply;
use crate::access::Access;
use crate::account::Timestamp;
use crate::engine::stored::Item;
use crate::engine::{NotificationId, Request};
use crate::json::Json;
use crate::openai::Outcome;
use crate::view::{Badge, Notification};

/// What the worker needs of a browser. Every call may fail, take long or never end; the worker copes with that. An implementation
/// decides nothing.
pub trait Browser: 'static {
    /// Where the answer to a command goes.
    type ReplyTo: 'static;

    fn now(&self) -> Timestamp;

    /// `navigator.onLine`. A browser that does not know says `true`.
    fn is_online(&self) -> bool;

    /// `permissions.getAll()`: the sites to which access is granted.
    fn granted(&self) -> impl Future<Output = Result<Access, CallFailed>>;

    /// `storage.*.get(items)`: an object of the items that exist. `None` asks for all items.
    fn load(&self, area: Area, items: Option<Vec<String>>) -> impl Future<Output = Result<Json, CallFailed>>;

    /// `storage.local.getKeys()`: the names of all items.
    fn names_on_disk(&self) -> impl Future<Output = Result<Vec<String>, CallFailed>>;

    /// `storage.*.set(items)`, in one call. One that fails may have written some of them.
    fn save(&self, area: Area, items: Vec<Item>) -> impl Future<Output = Result<(), CallFailed>>;

    /// `storage.local.remove(items)`.
    fn remove(&self, items: Vec<String>) -> impl Future<Output = Result<(), CallFailed>>;

    /// Tells open pages the names of changed items. Their contents are not sent.
    fn announce(&self, items: &[&str]);

    /// Sends a request without cookies, cache, redirects or referrer. It is sent at the call, and aborted when the future is dropped.
    fn send(&self, request: &Request) -> impl Future<Output = Outcome> + use<Self> + 'static;

    /// Text, colour and tooltip of the toolbar button.
    fn paint_badge(&self, badge: &Badge) -> impl Future<Output = Result<(), CallFailed>>;

    /// Sets the one alarm, in place of the earlier one. `None` clears it.
    fn set_alarm(&self, alarm: Option<Alarm>) -> impl Future<Output = Result<(), CallFailed>>;

    /// `notifications.create`. A browser without notifications does nothing.
    fn notify(&self, notification: &Notification) -> impl Future<Output = Result<(), CallFailed>>;

    fn clear_notification(&self, id: NotificationId) -> impl Future<Output = Result<(), CallFailed>>;

    /// `tabs.create`: the new tab's id, if the browser returns one.
    fn open_tab(&self, url: &str, is_active: bool) -> impl Future<Output = Result<Option<i32>, CallFailed>>;

    fn close_tab(&self, tab: i32) -> impl Future<Output = Result<(), CallFailed>>;

    fn open_options(&self) -> impl Future<Output = Result<(), CallFailed>>;

    fn reply(&self, to: Self::ReplyTo, reply: &Reply);

    fn sleep(&self, time: Duration) -> impl Future<Output = ()>;

    /// Runs a task concurrently.
    fn spawn(&self, task: impl Future<Output = ()> + 'static);
}

/// A storage area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// `storage.local`, without the quota of 10 MB (`unlimitedStorage`).
    Disk,
    /// `storage.session`: in memory, lost when the browser closes.
    Memory,
}

/// When the alarm rings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alarm {
    pub at: Timestamp,
    /// Rings again at this interval until it is set anew. So a worker that dies while it serves the alarm is woken again.
    pub again_every: Duration,
}

/// A call to the browser failed. The browser's own message goes to the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CallFailed {
    #[error("the browser refused the call")]
    Refused,
    #[error("the call took too long")]
    TimedOut,
}
