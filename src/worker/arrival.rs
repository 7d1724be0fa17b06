//! What arrives from the browser, and what it means.

use serde::Deserialize;

use crate::engine::{Command, Event, NotificationId};
use crate::json::{self, Json};

/// Something that arrived and waits to be served.
pub(super) enum Arrival<ReplyTo> {
    Event(Event),
    Command(Command, ReplyTo),
    /// The person gave or took back access to a site.
    AccessChanged,
    NotificationClicked(NotificationId),
    /// The browser started, the extension was installed or updated, the network came or went. The worker only has to look around.
    LookAround,
}

/// Who sent a message, according to `runtime.onMessage`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Sender {
    /// The id of the extension.
    pub id: String,
    /// The sending page. For a content script this is the web page it runs in.
    pub url: String,
}

impl Sender {
    /// Whether one of our own pages sent it. `own` holds `runtime.id` and `runtime.getURL("")`.
    #[must_use]
    pub fn is_own_page(&self, own: &Self) -> bool {
        !own.id.is_empty() && self.id == own.id && !own.url.is_empty() && self.url.starts_with(&own.url)
    }
}

/// What a call of a listener means. `runtime.onMessage` is not among them: see [`command`].
pub(super) fn event<R>(listener: &str, detail: &Json) -> Option<Arrival<R>> {
    match listener {
        "webRequest.onSendHeaders" => json::from_tree(detail).ok().map(|seen| Arrival::Event(Event::RequestSeen(seen))),
        "alarms.onAlarm" => Some(Arrival::Event(Event::AlarmRang)),
        "permissions.onAdded" | "permissions.onRemoved" => Some(Arrival::AccessChanged),
        "notifications.onClicked" => detail.as_str().and_then(NotificationId::named).map(Arrival::NotificationClicked),
        "runtime.onInstalled" | "runtime.onStartup" | "online" | "offline" => Some(Arrival::LookAround),
        _ => None,
    }
}

/// The command in a message.
pub(super) fn command(message: &Json) -> Option<Command> {
    json::from_tree(message).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listener_of_the_shim_is_known() {
        let shim = include_str!("../../extension/worker.js");
        let names: Vec<&str> = shim.split("forward(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(names.len(), 9, "{names:?}");
        let details = json::parse(br#"{"url": "https://api.openai.com/"}"#).unwrap();
        let clicked = Json::String("session_ended".to_owned());
        for name in names {
            let detail = if name == "notifications.onClicked" { &clicked } else { &details };
            assert!(event::<()>(name, detail).is_some(), "{name}");
        }
        assert!(event::<()>("runtime.onInstaled", &details).is_none());
    }

    fn sender(id: &str, url: &str) -> Sender {
        Sender { id: id.to_owned(), url: url.to_owned() }
    }

    #[test]
    fn only_our_own_pages_are_listened_to() {
        let own = sender("abc", "chrome-extension://abc/");
        assert!(sender("abc", "chrome-extension://abc/www/options.html").is_own_page(&own));
        for stranger in [
            sender("abc", "https://platform.openai.com/"),
            sender("def", "chrome-extension://def/www/options.html"),
            sender("def", "chrome-extension://abc/www/options.html"),
            sender("abc", "chrome-extension://abcd/"),
            sender("abc", ""),
            sender("", ""),
        ] {
            assert!(!stranger.is_own_page(&own), "{stranger:?}");
        }
        assert!(!sender("", "").is_own_page(&sender("", "")));
    }
}
