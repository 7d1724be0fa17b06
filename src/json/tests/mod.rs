//! Compares this module with serde_json: both must accept the same texts and read the same values.

mod any;
mod odd_texts;
mod streamed;
mod types;
mod written;

use serde_json::Value;

use super::Json;

/// A tree as serde_json's `Value`; `None` if it has a number too large for an `f64`, which serde_json refuses.
fn as_serde_json(tree: &Json) -> Option<Value> {
    Some(match tree {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => number.into(),
            (None, Some(number)) => number.into(),
            (None, None) => number.as_f64()?.into(),
        },
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => items.iter().map(as_serde_json).collect::<Option<Vec<_>>>()?.into(),
        Json::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| Some((name.clone(), as_serde_json(value)?)));
            Value::Object(fields.collect::<Option<_>>()?)
        }
    })
}
