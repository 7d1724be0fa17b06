use std::time::Duration;

use super::{HistoryRange, WHOLE};
use crate::account::Timestamp;
use crate::history::{Point, Tier};

/// The time that the charts show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub from: Timestamp,
    pub until: Timestamp,
}

/// A zoom goes no deeper. A shorter window would hold no two samples.
const SHORTEST: Duration = Duration::from_secs(120);

/// A selection of less than this is a click, in parts of the chart's width.
const NARROWEST: i64 = WHOLE / 100;

/// A moving window goes on in as many steps over its length.
const STEPS: i64 = 500;

/// Of longer windows the steps are those of this length, in milliseconds: four weeks.
const STEADY_FOR: i64 = 4 * 7 * 24 * 3_600_000;

impl Window {
    /// The window of a range that ends at `now`. For all that is kept, it reaches back as far as anything can be.
    #[must_use]
    pub fn of(range: HistoryRange, now: Timestamp) -> Self {
        Self { from: now.before(range.length().unwrap_or(Tier::Day.kept())), until: now }
    }

    /// The same window, but beginning at the first of the points. At least a day long, so that a single point does not fill it.
    #[must_use]
    pub fn from_first(self, first: Option<Timestamp>) -> Self {
        let latest = self.until.before(Duration::from_hours(24));
        Self { from: first.unwrap_or(latest).min(latest).max(self.from), ..self }
    }

    /// From one time to a later one, but not shorter than the shortest window.
    #[must_use]
    pub fn over(from: Timestamp, until: Timestamp) -> Self {
        Self { from, until }.long_enough()
    }

    /// The window of a range that ends at `now` or a little later. It moves in steps, so that a page is not painted again each time it looks.
    #[must_use]
    pub fn moving(range: HistoryRange, now: Timestamp) -> Self {
        let length = Self::of(range, now).length();
        let step = i64::try_from(length.as_millis()).unwrap_or(i64::MAX).min(STEADY_FOR) / STEPS;
        let steps = now.millis().div_euclid(step) + i64::from(now.millis().rem_euclid(step) > 0);
        Self::of(range, Timestamp::from_millis(steps * step))
    }

    #[must_use]
    pub fn length(self) -> Duration {
        self.until.since(self.from)
    }

    /// The finest tier that still keeps the beginning of the window.
    #[must_use]
    pub fn tier(self, now: Timestamp) -> Tier {
        let age = now.since(self.from);
        Tier::ALL.into_iter().find(|tier| age <= tier.kept()).unwrap_or(Tier::Day)
    }

    /// Where a time is, to the right; outside 0 to [`WHOLE`] if it is outside the window.
    #[must_use]
    pub fn place(self, at: Timestamp) -> i64 {
        let length = (self.until.millis() - self.from.millis()).max(1) as f64;
        let share = (at.millis() - self.from.millis()) as f64 / length;
        (share * WHOLE as f64).round() as i64
    }

    /// Where the values of a point are drawn: in the middle of its bucket, but inside the window.
    #[must_use]
    pub fn place_of(self, tier: Tier, point: &Point) -> i64 {
        let half = if tier == Tier::Raw { Duration::ZERO } else { tier.bucket_length() / 2 };
        self.place(point.at.after(half)).clamp(0, WHOLE)
    }

    /// The time at a place.
    #[must_use]
    pub fn at(self, place: i64) -> Timestamp {
        let length = (self.until.millis() - self.from.millis()) as f64;
        let millis = length * (place.clamp(0, WHOLE) as f64 / WHOLE as f64);
        Timestamp::from_millis(self.from.millis() + millis.round() as i64)
    }

    /// The window between two places, in any order. `None` if they are so close that this was a click.
    #[must_use]
    pub fn between(self, one: i64, other: i64) -> Option<Self> {
        let (first, last) = (one.min(other), one.max(other));
        (last - first >= NARROWEST).then(|| Self { from: self.at(first), until: self.at(last) }.long_enough())
    }

    /// Half of the window, around `place`.
    #[must_use]
    pub fn nearer(self, place: i64) -> Self {
        let first = (place - WHOLE / 4).clamp(0, WHOLE / 2);
        Self { from: self.at(first), until: self.at(first + WHOLE / 2) }.long_enough()
    }

    /// Twice the window, inside `whole`. `None` if that is all of it.
    #[must_use]
    pub fn farther(self, whole: Self) -> Option<Self> {
        let length = self.length();
        let until = self.until.after(length / 2).min(whole.until);
        let from = until.before(length * 2).max(whole.from);
        let until = from.after(length * 2).min(whole.until);
        (from > whole.from || until < whole.until).then_some(Self { from, until })
    }

    /// This window, or the shortest with the same middle.
    fn long_enough(self) -> Self {
        let missing = SHORTEST.saturating_sub(self.length());
        let from = self.from.before(missing / 2);
        Self { from, until: self.until.max(from.after(SHORTEST)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_359_600_000);

    fn ago(hours: u64) -> Timestamp {
        NOW.before(Duration::from_hours(hours))
    }

    #[test]
    fn each_range_has_the_finest_tier_that_keeps_it() {
        let tiers = HistoryRange::ALL.map(|range| Window::of(range, NOW).tier(NOW));
        let [raw, ten, hour, day] = Tier::ALL;
        assert_eq!(tiers, [raw, raw, raw, raw, ten, hour, hour, day]);
    }

    #[test]
    fn a_zoomed_window_has_a_finer_tier_where_that_is_kept() {
        let window = Window::of(HistoryRange::TwelveWeeks, NOW);
        let last = window.between(WHOLE - 150, WHOLE).unwrap();
        assert_eq!(last.tier(NOW), Tier::TenMinutes);
        // As long, but too long ago.
        assert_eq!(window.between(0, 150).unwrap().tier(NOW), Tier::Hour);
    }

    #[test]
    fn a_moving_window_goes_on_in_small_steps() {
        let day = |seconds| Window::moving(HistoryRange::Day, NOW.after(Duration::from_secs(seconds)));
        assert_eq!(day(1), day(20));
        assert!(day(1).until >= NOW.after(Duration::from_secs(1)) && day(1).until < NOW.after(Duration::from_mins(3)));
        assert!(day(400).until > day(1).until);
        assert_eq!(day(1).length(), Duration::from_hours(24));
    }

    #[test]
    fn a_place_is_the_place_of_its_time() {
        let window = Window { from: ago(10), until: NOW };
        assert_eq!((window.place(ago(10)), window.place(ago(5)), window.place(NOW)), (0, WHOLE / 2, WHOLE));
        assert_eq!(window.place(ago(20)), -WHOLE);
        for place in [0, 1, 777, WHOLE] {
            assert_eq!(window.place(window.at(place)), place);
        }
    }

    #[test]
    fn a_selection_means_the_time_between_its_ends_and_a_click_means_none() {
        let window = Window { from: ago(10), until: NOW };
        let half = Some(Window { from: ago(10), until: ago(5) });
        assert_eq!((window.between(0, WHOLE / 2), window.between(WHOLE / 2, -5)), (half, half));
        assert_eq!(window.between(700, 700 + NARROWEST - 1), None);
        let short = Window { from: NOW.before(Duration::from_secs(600)), until: NOW };
        assert_eq!(short.between(0, NARROWEST).unwrap().length(), SHORTEST);
    }

    #[test]
    fn zooming_halves_and_doubles_around_a_place_and_stays_inside() {
        let whole = Window { from: ago(16), until: NOW };
        assert_eq!(whole.nearer(0), Window { from: ago(16), until: ago(8) });
        assert_eq!(whole.nearer(WHOLE / 2), Window { from: ago(12), until: ago(4) });
        assert_eq!(whole.nearer(WHOLE), Window { from: ago(8), until: NOW });
        let quarter = Window { from: ago(4), until: NOW };
        assert_eq!(quarter.farther(whole), Some(Window { from: ago(8), until: NOW }));
        assert_eq!(
            Window { from: ago(16), until: ago(12) }.farther(whole),
            Some(Window { from: ago(16), until: ago(8) })
        );
        assert_eq!(Window { from: ago(12), until: ago(4) }.farther(whole), None);
    }

    #[test]
    fn everything_begins_with_the_first_point_but_is_at_least_a_day() {
        let all = Window::of(HistoryRange::All, NOW);
        assert_eq!(all.from_first(Some(ago(100))).from, ago(100));
        assert_eq!(all.from_first(Some(ago(2))).from, ago(24));
        assert_eq!(all.from_first(None).from, ago(24));
    }
}
