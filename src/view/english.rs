//! Formats numbers, dates and ages exactly as `Intl` does for American English.
//!
//! The first use of `Intl` in a process takes 10 ms, and the popup would have to wait for it. `Intl` formats all other languages.

use std::time::Duration;

use super::age::in_units;
use super::decimal::Decimal;
use crate::account::{Timestamp, Usd};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether this module formats for `language`, given as in `navigator.language`.
#[must_use]
pub fn is_written_by_hand(language: &str) -> bool {
    matches!(language, "en" | "en-US")
}

/// `$8.92`. Below a cent it has two significant digits, or a model that cost a tenth of a cent would seem to be free.
#[must_use]
pub fn usd(amount: Usd) -> String {
    let dollars = amount.dollars();
    let decimal = Decimal::of(dollars);
    let text = if is_below_a_cent(amount) { decimal.significant(2) } else { decimal.fixed(2) };
    if dollars < 0.0 { format!("-${text}") } else { format!("${text}") }
}

/// `$500` with no decimals, `$0.0050` with four. For the ticks of a scale, which all have as many.
#[must_use]
pub fn usd_fixed(amount: Usd, decimals: usize) -> String {
    let dollars = amount.dollars();
    let text = Decimal::of(dollars).fixed(decimals);
    if dollars < 0.0 { format!("-${text}") } else { format!("${text}") }
}

/// Whether an amount is below a cent but not zero, so that two decimals are not enough.
#[must_use]
pub fn is_below_a_cent(amount: Usd) -> bool {
    let dollars = amount.dollars().abs();
    dollars > 0.0 && dollars < 0.01
}

/// `1,000,000`, with at most three decimals.
#[must_use]
pub fn number(number: f64) -> String {
    let sign = if number.is_sign_negative() { "-" } else { "" };
    format!("{sign}{}", Decimal::of(number).at_most(3))
}

/// `96%` for 0.96.
#[must_use]
pub fn percent(share: f64) -> String {
    let sign = if share.is_sign_negative() { "-" } else { "" };
    format!("{sign}{}%", Decimal::of(share).hundredfold().fixed(0))
}

/// A UTC date: `Jul 1, 2027`.
#[must_use]
pub fn date(at: Timestamp) -> String {
    let (year, _, _) = at.day().year_month_day();
    format!("{}, {year}", month_and_day(at))
}

/// A UTC date without its year: `Jul 1`.
#[must_use]
pub fn month_and_day(at: Timestamp) -> String {
    let (_, month, day) = at.day().year_month_day();
    format!("{} {day}", name_of(month))
}

/// A UTC month: `Jul 2027`.
#[must_use]
pub fn month(at: Timestamp) -> String {
    let (year, month, _) = at.day().year_month_day();
    format!("{} {year}", name_of(month))
}

fn name_of(month: u8) -> &'static str {
    MONTHS.get(usize::from(month) - 1).copied().unwrap_or_default()
}

/// A UTC time of day: `3:05 PM`.
#[must_use]
pub fn time_of_day(at: Timestamp) -> String {
    let (hour, minute) = at.hour_and_minute();
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    format!("{hour}:{minute:02} {half}")
}

/// A UTC date and time: `Jul 1, 2027, 3:05 PM`.
#[must_use]
pub fn date_time(at: Timestamp) -> String {
    format!("{}, {}", date(at), time_of_day(at))
}

/// `in 12 days`.
#[must_use]
pub fn days_ahead(days: i64) -> String {
    match days {
        ..0 => age(Duration::from_secs(days.unsigned_abs().saturating_mul(86_400))),
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {} days", Decimal::of(days as f64).fixed(0)),
    }
}

/// `2 minutes ago`.
#[must_use]
pub fn age(age: Duration) -> String {
    match in_units(age) {
        (0, _) => "now".to_owned(),
        (1, "day") => "yesterday".to_owned(),
        (1, unit) => format!("1 {unit} ago"),
        (count, unit) => format!("{} {unit}s ago", Decimal::of(count as f64).fixed(0)),
    }
}
