//! `tabs`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/tabs>

use js_sys::Promise;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = query)]
    async fn tabs_query(query: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["browser", "tabs"], js_name = create)]
    fn tabs_create(properties: &JsValue) -> Promise;

    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = create)]
    async fn tabs_create_waiting(properties: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = remove)]
    async fn tabs_remove(id: i32) -> Result<JsValue, JsValue>;

    /// `tabs.reload(id)`.
    #[wasm_bindgen(js_namespace = ["browser", "tabs"], js_name = reload)]
    pub fn reload(id: i32) -> Promise;
}

#[derive(Serialize)]
struct Url<'a> {
    url: &'a str,
}

#[derive(Serialize)]
struct BackgroundTab<'a> {
    url: &'a str,
    active: bool,
}

#[derive(Deserialize)]
struct Tab {
    id: Option<i32>,
}

/// `tabs.query({url})`: the id of the first tab whose address matches the pattern. Needs access to that site, not the `tabs`
/// permission.
pub async fn first_at(pattern: &str) -> Option<i32> {
    let tabs = tabs_query(&super::object(&Url { url: pattern })).await.ok()?;
    let tabs: Vec<Tab> = super::read(tabs)?;
    tabs.into_iter().find_map(|tab| tab.id)
}

/// `tabs.create({url})`: opens a tab and goes there.
pub fn create(url: &str) -> Promise {
    tabs_create(&super::object(&Url { url }))
}

/// `tabs.create({url, active: false})`: opens a tab behind the others. Its id.
pub async fn create_in_background(url: &str) -> Option<i32> {
    let tab = tabs_create_waiting(&super::object(&BackgroundTab { url, active: false })).await.ok()?;
    super::read::<Tab>(tab)?.id
}

/// `tabs.remove(id)`. A person may have closed it before.
pub fn remove(id: i32) {
    wasm_bindgen_futures::spawn_local(async move { drop(tabs_remove(id).await) });
}
