//! `i18n`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/i18n>

use js_sys::Array;
use wasm_bindgen::JsValue;

use crate::browser::call::call;

/// `i18n.getMessage(key, substitutions)`: empty for a key that does not exist.
pub fn get_message(key: &str, substitutions: impl IntoIterator<Item = String>) -> String {
    let substitutions: Array = substitutions.into_iter().map(JsValue::from).collect();
    let said = call("browser.i18n.getMessage", &[key.into(), substitutions.into()]);
    said.ok().flatten().and_then(|text| text.as_string()).unwrap_or_default()
}
