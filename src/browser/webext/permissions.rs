//! `permissions`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/permissions>

use wasm_bindgen::prelude::*;

use crate::access::{Access, pattern};
use crate::browser::{call, js};
use crate::json::Json;
use crate::origin;
use crate::worker::CallFailed;

/// `permissions.getAll()`: the sites we may see and ask now.
pub fn granted() -> impl Future<Output = Result<Access, CallFailed>> + use<> {
    let all = call::start_needed("browser.permissions.getAll", &[]);
    async {
        let all = js::read(&all.await?);
        let origins = all.get("origins").and_then(Json::as_array).ok_or(CallFailed::Refused)?;
        Ok(Access::to(origins.iter().filter_map(Json::as_str)))
    }
}

/// `permissions.request({origins})`: asks the person for these match patterns. Whether they were granted. Has to be called first thing in a
/// click handler.
pub fn request(patterns: &[String]) -> impl Future<Output = bool> + use<> {
    let wanted = js::object([("origins", js::value(patterns))]);
    let asked = call::start_needed("browser.permissions.request", &[wanted]);
    async { asked.await.is_ok_and(|granted| granted.is_truthy()) }
}

/// Asks the person for both sites of OpenAI, as [`request`] does.
pub fn request_openai() -> impl Future<Output = bool> + use<> {
    request(&[origin::PLATFORM, origin::API].map(pattern))
}

/// Calls `react` whenever a permission was granted or taken back, for as long as the page is there.
pub fn on_changed(react: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(react);
    for event in ["browser.permissions.onAdded.addListener", "browser.permissions.onRemoved.addListener"] {
        // A page that is not told sees it when the worker has heard of it.
        let _ = call::call(event, &[listener.as_ref().clone()]);
    }
    listener.forget();
}
