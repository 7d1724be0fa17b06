use serde::{Deserialize, Serialize};

use super::Day;

/// The days over which a cost is summed. Every range ends with the day of the reading, included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Range {
    /// That day only.
    Today,
    /// Seven days, not a calendar week.
    Week,
    /// From the first of the month, so 1 to 31 days.
    Month,
    ThirtyDays,
}

impl Range {
    /// All ranges, in the order in which they are shown and stored.
    pub const ALL: [Self; 4] = [Self::Today, Self::Week, Self::Month, Self::ThirtyDays];

    /// The name in markup, in storage and in message keys, such as `thirty_days`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "week",
            Self::Month => "month",
            Self::ThirtyDays => "thirty_days",
        }
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.name() == name)
    }

    /// The first day of the range that ends with `last`.
    #[must_use]
    pub fn first_day(self, last: Day) -> Day {
        match self {
            Self::Today => last,
            Self::Week => last.plus(-6),
            Self::Month => last.first_of_month(),
            Self::ThirtyDays => last.plus(-29),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_read_back() {
        for range in Range::ALL {
            assert_eq!(Range::named(range.name()), Some(range));
        }
        assert_eq!(Range::named("year"), None);
    }

    #[test]
    fn the_first_day_is_counted_back_from_the_last() {
        let first = |last: &str| Range::ALL.map(|range| range.first_day(last.parse().unwrap()).to_string());
        assert_eq!(first("2026-11-22"), ["2026-11-22", "2026-11-16", "2026-11-01", "2026-10-24"]);
        assert_eq!(first("2024-03-01"), ["2024-03-01", "2024-02-24", "2024-03-01", "2024-02-01"], "a leap year");
        assert_eq!(first("2026-12-31"), ["2026-12-31", "2026-12-25", "2026-12-01", "2026-12-02"], "31 days");
    }
}
