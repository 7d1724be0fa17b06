//! This module against serde_json: what one reads the other reads, to the same value.

mod any;
mod odd_texts;
mod streamed;
mod types;
mod written;

use serde_json::Value;

use super::Json;

/// A tree as serde_json would have it; `None` where it holds a number that serde_json refuses.
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
