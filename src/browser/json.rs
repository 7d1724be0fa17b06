//! Between JavaScript values and Rust types, by way of JSON.
//!
//! Every type that crosses is read and written by serde_json alone, which the answers of OpenAI need anyway; serde-wasm-bindgen turns
//! whatever JavaScript hands over into one type, [`Value`]. Each type it would read or write itself is some 5 KB of WASM.

use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::JsValue;

/// A JavaScript value as JSON; null for what JSON cannot say.
pub fn value_of(value: JsValue) -> Value {
    serde_wasm_bindgen::from_value(value).unwrap_or_default()
}

/// A JavaScript value as a Rust type; `None` for one of another shape.
pub fn read<T: DeserializeOwned>(value: JsValue) -> Option<T> {
    serde_json::from_value(value_of(value)).ok()
}

/// A Rust value as a plain JavaScript object, the way the WebExtension API takes its arguments. Nothing that is passed here can fail to
/// be one; if it did, the API would answer to `undefined` with an error of its own.
pub fn object<T: Serialize>(value: &T) -> JsValue {
    let text = serde_json::to_string(value).unwrap_or_default();
    JSON::parse(&text).unwrap_or(JsValue::UNDEFINED)
}
