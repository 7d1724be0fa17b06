use super::{Message, account_name};
use crate::engine::{Notice, NotificationId, Saved};
use crate::monitor::Parameters;

/// A desktop notification.
#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    pub id: NotificationId,
    /// What happened.
    pub title: Message,
    /// What to do.
    pub text: Message,
}

#[must_use]
pub fn notification(saved: &Saved, notice: &Notice) -> Notification {
    let (monitor, title, text) = match notice {
        Notice::SessionEnded(id) => (id, "notification_session_ended", "notification_session_ended_next"),
        Notice::KeyRefused(id) => (id, "notification_key_refused", "notification_key_refused_next"),
    };
    let nobody = Parameters::default();
    let parameters = saved.monitors.get(monitor).map_or(&nobody, |it| &it.parameters);
    let title = Message::with(title, [account_name::spoken(parameters)]);
    Notification { id: notice.id(), title, text: Message::plain(text) }
}
