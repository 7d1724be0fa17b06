//! `permissions`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/permissions>

use wasm_bindgen::prelude::*;

use crate::access::{Access, pattern};
use crate::browser::{call, js};
use crate::json::Json;
use crate::origin;
use crate::worker::CallFailed;

/// `permissions.getAll()`: the sites to which access is granted.
pub fn granted() -> impl Future<Output = Result<Access, CallFailed>> + use<> {
    let all = call::start_needed("browser.permissions.getAll", &[]);
    async {
        let all = js::read(&all.await?);
        let origins = all.get("origins").and_then(Json::as_array).ok_or(CallFailed::Refused)?;
        Ok(Access::to(origins.iter().filter_map(Json::as_str)))
    }
}

/// `permissions.request({origins})`: asks the person for access to these match patterns. Returns whether it was granted. Call it first
/// thing in a click handler: browsers ask only then.
pub fn request(patterns: &[String]) -> impl Future<Output = bool> + use<> {
    let wanted = js::object([("origins", js::value(patterns))]);
    let asked = call::start_needed("browser.permissions.request", &[wanted]);
    async { asked.await.is_ok_and(|granted| granted.is_truthy()) }
}

/// [`request`] for both sites of OpenAI.
pub fn request_openai() -> impl Future<Output = bool> + use<> {
    request(&[origin::PLATFORM, origin::API].map(pattern))
}

/// Calls `react` whenever a permission is granted or withdrawn, for as long as the page is open.
pub fn on_changed(react: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(react);
    for event in ["browser.permissions.onAdded.addListener", "browser.permissions.onRemoved.addListener"] {
        // If this fails, the page sees the change once the worker has stored it.
        let _ = call::call(event, &[listener.as_ref().clone()]);
    }
    listener.forget();
}
