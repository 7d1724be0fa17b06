//! The expected texts are what `Intl` of Chromium and Node writes for `en-US`.

use std::time::Duration;

use super::english::*;
use crate::account::{Timestamp, Usd};

#[test]
fn amounts_are_written_as_by_intl() {
    for (dollars, text) in [
        (0.0, "$0.00"),
        (8.918_398_675, "$8.92"),
        (8.925, "$8.93"),
        (1.005, "$1.01"),
        (2.675, "$2.68"),
        (1234.5, "$1,234.50"),
        (1e6, "$1,000,000.00"),
        (999_999.995, "$1,000,000.00"),
        (123_456_789.1, "$123,456,789.10"),
        (9e9, "$9,000,000,000.00"),
        (-3.2, "-$3.20"),
        (-1234.567, "-$1,234.57"),
        (-0.001, "-$0.001"),
        (0.01, "$0.01"),
        (0.005, "$0.005"),
        (0.001_234_5, "$0.0012"),
        (0.009_99, "$0.01"),
        (0.000_96, "$0.00096"),
        (0.000_099_5, "$0.0001"),
        (0.000_000_001, "$0.000000001"),
    ] {
        assert_eq!(usd(Usd::from_dollars(dollars).unwrap()), text, "{dollars}");
    }
}

#[test]
fn ticks_are_written_as_by_intl() {
    let amounts =
        [(500.0, 0, "$500"), (1234.5, 2, "$1,234.50"), (0.005, 4, "$0.0050"), (-20.0, 0, "-$20"), (0.0, 0, "$0")];
    for (dollars, decimals, text) in amounts {
        assert_eq!(usd_fixed(Usd::from_dollars(dollars).unwrap(), decimals), text);
    }
    let day = Timestamp::from_seconds(1_814_400_000.0).unwrap();
    assert_eq!((month_and_day(day).as_str(), month(day).as_str()), ("Jul 1", "Jul 2027"));
}

#[test]
fn numbers_are_written_as_by_intl() {
    for (value, text) in [
        (0.0, "0"),
        (-0.0, "-0"),
        (1.0, "1"),
        (1000.0, "1,000"),
        (1_000_000.0, "1,000,000"),
        (0.5, "0.5"),
        (1234.5678, "1,234.568"),
        (123_456.789_5, "123,456.79"),
        (0.0004, "0"),
        (0.0005, "0.001"),
        (-12.3456, "-12.346"),
        (1e15, "1,000,000,000,000,000"),
        (1e21, "1,000,000,000,000,000,000,000"),
    ] {
        assert_eq!(number(value), text, "{value}");
    }
}

#[test]
fn percentages_are_written_as_by_intl() {
    for (share, text) in [
        (0.0, "0%"),
        (0.005, "1%"),
        (0.01, "1%"),
        (0.015, "2%"),
        (0.955, "96%"),
        (0.96, "96%"),
        (0.9949, "99%"),
        (1.0, "100%"),
        (12.345, "1,235%"),
    ] {
        assert_eq!(percent(share), text, "{share}");
    }
}

#[test]
fn dates_and_times_are_written_as_by_intl() {
    for (millis, day, time) in [
        (0, "Jan 1, 1970", "12:00 AM"),
        (951_782_400_000, "Feb 29, 2000", "12:00 AM"),
        (1_782_822_000_000, "Jun 30, 2026", "12:20 PM"),
        (1_782_830_700_000, "Jun 30, 2026", "2:45 PM"),
        (1_782_863_999_000, "Jun 30, 2026", "11:59 PM"),
        (1_814_400_000_000, "Jul 1, 2027", "12:00 AM"),
        (-62_135_596_800_000, "Jan 1, 1", "12:00 AM"),
        (253_402_300_799_000, "Dec 31, 9999", "11:59 PM"),
    ] {
        let at = Timestamp::from_millis(millis);
        assert_eq!((date(at).as_str(), time_of_day(at).as_str()), (day, time));
        assert_eq!(date_time(at), format!("{day}, {time}"));
    }
}

#[test]
fn ages_are_written_as_by_intl() {
    const DAY: u64 = 86_400;
    for (seconds, text) in [
        (0, "now"),
        (59, "now"),
        (60, "1 minute ago"),
        (120, "2 minutes ago"),
        (3599, "59 minutes ago"),
        (3600, "1 hour ago"),
        (5 * 3600, "5 hours ago"),
        (DAY, "yesterday"),
        (2 * DAY, "2 days ago"),
        (400 * DAY, "400 days ago"),
        (1234 * DAY, "1,234 days ago"),
    ] {
        assert_eq!(age(Duration::from_secs(seconds)), text, "{seconds}");
    }
}

#[test]
fn only_american_english_is_written_by_hand() {
    for (language, by_hand) in [("en", true), ("en-US", true), ("en-GB", false), ("de", false), ("", false)] {
        assert_eq!(is_written_by_hand(language), by_hand, "{language}");
    }
}
