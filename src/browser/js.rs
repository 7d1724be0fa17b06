//! Converts between JavaScript values and ours through JSON text, so that each type needs only one reader and one writer in the module.

use js_sys::{JSON, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use crate::json::{self, Json};

/// A JavaScript value as JSON; null if JSON cannot express it.
pub fn read(value: &JsValue) -> Json {
    let text = JSON::stringify(value).ok().and_then(|text| JsValue::from(text).as_string());
    text.and_then(|text| json::parse(text.as_bytes()).ok()).unwrap_or(Json::Null)
}

/// The entries of an object as JSON. If the whole cannot be read, each entry is read alone, so that a broken one does not take the
/// others with it. A broken entry becomes `false`, which no item is. `None` if this is no object.
pub fn read_entries(object: &JsValue) -> Option<Json> {
    let whole = read(object);
    if whole.as_object().is_some() {
        return Some(whole);
    }
    let object: &Object = object.dyn_ref()?;
    let names = Object::keys(object);
    let entries = names.iter().filter_map(|name| name.as_string()).map(|name| {
        let text = JSON::stringify(&field(object, &name)).ok().and_then(|text| JsValue::from(text).as_string());
        let value = text.and_then(|text| json::parse(text.as_bytes()).ok());
        (name, value.unwrap_or(Json::Bool(false)))
    });
    Some(Json::Object(entries.collect()))
}

/// Serializes a value into a plain JavaScript value.
pub fn value<T: Serialize + ?Sized>(value: &T) -> JsValue {
    parsed(&json::to_string(value))
}

/// JSON text as a JavaScript value; `undefined` if it is no JSON.
pub fn parsed(text: &str) -> JsValue {
    JSON::parse(text).unwrap_or(JsValue::UNDEFINED)
}

/// A plain object with these fields, the way the WebExtension API takes its arguments.
pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, JsValue)>) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a fresh object cannot fail.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}

/// A property of an object; `undefined` if there is none.
pub fn field(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
