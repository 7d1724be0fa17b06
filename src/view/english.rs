//! Numbers, dates and ages as `Intl` writes them in American English, byte for byte.
//!
//! The first use of `Intl` in a process takes 10 ms, which a popup would wait for. Every other language is written by `Intl`.

use std::time::Duration;

use super::age::in_units;
use super::decimal::Decimal;
use crate::account::{Timestamp, Usd};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether this is a language that is written here, as `navigator.language` names it.
#[must_use]
pub fn is_written_by_hand(language: &str) -> bool {
    matches!(language, "en" | "en-US")
}

/// An amount: `$8.92`. Below a cent two significant digits, or a model that cost a tenth of a cent would seem to be free.
#[must_use]
pub fn usd(amount: Usd) -> String {
    let dollars = amount.dollars();
    let decimal = Decimal::of(dollars);
    let text = if is_below_a_cent(amount) { decimal.significant(2) } else { decimal.fixed(2) };
    if dollars < 0.0 { format!("-${text}") } else { format!("${text}") }
}

/// Whether two decimals would show nothing of an amount.
#[must_use]
pub fn is_below_a_cent(amount: Usd) -> bool {
    let dollars = amount.dollars().abs();
    dollars > 0.0 && dollars < 0.01
}

/// A number: `1,000,000`.
#[must_use]
pub fn number(number: f64) -> String {
    let sign = if number.is_sign_negative() { "-" } else { "" };
    format!("{sign}{}", Decimal::of(number).at_most(3))
}

/// A part of a whole, 0.0 to 1.0: `96%`.
#[must_use]
pub fn percent(share: f64) -> String {
    let sign = if share.is_sign_negative() { "-" } else { "" };
    format!("{sign}{}%", Decimal::of(share).hundredfold().fixed(0))
}

/// A UTC date: `Jul 1, 2027`.
#[must_use]
pub fn date(at: Timestamp) -> String {
    let (year, month, day) = at.day().year_month_day();
    let month = MONTHS.get(usize::from(month) - 1).copied().unwrap_or_default();
    format!("{month} {day}, {year}")
}

/// A UTC time of day: `3:05 PM`.
#[must_use]
pub fn time_of_day(at: Timestamp) -> String {
    let (hour, minute) = at.hour_and_minute();
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    format!("{hour}:{minute:02} {half}")
}

/// A UTC date and time.
#[must_use]
pub fn date_time(at: Timestamp) -> String {
    format!("{}, {}", date(at), time_of_day(at))
}

/// How long ago: `2 minutes ago`.
#[must_use]
pub fn age(age: Duration) -> String {
    match in_units(age) {
        (0, _) => "now".to_owned(),
        (1, "day") => "yesterday".to_owned(),
        (1, unit) => format!("1 {unit} ago"),
        (count, unit) => format!("{} {unit}s ago", Decimal::of(count as f64).fixed(0)),
    }
}
