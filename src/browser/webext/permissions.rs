//! `permissions`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/permissions>

use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::origin;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "permissions"], js_name = contains)]
    async fn permissions_contains(permissions: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["browser", "permissions"], js_name = request)]
    fn permissions_request(permissions: &JsValue) -> Promise;
}

#[derive(Serialize)]
struct Origins {
    origins: Vec<String>,
}

fn origins(origins: &[&str]) -> JsValue {
    super::object(&Origins { origins: origins.iter().map(|origin| format!("{origin}/*")).collect() })
}

/// `permissions.contains`: whether we may see and ask this site now.
pub async fn has(origin: &str) -> bool {
    permissions_contains(&origins(&[origin])).await.is_ok_and(|granted| granted.is_truthy())
}

/// Whether we may see and ask both sites now.
pub async fn has_both() -> bool {
    has(origin::PLATFORM).await && has(origin::API).await
}

/// `permissions.request`: asks the person for both sites. Has to be called first thing in a click handler.
pub fn request_both() -> Promise {
    permissions_request(&origins(&[origin::PLATFORM, origin::API]))
}
