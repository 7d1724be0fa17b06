//! The formatters of `Intl`. Each is made once and kept: making one takes longer than using it a hundred times.

use std::cell::RefCell;

use js_sys::{Array, Function};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{call, js};

/// The formatters in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Usd,
    /// An amount below a cent.
    SmallUsd,
    /// Without decimals.
    WholeUsd,
    /// With four decimals.
    FineUsd,
    Number,
    Percent,
    Date,
    DateTime,
    Time,
    MonthAndDay,
    Month,
    Age,
}

thread_local! {
    static MADE: RefCell<Vec<(Format, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// Formats a value; empty if this browser cannot.
pub(super) fn write(format: Format, values: &[JsValue]) -> String {
    let Some(formatter) = formatter(format) else { return String::new() };
    let values: Array = values.iter().collect();
    let write = js::field(&formatter, "format").dyn_into::<Function>();
    let text = write.ok().and_then(|write| write.apply(&formatter, &values).ok());
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

fn formatter(format: Format) -> Option<JsValue> {
    let made = MADE.with_borrow(|made| made.iter().find(|(other, _)| *other == format).map(|(_, it)| it.clone()));
    made.or_else(|| {
        let (constructor, options) = options(format);
        let formatter = call::construct(constructor, &[JsValue::UNDEFINED, options])?;
        MADE.with_borrow_mut(|made| made.push((format, formatter.clone())));
        Some(formatter)
    })
}

fn options(format: Format) -> (&'static str, JsValue) {
    let usd = [("style", "currency".into()), ("currency", "USD".into()), ("currencyDisplay", "narrowSymbol".into())];
    let utc = ("timeZone", "UTC".into());
    let (date, time) = (("dateStyle", "medium".into()), ("timeStyle", "short".into()));
    match format {
        Format::Usd => ("Intl.NumberFormat", js::object(usd)),
        Format::SmallUsd => {
            ("Intl.NumberFormat", js::object(usd.into_iter().chain([("maximumSignificantDigits", 2.into())])))
        }
        Format::WholeUsd => with_decimals(usd, 0),
        Format::FineUsd => with_decimals(usd, 4),
        Format::Number => ("Intl.NumberFormat", js::object([])),
        Format::Percent => {
            ("Intl.NumberFormat", js::object([("style", "percent".into()), ("maximumFractionDigits", 0.into())]))
        }
        Format::Date => ("Intl.DateTimeFormat", js::object([utc, date])),
        Format::DateTime => ("Intl.DateTimeFormat", js::object([utc, date, time])),
        Format::Time => ("Intl.DateTimeFormat", js::object([utc, time])),
        Format::MonthAndDay => {
            ("Intl.DateTimeFormat", js::object([utc, ("month", "short".into()), ("day", "numeric".into())]))
        }
        Format::Month => {
            ("Intl.DateTimeFormat", js::object([utc, ("month", "short".into()), ("year", "numeric".into())]))
        }
        // `auto` writes "now" and not "in 0 seconds".
        Format::Age => ("Intl.RelativeTimeFormat", js::object([("numeric", "auto".into())])),
    }
}

fn with_decimals(usd: [(&'static str, JsValue); 3], decimals: u32) -> (&'static str, JsValue) {
    let exactly = [("minimumFractionDigits", decimals.into()), ("maximumFractionDigits", decimals.into())];
    ("Intl.NumberFormat", js::object(usd.into_iter().chain(exactly)))
}
