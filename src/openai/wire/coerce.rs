//! Converts one JSON value to the kind that its metric should have.

use super::readable::readable;
use crate::account::limits::shortened;
use crate::account::{Kind, MetricValue, Reading, Timestamp, Usd};
use crate::json::Json;

/// The field `name` as a value of `kind`. A value that does not convert is kept as readable text rather than lost.
pub fn metric(object: &Json, name: &str, kind: Kind) -> Reading<MetricValue> {
    reading(object, name).map(|value| {
        of_kind(value, kind).unwrap_or_else(|| MetricValue::Text(shortened(&readable(value)).into_owned()))
    })
}

/// The field `name` as a value of `kind`; absent if it does not convert.
pub fn exactly(object: &Json, name: &str, kind: Kind) -> Reading<MetricValue> {
    flatten(reading(object, name).map(|value| of_kind(value, kind)))
}

/// The field `name` as dollars; absent if it does not convert.
pub fn usd(object: &Json, name: &str) -> Reading<Usd> {
    flatten(reading(object, name).map(|value| number(value).and_then(Usd::from_dollars)))
}

/// The field `name`, seconds since 1970, as a time; absent if it does not convert.
pub fn time(object: &Json, name: &str) -> Reading<Timestamp> {
    flatten(reading(object, name).map(|value| number(value).and_then(Timestamp::from_seconds)))
}

fn reading<'a>(object: &'a Json, name: &str) -> Reading<&'a Json> {
    match object.get(name) {
        None => Reading::Absent,
        Some(Json::Null) => Reading::Null,
        Some(value) => Reading::Known(value),
    }
}

fn flatten<T>(reading: Reading<Option<T>>) -> Reading<T> {
    match reading {
        Reading::Known(Some(value)) => Reading::Known(value),
        Reading::Null => Reading::Null,
        Reading::Known(None) | Reading::Absent => Reading::Absent,
    }
}

fn of_kind(value: &Json, kind: Kind) -> Option<MetricValue> {
    match kind {
        Kind::Flag => flag(value).map(MetricValue::Flag),
        Kind::Usd => number(value).and_then(Usd::from_dollars).map(MetricValue::Usd),
        Kind::Credits => number(value).map(MetricValue::Number),
        Kind::Time => number(value).and_then(Timestamp::from_seconds).map(MetricValue::Time),
        Kind::Text => None,
    }
}

fn flag(value: &Json) -> Option<bool> {
    match value {
        Json::Bool(flag) => Some(*flag),
        Json::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// A number, or a string that holds one.
fn number(value: &Json) -> Option<f64> {
    match value {
        Json::Number(number) => number.as_f64(),
        Json::String(text) => super::scalar::parse_number(text),
        _ => None,
    }
}
