//! `runtime`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/runtime>

use wasm_bindgen::JsValue;

use crate::browser::{call, js};
use crate::worker::CallFailed;

/// `runtime.sendMessage(message)`: wakes the worker if it sleeps. Returns its reply; `undefined` if it gives none.
pub fn send_message(message: JsValue) -> impl Future<Output = Result<JsValue, CallFailed>> + use<> {
    call::start_needed("browser.runtime.sendMessage", &[message])
}

/// `runtime.openOptionsPage()`.
pub fn open_options_page() -> impl Future<Output = Result<(), CallFailed>> + use<> {
    let opened = call::start_needed("browser.runtime.openOptionsPage", &[]);
    async { opened.await.map(drop) }
}

/// `runtime.getURL(path)`: the URL of a file in the package. Empty if the call fails.
pub fn get_url(path: &str) -> String {
    let url = call::call("browser.runtime.getURL", &[path.into()]);
    url.ok().flatten().and_then(|url| url.as_string()).unwrap_or_default()
}

/// `version` of `runtime.getManifest()`. Empty if the call fails.
pub fn version() -> String {
    let manifest = call::call("browser.runtime.getManifest", &[]).ok().flatten();
    manifest.and_then(|manifest| js::field(&manifest, "version").as_string()).unwrap_or_default()
}
