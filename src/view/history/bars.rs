use super::{TimeTick, TimeTickText, WHOLE, Window};
use crate::account::Day;

/// The time that a bar of the cost chart stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Day,
    Week,
    Month,
}

/// The bars of some days, side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bars {
    pub span: Span,
    /// The first day of the first bar.
    pub first: Day,
    pub count: i64,
}

/// A cost is known by the day, so less than this is not shown.
const FEWEST_DAYS: i64 = 7;

/// More bars than this could not be told apart.
const MOST_BARS: i64 = 100;

const MOST_LABELS: i64 = 8;

/// The widest bar, in parts of the chart's width.
const WIDEST: i64 = 520;

/// The first and the last UTC day of which a part is in the window. For a window of a day or less: the seven days that end with it.
pub fn days_of(window: Window) -> (Day, Day) {
    let last = window.until.last_day_before();
    let first = window.from.day();
    let is_short = window.length() <= std::time::Duration::from_hours(24);
    (if is_short { last.plus(1 - FEWEST_DAYS) } else { first }, last)
}

impl Bars {
    /// Bars of days; of weeks or months if there were too many.
    pub fn between(first: Day, last: Day) -> Self {
        let days = last.days_since(first) + 1;
        let span = match days {
            ..=MOST_BARS => Span::Day,
            701.. => Span::Month,
            _ => Span::Week,
        };
        let first = start_of(span, first);
        let mut bars = Self { span, first, count: 0 };
        bars.count = bars.number_of(last) + 1;
        bars
    }

    /// The number of the bar that a day belongs to, from 0.
    pub fn number_of(&self, day: Day) -> i64 {
        match self.span {
            Span::Day => day.days_since(self.first),
            Span::Week => day.days_since(self.first).div_euclid(7),
            Span::Month => month_of(day) - month_of(self.first),
        }
    }

    /// The first day of a bar.
    pub fn day_of(&self, number: i64) -> Day {
        match self.span {
            Span::Day => self.first.plus(number),
            Span::Week => self.first.plus(7 * number),
            Span::Month => first_of(month_of(self.first) + number).unwrap_or(self.first),
        }
    }

    /// The middle of a bar.
    pub const fn middle(&self, number: i64) -> i64 {
        (2 * number + 1) * WHOLE / (2 * self.count)
    }

    pub fn width(&self) -> i64 {
        (WHOLE * 7 / (10 * self.count)).clamp(20, WIDEST)
    }

    /// The labels under the bars.
    pub fn ticks(&self) -> Vec<TimeTick> {
        let step = (self.count + MOST_LABELS - 1) / MOST_LABELS;
        let numbers = (0..self.count).rev().filter(|number| (self.count - 1 - number) % step == 0);
        let text = if self.span == Span::Month { TimeTickText::Month } else { TimeTickText::Day };
        let ticks = numbers.enumerate().map(|(at, number)| TimeTick {
            at: self.day_of(number).start(),
            x: self.middle(number),
            text,
            is_minor: at % 2 == 1,
        });
        ticks.collect()
    }
}

fn start_of(span: Span, day: Day) -> Day {
    match span {
        Span::Day => day,
        Span::Week => day.plus(-(day.weekday() as i64)),
        Span::Month => day.first_of_month(),
    }
}

fn first_of(month: i64) -> Option<Day> {
    Day::from_ymd(i32::try_from(month.div_euclid(12)).ok()?, month.rem_euclid(12) as u8 + 1, 1)
}

/// The months since the year 0.
fn month_of(day: Day) -> i64 {
    let (year, month, _) = day.year_month_day();
    i64::from(year) * 12 + i64::from(month) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Timestamp;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_window_shows_its_days_but_seven_at_least() {
        let at = |text: &str, hour: i64| Timestamp::from_millis(day(text).start().millis() + hour * 3_600_000);
        let until = at("2026-11-22", 15);
        let days = |from| days_of(Window { from, until });
        assert_eq!(days(at("2026-11-22", 14)), (day("2026-11-16"), day("2026-11-22")));
        assert_eq!(days(at("2026-11-21", 15)), (day("2026-11-16"), day("2026-11-22")));
        assert_eq!(days(at("2026-11-15", 15)), (day("2026-11-15"), day("2026-11-22")));
        // It ends before that day has begun.
        assert_eq!(days_of(Window { from: at("2026-11-01", 0), until: at("2026-11-22", 0) }).1, day("2026-11-21"));
    }

    #[test]
    fn many_days_are_weeks_and_many_weeks_months() {
        let bars = Bars::between(day("2026-11-15"), day("2026-11-22"));
        assert_eq!((bars.span, bars.count, bars.day_of(7)), (Span::Day, 8, day("2026-11-22")));
        let bars = Bars::between(day("2026-06-03"), day("2026-11-22"));
        assert_eq!((bars.span, bars.count, bars.first), (Span::Week, 25, day("2026-06-01")));
        assert_eq!(bars.number_of(day("2026-06-07")), 0);
        let bars = Bars::between(day("2016-11-15"), day("2026-11-22"));
        assert_eq!((bars.span, bars.count, bars.first), (Span::Month, 121, day("2016-11-01")));
        for number in 0..bars.count {
            assert_eq!(bars.number_of(bars.day_of(number)), number);
            assert_eq!(bars.day_of(number).year_month_day().2, 1);
        }
    }

    #[test]
    fn the_last_bar_is_always_labelled_and_labels_are_few() {
        for count in 1..130 {
            let bars = Bars { span: Span::Day, first: day("2026-01-01"), count };
            let ticks = bars.ticks();
            assert_eq!(ticks[0].x, bars.middle(count - 1));
            assert!(ticks.len() <= MOST_LABELS as usize && ticks.len() * 2 >= (count as usize).min(8), "{count}");
        }
    }
}
