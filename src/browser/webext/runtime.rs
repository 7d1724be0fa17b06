//! `runtime`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/runtime>

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `runtime.sendMessage(message)`: wakes the worker if it sleeps.
    #[wasm_bindgen(js_namespace = ["browser", "runtime"], js_name = sendMessage)]
    pub fn send_message(message: &JsValue) -> Promise;

    /// `runtime.openOptionsPage()`.
    #[wasm_bindgen(js_namespace = ["browser", "runtime"], js_name = openOptionsPage)]
    pub fn open_options_page() -> Promise;

    /// `runtime.getURL(path)`: the address of a file of the package.
    #[wasm_bindgen(js_namespace = ["browser", "runtime"], js_name = getURL)]
    pub fn get_url(path: &str) -> String;

    #[wasm_bindgen(js_namespace = ["browser", "runtime"], js_name = getManifest)]
    fn get_manifest() -> Manifest;

    type Manifest;

    #[wasm_bindgen(method, getter)]
    fn version(this: &Manifest) -> String;
}

/// The version in the manifest.
pub fn version() -> String {
    get_manifest().version()
}
