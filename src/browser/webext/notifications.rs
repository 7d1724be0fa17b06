//! `notifications`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/notifications>

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::view::{PASTED_KEY_REFUSED, SESSION_ENDED};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["browser", "notifications"], js_name = create)]
    fn notifications_create(id: &str, options: &JsValue);

    #[wasm_bindgen(js_namespace = ["browser", "notifications"], js_name = clear)]
    fn notifications_clear(id: &str);
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NotificationOptions<'a> {
    r#type: &'a str,
    icon_url: &'a str,
    title: &'a str,
    message: &'a str,
}

/// `notifications.create(id, {type: "basic", ...})`: replaces one of the same id.
pub fn create(id: &str, title: &str, message: &str) {
    let icon = super::runtime::get_url("icons/icon-128.png");
    notifications_create(id, &super::object(&NotificationOptions { r#type: "basic", icon_url: &icon, title, message }));
}

/// `notifications.clear(id)` for all we create.
pub fn clear_all() {
    [SESSION_ENDED, PASTED_KEY_REFUSED].into_iter().for_each(notifications_clear);
}
