use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::{Date, Month, OffsetDateTime};

/// A moment in milliseconds since 1970-01-01 00:00 UTC, as JavaScript's `Date.now()` gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From seconds since the epoch, as OpenAI writes times (integers, and floats in bodies of 2023).
    /// `None` outside the years 1 to 9999, which no calendar on a page could show.
    #[must_use]
    pub fn from_seconds(seconds: f64) -> Option<Self> {
        let millis = (seconds * 1000.0).round();
        let at = Self(millis as i64);
        (millis.is_finite() && at.date_time().is_some_and(|it| it.year() > 0)).then_some(at)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The UTC day this moment lies in.
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

    /// The UTC hour and minute.
    #[must_use]
    pub fn hour_and_minute(self) -> (u8, u8) {
        let at = self.date_time().unwrap_or(OffsetDateTime::UNIX_EPOCH);
        (at.hour(), at.minute())
    }

    /// The moment `wait` later.
    #[must_use]
    pub fn after(self, wait: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)))
    }

    /// The moment that much earlier.
    #[must_use]
    pub fn before(self, time: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(time.as_millis()).unwrap_or(i64::MAX)))
    }

    /// How long ago `earlier` was; nothing if it lies in the future, which a clock set back can bring about.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// To the second.
    fn date_time(self) -> Option<OffsetDateTime> {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000)).ok()
    }
}

/// A UTC day. OpenAI accounts in UTC days, so a day here is never a local one. Written `2026-07-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// From a year, a month (1 to 12) and a day of the month. `None` if there is no such day.
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// The day `days` later, or earlier if negative. Stays at the calendar's end rather than leaving it.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        let duration = time::Duration::days(days);
        Self(self.0.saturating_add(duration))
    }

    /// The first day of this day's month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        self.plus(1 - i64::from(self.0.day()))
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn year_month_day(self) -> (i32, u8, u8) {
        (self.0.year(), u8::from(self.0.month()), self.0.day())
    }

    /// Its first moment.
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
    fn a_day_is_a_utc_day() {
        let last_second = Timestamp::from_seconds(1_782_863_999.0).unwrap();
        assert_eq!(last_second.day().to_string(), "2026-06-30");
        assert_eq!(last_second.after(Duration::from_secs(1)).iso(), "2026-07-01T00:00:00Z");
    }

    #[test]
    fn months_and_years_roll_over() {
        let day: Day = "2024-03-01".parse().unwrap();
        assert_eq!(day.plus(-1).to_string(), "2024-02-29");
        assert_eq!(day.plus(-1).first_of_month().to_string(), "2024-02-01");
        assert_eq!(Day::from_ymd(2026, 12, 31).unwrap().plus(1).to_string(), "2027-01-01");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for nonsense in ["", "2026", "2026-13-01", "2026-02-30", "2026-02-1x", "tomorrow"] {
            assert!(nonsense.parse::<Day>().is_err(), "{nonsense}");
        }
    }

    #[test]
    fn a_clock_set_back_is_no_negative_age() {
        let (now, later) = (Timestamp::from_millis(1000), Timestamp::from_millis(5000));
        assert_eq!(now.since(later), Duration::ZERO);
        assert_eq!(later.since(now), Duration::from_secs(4));
    }

    proptest! {
        #[test]
        fn days_survive_storage(days in -200_000_i64..2_000_000) {
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
