//! `tabs`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/tabs>

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{call, js};
use crate::worker::CallFailed;

/// `tabs.query({url})`: the id of the first tab whose URL matches the pattern. Needs access to that site, not the `tabs` permission.
pub fn first_at(pattern: &str) -> impl Future<Output = Option<i32>> + use<> {
    let found = call::start_needed("browser.tabs.query", &[js::object([("url", pattern.into())])]);
    async { found.await.ok()?.dyn_into::<Array>().ok()?.iter().find_map(|tab| number(&tab)) }
}

/// `tabs.create({url, active})`: the id of the new tab.
pub fn create(url: &str, is_active: bool) -> impl Future<Output = Result<Option<i32>, CallFailed>> + use<> {
    let wanted = js::object([("url", url.into()), ("active", is_active.into())]);
    let created = call::start_needed("browser.tabs.create", &[wanted]);
    async { created.await.map(|tab| number(&tab)) }
}

/// `tabs.remove(id)`. Rejects if the person has closed the tab already.
pub fn remove(tab: i32) -> impl Future<Output = Result<(), CallFailed>> + use<> {
    let removed = call::start_needed("browser.tabs.remove", &[tab.into()]);
    async { removed.await.map(drop) }
}

/// `tabs.reload(id)`.
pub fn reload(tab: i32) -> impl Future<Output = Result<(), CallFailed>> + use<> {
    let reloaded = call::start_needed("browser.tabs.reload", &[tab.into()]);
    async { reloaded.await.map(drop) }
}

fn number(tab: &JsValue) -> Option<i32> {
    js::field(tab, "id").as_f64().map(|id| id as i32)
}
