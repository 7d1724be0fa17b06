use serde::Serialize;

use super::{Arg, Message, account_name};
use crate::engine::Saved;
use crate::monitor::MonitorId;

/// The notification that a session of the platform has ended.
pub const SESSION_ENDED: &str = "session_ended";

/// The notification that a pasted key is refused.
pub const PASTED_KEY_REFUSED: &str = "pasted_key_refused";

/// What a notification says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notification {
    /// Which one: [`SESSION_ENDED`] or [`PASTED_KEY_REFUSED`].
    pub id: &'static str,
    /// What happened.
    pub title: Message,
    /// What to do.
    pub text: Message,
}

/// The notification that the session of this monitor has ended.
#[must_use]
pub fn notification(saved: &Saved, id: &MonitorId) -> Notification {
    let monitor = saved.monitors.get(id);
    let name = monitor.and_then(account_name::title).unwrap_or("OpenAI").to_owned();
    if monitor.is_none_or(|it| it.parameters.is_automatic()) {
        let title = Message::with("notification_session_ended", [Arg::Text(name)]);
        Notification { id: SESSION_ENDED, title, text: Message::plain("notification_session_ended_next") }
    } else {
        let title = Message::with("notification_key_refused", [Arg::Text(name)]);
        Notification { id: PASTED_KEY_REFUSED, title, text: Message::plain("notification_key_refused_next") }
    }
}
