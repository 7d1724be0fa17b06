use std::time::Duration;

/// How far back the page looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HistoryRange {
    HalfHour,
    Hour,
    SixHours,
    #[default]
    Day,
    Week,
    FourWeeks,
    TwelveWeeks,
    All,
}

impl HistoryRange {
    pub const ALL: [Self; 8] = [
        Self::HalfHour,
        Self::Hour,
        Self::SixHours,
        Self::Day,
        Self::Week,
        Self::FourWeeks,
        Self::TwelveWeeks,
        Self::All,
    ];

    /// The value of `data-range`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HalfHour => "30m",
            Self::Hour => "1h",
            Self::SixHours => "6h",
            Self::Day => "1d",
            Self::Week => "1w",
            Self::FourWeeks => "4w",
            Self::TwelveWeeks => "12w",
            Self::All => "all",
        }
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.name() == name)
    }

    /// `None` for everything that is kept.
    #[must_use]
    pub const fn length(self) -> Option<Duration> {
        const HOUR: u64 = 3600;
        let seconds = match self {
            Self::HalfHour => HOUR / 2,
            Self::Hour => HOUR,
            Self::SixHours => 6 * HOUR,
            Self::Day => 24 * HOUR,
            Self::Week => 7 * 24 * HOUR,
            Self::FourWeeks => 4 * 7 * 24 * HOUR,
            Self::TwelveWeeks => 12 * 7 * 24 * HOUR,
            Self::All => return None,
        };
        Some(Duration::from_secs(seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_found_by_its_name() {
        for range in HistoryRange::ALL {
            assert_eq!(HistoryRange::named(range.name()), Some(range));
        }
        assert_eq!(HistoryRange::named("2d"), None);
    }
}
