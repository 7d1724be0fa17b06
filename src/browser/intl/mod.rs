//! Formats values in the person's language: English by our own code, other languages by the browser's `Intl`. Times are UTC, and the
//! messages around them say so.

mod formats;

use std::time::Duration;

use self::formats::{Format, write};
use super::navigator;
use crate::account::{Timestamp, Usd};
use crate::view::{english, in_units};

thread_local! {
    static BY_HAND: bool = english::is_written_by_hand(&navigator::language());
}

fn by_hand() -> bool {
    BY_HAND.with(|by_hand| *by_hand)
}

/// An amount: `$8.92`.
pub fn usd(amount: Usd) -> String {
    if by_hand() {
        return english::usd(amount);
    }
    let format = if english::is_below_a_cent(amount) { Format::SmallUsd } else { Format::Usd };
    write(format, &[amount.dollars().into()])
}

/// An amount at the tick of a scale, with 0, 2 or 4 decimals: `$500`.
pub fn usd_fixed(amount: Usd, decimals: usize) -> String {
    let format = match decimals {
        0 => Format::WholeUsd,
        1 | 2 => Format::Usd,
        _ => Format::FineUsd,
    };
    if by_hand() { english::usd_fixed(amount, decimals) } else { write(format, &[amount.dollars().into()]) }
}

/// A number: `1,000,000`.
pub fn number(number: f64) -> String {
    if by_hand() { english::number(number) } else { write(Format::Number, &[number.into()]) }
}

/// A part of a whole: `96%`. `<1%` for anything above zero that would round to 0%.
pub fn share(share: f64) -> String {
    let percent =
        |share: f64| if by_hand() { english::percent(share) } else { write(Format::Percent, &[share.into()]) };
    if share > 0.0 && share < 0.005 { format!("<{}", percent(0.01)) } else { percent(share) }
}

/// A UTC date: `Jul 1, 2027`.
pub fn date(at: Timestamp) -> String {
    if by_hand() { english::date(at) } else { moment(Format::Date, at) }
}

/// A UTC date and time.
pub fn date_time(at: Timestamp) -> String {
    if by_hand() { english::date_time(at) } else { moment(Format::DateTime, at) }
}

/// A UTC date without its year: `Jul 1`.
pub fn month_and_day(at: Timestamp) -> String {
    if by_hand() { english::month_and_day(at) } else { moment(Format::MonthAndDay, at) }
}

/// A UTC month: `Jul 2027`.
pub fn month(at: Timestamp) -> String {
    if by_hand() { english::month(at) } else { moment(Format::Month, at) }
}

/// A UTC time of day, with its date unless that is the day of `now`.
pub fn time(at: Timestamp, now: Timestamp) -> String {
    if at.day() != now.day() {
        date_time(at)
    } else if by_hand() {
        english::time_of_day(at)
    } else {
        moment(Format::Time, at)
    }
}

/// An age: `2 minutes ago`.
pub fn age(age: Duration) -> String {
    if by_hand() {
        return english::age(age);
    }
    let (count, unit) = in_units(age);
    write(Format::Age, &[(-(count as f64)).into(), unit.into()])
}

/// A number of days from today: `in 12 days`.
pub fn days_ahead(days: i64) -> String {
    if by_hand() { english::days_ahead(days) } else { write(Format::Age, &[(days as f64).into(), "day".into()]) }
}

fn moment(format: Format, at: Timestamp) -> String {
    write(format, &[(at.millis() as f64).into()])
}
