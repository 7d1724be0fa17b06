use super::{WHOLE, Window};
use crate::account::{Day, Timestamp};

/// A line at a round UTC time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeTick {
    pub at: Timestamp,
    pub x: i64,
    pub text: TimeTickText,
    /// Whether it may be left out where there is little room.
    pub is_minor: bool,
}

/// What is written at a tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeTickText {
    /// `3:05 PM`
    Time,
    /// `Jul 1`
    Day,
    /// `Jul 2027`
    Month,
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The distances of ticks, up to two weeks.
const STEPS: [i64; 15] = [
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
];

const MONTHS: [i64; 6] = [1, 2, 3, 6, 12, 24];

/// 1970 began on a Thursday; weeks begin on Monday.
const FIRST_MONDAY: i64 = 4 * DAY;

const MOST_TICKS: i64 = 9;

impl TimeTick {
    /// The ticks of a window: as many as fit, on round UTC times.
    #[must_use]
    pub fn of(window: Window) -> Vec<Self> {
        let length = window.until.millis() - window.from.millis();
        let step = STEPS.into_iter().find(|step| length / step < MOST_TICKS);
        let times = step.map_or_else(|| months(window), |step| multiples(window, step));
        let text = |at: Timestamp| match step {
            None => TimeTickText::Month,
            Some(step) if step >= DAY || at == at.day().start() => TimeTickText::Day,
            Some(_) => TimeTickText::Time,
        };
        let ticks = times.into_iter().map(|at| (at, window.place(at)));
        let ticks = ticks.filter(|(_, x)| (0..=WHOLE).contains(x)).enumerate();
        ticks.map(|(number, (at, x))| Self { at, x, text: text(at), is_minor: number % 2 == 1 }).collect()
    }
}

fn multiples(window: Window, step: i64) -> Vec<Timestamp> {
    let first_ever = if step > 2 * DAY { FIRST_MONDAY } else { 0 };
    let first = (window.from.millis() - first_ever + step - 1).div_euclid(step);
    let last = (window.until.millis() - first_ever).div_euclid(step);
    (first..=last).map(|number| Timestamp::from_millis(number * step + first_ever)).collect()
}

fn months(window: Window) -> Vec<Timestamp> {
    let month_of = |at: Timestamp| {
        let (year, month, _) = at.day().year_month_day();
        i64::from(year) * 12 + i64::from(month) - 1
    };
    let (first, last) = (month_of(window.from), month_of(window.until));
    let step = MONTHS.into_iter().find(|step| (last - first) / step < MOST_TICKS).unwrap_or(24);
    let months = (first..=last).filter(|month| month % step == 0);
    let day = |month: i64| Day::from_ymd((month / 12) as i32, (month % 12 + 1) as u8, 1);
    months.filter_map(day).map(Day::start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::HistoryRange;

    const NOW: Timestamp = Timestamp::from_millis(1_795_359_600_000);

    fn ticks(range: HistoryRange) -> Vec<String> {
        TimeTick::of(Window::of(range, NOW)).iter().map(|tick| tick.at.iso()).collect()
    }

    #[test]
    fn ticks_are_on_round_utc_times() {
        assert_eq!(NOW.iso(), "2026-11-22T15:00:00Z");
        assert_eq!(ticks(HistoryRange::HalfHour).first().unwrap(), "2026-11-22T14:30:00Z");
        let day = ticks(HistoryRange::Day);
        assert_eq!((day.len(), day[0].as_str(), day[3].as_str()), (9, "2026-11-21T15:00:00Z", "2026-11-22T00:00:00Z"));
        let week = ticks(HistoryRange::Week);
        assert_eq!((week.len(), week[0].as_str()), (7, "2026-11-16T00:00:00Z"));
        // Mondays.
        assert_eq!(ticks(HistoryRange::FourWeeks)[0], "2026-10-26T00:00:00Z");
        let all = ticks(HistoryRange::All);
        assert_eq!((all.len(), all[0].as_str()), (5, "2018-01-01T00:00:00Z"));
    }

    #[test]
    fn there_are_few_ticks_but_some_in_every_range() {
        for range in HistoryRange::ALL {
            assert!((3..=9).contains(&ticks(range).len()), "{range:?} {:?}", ticks(range));
        }
    }

    #[test]
    fn midnight_is_written_as_its_date() {
        let ticks = TimeTick::of(Window::of(HistoryRange::Day, NOW));
        let midnight = ticks.iter().find(|tick| tick.at.iso() == "2026-11-22T00:00:00Z").unwrap();
        assert_eq!(midnight.text, TimeTickText::Day);
        assert_eq!(ticks[0].text, TimeTickText::Time);
    }
}
