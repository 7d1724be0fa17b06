//! `i18n`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/i18n>

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `i18n.getMessage(key, substitutions)`: empty for a key that does not exist.
    #[wasm_bindgen(js_namespace = ["browser", "i18n"], js_name = getMessage)]
    pub fn get_message(key: &str, substitutions: Vec<String>) -> String;
}
