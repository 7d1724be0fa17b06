//! `notifications`, which Firefox for Android does not have: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/notifications>

use super::runtime;
use crate::browser::{call, js};
use crate::engine::NotificationId;
use crate::worker::CallFailed;

/// `notifications.create(id, {type: "basic", ...})`: replaces a notification with the same id.
pub fn create(id: NotificationId, title: &str, message: &str) -> impl Future<Output = Result<(), CallFailed>> + use<> {
    let options = js::object([
        ("type", "basic".into()),
        ("iconUrl", runtime::get_url("icons/icon-128.png").into()),
        ("title", title.into()),
        ("message", message.into()),
    ]);
    let created = call::start("browser.notifications.create", &[id.name().into(), options]);
    async { created.await.map(drop) }
}

/// `notifications.clear(id)`.
pub fn clear(id: NotificationId) -> impl Future<Output = Result<(), CallFailed>> + use<> {
    let cleared = call::start("browser.notifications.clear", &[id.name().into()]);
    async { cleared.await.map(drop) }
}
