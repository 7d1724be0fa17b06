//! `storage`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage>

use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{call, js};
use crate::engine::stored::Item;
use crate::json::Json;
use crate::worker::{Area, CallFailed};

/// `storage.*.get(names)`: an object of those items that exist. `None` asks for all items.
pub fn get(area: Area, items: Option<Vec<String>>) -> impl Future<Output = Result<Json, CallFailed>> + use<> {
    let names = items.map_or(JsValue::NULL, |items| names(&items));
    let read = call::start_needed(
        match area {
            Area::Disk => "browser.storage.local.get",
            Area::Memory => "browser.storage.session.get",
        },
        &[names],
    );
    async { js::read_entries(&read.await?).ok_or(CallFailed::Refused) }
}

/// `storage.local.getKeys()`: Chrome 130, Firefox 143. Elsewhere all items are read for their names.
pub fn names_on_disk() -> impl Future<Output = Result<Vec<String>, CallFailed>> + use<> {
    const GET_KEYS: &str = "browser.storage.local.getKeys";
    let has_keys = call::find(GET_KEYS).is_some();
    let read = if has_keys {
        call::start_needed(GET_KEYS, &[])
    } else {
        call::start_needed("browser.storage.local.get", &[JsValue::NULL])
    };
    async move {
        let read = read.await?;
        let names = if has_keys { read.dyn_into().ok() } else { read.dyn_ref::<Object>().map(Object::keys) };
        Ok(names.ok_or(CallFailed::Refused)?.iter().filter_map(|name| name.as_string()).collect())
    }
}

/// `storage.*.set(items)`. Rejects when the disk is full.
pub fn set(area: Area, items: &[Item]) -> impl Future<Output = Result<(), CallFailed>> + use<> {
    let items = js::object(items.iter().map(|(name, text)| (name.as_str(), js::parsed(text))));
    let written = call::start_needed(
        match area {
            Area::Disk => "browser.storage.local.set",
            Area::Memory => "browser.storage.session.set",
        },
        &[items],
    );
    async { written.await.map(drop) }
}

/// `storage.local.remove(names)`.
pub fn remove(items: &[String]) -> impl Future<Output = Result<(), CallFailed>> + use<> {
    let removed = call::start_needed("browser.storage.local.remove", &[names(items)]);
    async { removed.await.map(drop) }
}

fn names(items: &[String]) -> JsValue {
    items.iter().map(|name| JsValue::from_str(name)).collect::<Array>().into()
}
