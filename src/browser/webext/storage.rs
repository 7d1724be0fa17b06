//! `storage`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage>

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `storage.local.get(key)`: an object with the key, or without it. 10 MB, on disk.
    #[wasm_bindgen(catch, js_namespace = ["browser", "storage", "local"], js_name = get)]
    pub async fn local_get(key: &str) -> Result<JsValue, JsValue>;

    /// `storage.local.set({key: value})`. Rejects when the quota is used up.
    #[wasm_bindgen(catch, js_namespace = ["browser", "storage", "local"], js_name = set)]
    pub async fn local_set(items: &JsValue) -> Result<JsValue, JsValue>;

    /// `storage.local.remove(key)`.
    #[wasm_bindgen(catch, js_namespace = ["browser", "storage", "local"], js_name = remove)]
    pub async fn local_remove(key: &str) -> Result<JsValue, JsValue>;

    /// `storage.session.get(key)`: as `local`, in memory, gone with the browser.
    #[wasm_bindgen(catch, js_namespace = ["browser", "storage", "session"], js_name = get)]
    pub async fn session_get(key: &str) -> Result<JsValue, JsValue>;

    /// `storage.session.set({key: value})`.
    #[wasm_bindgen(catch, js_namespace = ["browser", "storage", "session"], js_name = set)]
    pub async fn session_set(items: &JsValue) -> Result<JsValue, JsValue>;

    /// `storage.local.onChanged.addListener(f)`: `f` gets the changed items, of this area only.
    #[wasm_bindgen(js_namespace = ["browser", "storage", "local", "onChanged"], js_name = addListener)]
    pub fn on_local_changed(listener: &JsValue);
}
