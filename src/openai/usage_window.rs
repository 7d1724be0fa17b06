use crate::account::{Day, Range, Timestamp};

/// The days of usage to ask for. One request covers all the [ranges](Range) a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsageWindow {
    /// The first day.
    pub start: Day,
    /// The day after the last one: `end_date` is exclusive, and clients send tomorrow.
    pub end: Day,
}

impl UsageWindow {
    /// The window of a request made at `now`: at most 31 days. OpenAI accepts about 99.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        let today = now.day();
        let start = Range::ALL.into_iter().map(|range| range.first_day(today)).min().unwrap_or(today);
        Self { start, end: today.plus(1) }
    }

    /// As a query string, question mark included.
    #[must_use]
    pub fn query(self) -> String {
        format!("?start_date={}&end_date={}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(day: &str) -> String {
        UsageWindow::at(day.parse::<Day>().unwrap().start()).query()
    }

    #[test]
    fn the_window_covers_thirty_days_and_this_month() {
        assert_eq!(window("2026-11-22"), "?start_date=2026-10-24&end_date=2026-11-23");
        assert_eq!(window("2026-12-31"), "?start_date=2026-12-01&end_date=2027-01-01");
        assert_eq!(window("2026-03-01"), "?start_date=2026-01-31&end_date=2026-03-02");
    }
}
