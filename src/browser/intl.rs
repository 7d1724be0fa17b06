//! Values into text, as the browser's own `Intl` writes them in the person's language. Times are UTC, and the words around them
//! say so.

use std::time::Duration;

use js_sys::Intl::{DateTimeFormat, NumberFormat, RelativeTimeFormat};
use js_sys::{Array, Date, Object};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use super::json;
use crate::account::{Timestamp, Usd};

/// Options of `Intl.NumberFormat`.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct NumberOptions {
    #[serde(skip_serializing_if = "Option::is_none")]
    style: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency_display: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum_fraction_digits: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum_significant_digits: Option<u8>,
}

/// Options of `Intl.DateTimeFormat`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DateOptions {
    time_zone: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_style: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_style: Option<&'static str>,
}

fn options<T: Serialize>(options: &T) -> Object {
    json::object(options).dyn_into().unwrap_or_default()
}

fn text(value: Result<JsValue, JsValue>) -> String {
    value.ok().and_then(|value| value.as_string()).unwrap_or_default()
}

fn number_as(number: f64, how: &NumberOptions) -> String {
    let format = NumberFormat::new(&Array::new(), &options(how));
    text(format.format().call1(&format, &number.into()))
}

/// An amount: `$8.92`. Below a cent two significant digits, or a model that cost a tenth of a cent would seem to be free.
pub fn usd(amount: Usd) -> String {
    let dollars = amount.dollars();
    let below_a_cent = dollars != 0.0 && dollars.abs() < 0.01;
    number_as(
        dollars,
        &NumberOptions {
            style: Some("currency"),
            currency: Some("USD"),
            currency_display: Some("narrowSymbol"),
            maximum_significant_digits: below_a_cent.then_some(2),
            ..NumberOptions::default()
        },
    )
}

/// A number: `1,000,000`.
pub fn number(number: f64) -> String {
    number_as(number, &NumberOptions::default())
}

/// A part of a whole: `96%`; `<1%` for what is too small for a percent and yet not nothing.
pub fn share(share: f64) -> String {
    let percent = |share| {
        let how =
            NumberOptions { style: Some("percent"), maximum_fraction_digits: Some(0), ..NumberOptions::default() };
        number_as(share, &how)
    };
    if share > 0.0 && share < 0.005 { format!("<{}", percent(0.01)) } else { percent(share) }
}

fn date_as(at: Timestamp, how: &DateOptions) -> String {
    let format = DateTimeFormat::new(&Array::new(), &options(how));
    let date = Date::new(&(at.millis() as f64).into());
    text(format.format().call1(&format, &date))
}

/// A UTC date: `1 Jul 2027`.
pub fn date(at: Timestamp) -> String {
    date_as(at, &DateOptions { time_zone: "UTC", date_style: Some("medium"), time_style: None })
}

/// A UTC date and time.
pub fn date_time(at: Timestamp) -> String {
    date_as(at, &DateOptions { time_zone: "UTC", date_style: Some("medium"), time_style: Some("short") })
}

/// A UTC time of day, with its date unless that is the day of `now`.
pub fn time(at: Timestamp, now: Timestamp) -> String {
    if at.day() == now.day() {
        date_as(at, &DateOptions { time_zone: "UTC", date_style: None, time_style: Some("short") })
    } else {
        date_time(at)
    }
}

/// How long ago: `2 minutes ago`.
pub fn age(age: Duration) -> String {
    let seconds = age.as_secs();
    let (count, unit) = match seconds {
        0..60 => (0, "second"),
        60..3600 => (seconds / 60, "minute"),
        3600..86_400 => (seconds / 3600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    let how = Object::new();
    // "now" rather than "in 0 seconds".
    let _ = js_sys::Reflect::set(&how, &"numeric".into(), &"auto".into());
    let format = RelativeTimeFormat::new(&Array::new(), &how);
    format.format(-(count as f64), unit).into()
}
