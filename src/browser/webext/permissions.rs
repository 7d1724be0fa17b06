//! `permissions`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/permissions>

use js_sys::Promise;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::access::{Access, pattern};
use crate::origin;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "permissions"], js_name = getAll)]
    async fn permissions_get_all() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["browser", "permissions"], js_name = request)]
    fn permissions_request(permissions: &JsValue) -> Promise;
}

#[derive(Serialize, Deserialize)]
struct Origins {
    #[serde(default)]
    origins: Vec<String>,
}

/// `permissions.getAll()`: the sites we may see and ask now. Where the browser does not say, those of the installation.
pub async fn granted() -> Access {
    let all = permissions_get_all().await.ok().and_then(super::read::<Origins>);
    all.map(|all| Access::to(all.origins)).unwrap_or_default()
}

/// `permissions.request({origins})`: asks the person for these match patterns; resolves to whether they were granted. Has to be called
/// first thing in a click handler.
pub fn request(patterns: Vec<String>) -> Promise {
    permissions_request(&super::object(&Origins { origins: patterns }))
}

/// Asks the person for both sites of OpenAI, as [`request`] does.
pub fn request_openai() -> Promise {
    request([origin::PLATFORM, origin::API].map(pattern).to_vec())
}
