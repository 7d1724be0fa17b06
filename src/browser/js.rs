//! Between JavaScript values and ours, by way of JSON text: each type is then compiled for one reader and one writer.

use js_sys::{JSON, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use crate::json::{self, Json};

/// A JavaScript value as JSON; null for what JSON cannot say.
pub fn read(value: &JsValue) -> Json {
    let text = JSON::stringify(value).ok().and_then(|text| JsValue::from(text).as_string());
    text.and_then(|text| json::parse(text.as_bytes()).ok()).unwrap_or(Json::Null)
}

/// The entries of an object as JSON, each read by itself: one that cannot be read is `false`, which no item is, and takes no other with it. `None` for what is no
/// object.
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

/// A value of ours as a plain JavaScript value.
pub fn value<T: Serialize + ?Sized>(value: &T) -> JsValue {
    parsed(&json::to_string(value))
}

/// JSON text as a JavaScript value; `undefined` for what is no JSON.
pub fn parsed(text: &str) -> JsValue {
    JSON::parse(text).unwrap_or(JsValue::UNDEFINED)
}

/// A plain object with these fields, the way the WebExtension API takes its arguments.
pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, JsValue)>) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // A fresh object takes any field.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}

/// What stands under this name in an object; `undefined` where nothing does.
pub fn field(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
