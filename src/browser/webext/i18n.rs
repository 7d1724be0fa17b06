//! `i18n`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/i18n>

use js_sys::Array;
use wasm_bindgen::JsValue;

use crate::browser::call::call;
use crate::worker::CallFailed;

/// `i18n.getMessage(key, substitutions)`. Empty for an unknown key.
pub fn get_message(key: &str, substitutions: impl IntoIterator<Item = String>) -> Result<String, CallFailed> {
    let substitutions: Array = substitutions.into_iter().map(JsValue::from).collect();
    let said = call("browser.i18n.getMessage", &[key.into(), substitutions.into()]);
    said?.and_then(|text| text.as_string()).ok_or(CallFailed::Refused)
}
