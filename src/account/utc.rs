use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::{Date, Month, OffsetDateTime};

/// A time in milliseconds since 1970-01-01 00:00 UTC, as JavaScript's `Date.now()` gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From seconds since 1970, as OpenAI writes times: integers, in bodies of 2023 also floats. `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_seconds(seconds: f64) -> Option<Self> {
        let millis = (seconds * 1000.0).round();
        let at = Self(millis as i64);
        (millis.is_finite() && at.date_time().is_some_and(|it| it.year() > 0)).then_some(at)
    }

    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The UTC day.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.date_time().unwrap_or(OffsetDateTime::UNIX_EPOCH).date())
    }

    /// ISO 8601 in UTC to the second: `2026-07-01T00:00:00Z`.
    #[must_use]
    pub fn iso(self) -> String {
        let at = self.date_time().unwrap_or(OffsetDateTime::UNIX_EPOCH);
        format!("{}T{:02}:{:02}:{:02}Z", Day(at.date()), at.hour(), at.minute(), at.second())
    }

    /// The UTC hour, 0 to 23, and the minute.
    #[must_use]
    pub fn hour_and_minute(self) -> (u8, u8) {
        let at = self.date_time().unwrap_or(OffsetDateTime::UNIX_EPOCH);
        (at.hour(), at.minute())
    }

    /// `wait` later than this.
    #[must_use]
    pub fn after(self, wait: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)))
    }

    /// `time` earlier than this.
    #[must_use]
    pub fn before(self, time: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(time.as_millis()).unwrap_or(i64::MAX)))
    }

    /// The last day of which some part lies before this.
    #[must_use]
    pub fn last_day_before(self) -> Day {
        self.before(Duration::from_millis(1)).day()
    }

    /// How long ago `earlier` was. Zero if it is in the future, which happens when the clock was set back.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Rounded down to the second.
    fn date_time(self) -> Option<OffsetDateTime> {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000)).ok()
    }
}

/// A UTC day, written `2026-07-01`. OpenAI accounts by UTC days, so this is never a local day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// From a year, a month (1 to 12) and a day of the month. `None` if there is no such day.
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// The day `days` later, or earlier if negative. Saturates at the first and the last day of the calendar.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        let duration = time::Duration::days(days);
        Self(self.0.saturating_add(duration))
    }

    #[must_use]
    pub fn first_of_month(self) -> Self {
        self.plus(1 - i64::from(self.0.day()))
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn year_month_day(self) -> (i32, u8, u8) {
        (self.0.year(), u8::from(self.0.month()), self.0.day())
    }

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub fn weekday(self) -> usize {
        usize::from(self.0.weekday().number_days_from_monday())
    }

    #[must_use]
    pub fn is_in_month_of(self, other: Self) -> bool {
        self.first_of_month() == other.first_of_month()
    }

    /// How many days after `earlier` this is; negative if it is before.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from(self.0.to_julian_day()) - i64::from(earlier.0.to_julian_day())
    }

    /// 00:00 UTC of this day.
    #[must_use]
    pub fn start(self) -> Timestamp {
        Timestamp(self.0.midnight().assume_utc().unix_timestamp() * 1000)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

impl std::str::FromStr for Day {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().unwrap_or_default();
        let (year, month, day) = (next().parse(), next().parse(), next().parse());
        match (year, month, day) {
            (Ok(year), Ok(month), Ok(day)) => Self::from_ymd(year, month, day).ok_or("no such day"),
            _ => Err("a day is written YYYY-MM-DD"),
        }
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_ends_at_midnight_utc() {
        let last_second = Timestamp::from_seconds(1_782_863_999.0).unwrap();
        assert_eq!(last_second.day().to_string(), "2026-06-30");
        assert_eq!(last_second.after(Duration::from_secs(1)).iso(), "2026-07-01T00:00:00Z");
    }

    #[test]
    fn adding_days_crosses_months_and_years() {
        let day: Day = "2024-03-01".parse().unwrap();
        assert_eq!(day.plus(-1).to_string(), "2024-02-29");
        assert_eq!(day.plus(-1).first_of_month().to_string(), "2024-02-01");
        assert_eq!(Day::from_ymd(2026, 12, 31).unwrap().plus(1).to_string(), "2027-01-01");
    }

    #[test]
    fn an_invalid_day_is_refused() {
        for nonsense in ["", "2026", "2026-13-01", "2026-02-30", "2026-02-1x", "tomorrow"] {
            assert!(nonsense.parse::<Day>().is_err(), "{nonsense}");
        }
    }

    #[test]
    fn a_time_in_the_future_has_age_zero() {
        let (now, later) = (Timestamp::from_millis(1000), Timestamp::from_millis(5000));
        assert_eq!(now.since(later), Duration::ZERO);
        assert_eq!(later.since(now), Duration::from_secs(4));
    }

    proptest! {
        #[test]
        fn a_stored_day_is_read_back_unchanged(days in -200_000_i64..2_000_000) {
            let day = Timestamp::from_millis(0).day().plus(days);
            prop_assume!(day.start().millis() > -62_000_000_000_000);
            let stored = serde_json::to_string(&day).unwrap();
            prop_assert_eq!(serde_json::from_str::<Day>(&stored).unwrap(), day);
            prop_assert_eq!(day.start().day(), day);
        }

        #[test]
        fn no_number_panics(seconds: f64) {
            if let Some(at) = Timestamp::from_seconds(seconds) {
                prop_assert!(at.iso().ends_with('Z'));
            }
        }
    }
}
