//! Stores values and reads them back as `chrome.storage` does: through JavaScript values.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

/// `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE: u64 = (1 << 53) - 1;

/// Above this many dollars an amount in JSON, an `f64`, is no longer exact to the nano-dollar.
const EXACT_UP_TO: f64 = 1e6;

/// A value in the form in which it is stored.
///
/// # Panics
/// If it contains an integer above 2^53, which JavaScript would change.
pub fn store(value: &impl Serialize) -> Value {
    let stored = serde_json::to_value(value).expect("it can be stored");
    assert!(is_storable(&stored), "an integer that JavaScript cannot hold: {stored}");
    stored
}

/// Stores a value and reads it back.
///
/// # Panics
/// If it cannot be stored or read, or has changed.
pub fn survives<T: Serialize + DeserializeOwned>(value: &T) {
    let stored = store(value);
    let read: T = serde_json::from_value(stored.clone()).expect("what was stored can be read");
    is_same_as_stored(&stored, &read);
}

/// Panics if the value read differs from the stored one.
pub fn is_same_as_stored(stored: &Value, read: &impl Serialize) {
    let again = store(read);
    assert!(is_same(stored, &again), "{stored}\ncame back as\n{again}");
}

/// Whether a number is a fraction, or an integer that JavaScript holds exactly.
pub fn is_safe(number: &Number) -> bool {
    number.is_f64() || number.as_i64().is_some_and(|it| it.unsigned_abs() <= MAX_SAFE)
}

fn is_storable(value: &Value) -> bool {
    match value {
        Value::Number(number) => is_safe(number),
        Value::Array(items) => items.iter().all(is_storable),
        Value::Object(fields) => fields.values().all(is_storable),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || is_same_amount(one, other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|((a, one), (b, other))| a == b && is_same(one, other))
        }
        _ => one == other,
    }
}

/// Whether two amounts are equal within the precision of an `f64`.
fn is_same_amount(one: &Number, other: &Number) -> bool {
    let (Some(one), Some(other)) = (one.as_f64(), other.as_f64()) else { return false };
    one.abs() > EXACT_UP_TO && (one - other).abs() <= one.abs() * 1e-15
}
