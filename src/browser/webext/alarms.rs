//! `alarms`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/alarms>

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::account::Timestamp;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["browser", "alarms"], js_name = create)]
    fn alarms_create(name: &str, info: &JsValue);

    /// `alarms.clear(name)`.
    #[wasm_bindgen(js_namespace = ["browser", "alarms"], js_name = clear)]
    pub fn clear(name: &str);
}

#[derive(Serialize)]
struct AlarmInfo {
    /// Milliseconds since the epoch.
    when: f64,
}

/// `alarms.create(name, {when})`: rings once at `when`, at the earliest after 30 seconds. Replaces an alarm of the same name.
pub fn create(name: &str, when: Timestamp) {
    alarms_create(name, &super::object(&AlarmInfo { when: when.millis() as f64 }));
}
