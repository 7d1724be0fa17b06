use crate::account::Day;

const DAYS: usize = 7;

/// Older weeks are not looked at.
const MOST_WEEKS: usize = 8;

/// What a day of the week costs, relative to the mean of its week.
///
/// The factors are drawn towards 1 as far as chance could explain them: with few weeks, or with weeks that differ, they say little.
#[derive(Debug, Clone, Copy)]
pub struct Weekdays([f64; DAYS]);

impl Weekdays {
    /// From the costs of days of which the first is `first`.
    pub fn of(days: &[f64], first: Day) -> Self {
        // Whole weeks, counted back from the last day, so that none is cut.
        let start = days.len() % DAYS;
        let weeks = days.get(start..).unwrap_or_default().chunks_exact(DAYS);
        let shares: Vec<[f64; DAYS]> = weeks.rev().take(MOST_WEEKS).filter_map(shares).collect();
        let count = shares.len() as f64;
        if shares.len() < 2 {
            return Self([1.0; DAYS]);
        }
        let mut means = [0.0; DAYS];
        for week in &shares {
            means.iter_mut().zip(week).for_each(|(mean, share)| *mean += share / count);
        }
        let within: f64 =
            shares.iter().flat_map(|week| week.iter().zip(means)).map(|(it, mean)| square(it - mean)).sum();
        let within = within / (6.0 * (count - 1.0));
        let between = means.iter().map(|mean| square(mean - 1.0)).sum::<f64>() / 6.0;
        let trust = if between > 0.0 { (1.0 - 2.0 * (within / count) / between).clamp(0.0, 1.0) } else { 0.0 };
        let mut factors = means.map(|mean| 1.0 + trust * (mean - 1.0));
        // So far the first factor is that of the weekday on which the weeks start.
        factors.rotate_right(first.plus(start as i64).weekday());
        Self(factors)
    }

    pub fn factor(&self, day: Day) -> f64 {
        self.0.get(day.weekday()).copied().unwrap_or(1.0)
    }
}

/// The costs of a week relative to their mean. `None` for a week without cost.
fn shares(week: &[f64]) -> Option<[f64; DAYS]> {
    let week: [f64; DAYS] = week.try_into().ok()?;
    let mean = week.iter().sum::<f64>() / DAYS as f64;
    (mean > 0.0).then(|| week.map(|cost| cost / mean))
}

fn square(number: f64) -> f64 {
    number * number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekend_is_found_whatever_day_the_history_starts_with() {
        for offset in 0..7 {
            let first = Day::from_ymd(2026, 11, 2).unwrap().plus(offset);
            let cost = |at: i64| if first.plus(at).weekday() >= 5 { 0.0 } else { 7.0 };
            let days: Vec<f64> = (0..30).map(cost).collect();
            let weekdays = Weekdays::of(&days, first);
            for day in (0..7).map(|at| first.plus(at)) {
                let factor = if day.weekday() >= 5 { 0.0 } else { 1.4 };
                assert!((weekdays.factor(day) - factor).abs() < 1e-9, "{day}: {}", weekdays.factor(day));
            }
        }
    }

    #[test]
    fn one_week_says_nothing() {
        let first = Day::from_ymd(2026, 11, 2).unwrap();
        let weekdays = Weekdays::of(&[9.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], first);
        assert_eq!(weekdays.factor(first), 1.0);
    }
}
