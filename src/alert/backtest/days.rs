use std::time::Duration;

use super::values::Values;
use crate::account::{Day, DayCosts, Range, Timestamp, Usd};
use crate::alert::{Facts, Rule};
use crate::forecast::{Costs, Credit, forecast};
use crate::history::{Point, Series};

/// The costs of consecutive days.
pub struct Days {
    first: Option<Day>,
    costs: Vec<Usd>,
}

/// A forecast uses so many days before it.
const DAYS_BEFORE: usize = 90;

/// So many days are judged by forecasts, the newest ones: each takes a millisecond.
const MOST_FORECASTS: usize = 180;

impl Days {
    /// Days without an entry cost nothing.
    pub fn of(days: &[DayCosts]) -> Self {
        Self { first: days.first().map(|it| it.day), costs: filled(days, DayCosts::total) }
    }

    /// The cost over the range that ends with each day.
    pub fn costs(&self, range: Range) -> Values {
        self.each().map(|(day, until)| (end_of(day), sum(&self.costs, day, until, range).dollars())).collect()
    }

    /// The share of a model, by the same ranges.
    pub fn shares(&self, days: &[DayCosts], model: &str, range: Range) -> Values {
        let of_model = filled(days, |it| it.models.iter().filter(|part| part.name == model).map(|it| it.cost).sum());
        let share = |(day, until)| {
            let whole = sum(&self.costs, day, until, range);
            Some((end_of(day), sum(&of_model, day, until, range).share_of(whole)?))
        };
        self.each().filter_map(share).collect()
    }

    /// What was forecast at the end of each day.
    pub fn forecasts(&self, rule: &Rule, points: &[Point]) -> Values {
        let judged = self.each().skip(self.costs.len().saturating_sub(MOST_FORECASTS));
        judged.filter_map(|(day, until)| self.forecast(rule, points, day, until)).collect()
    }

    fn forecast(&self, rule: &Rule, points: &[Point], day: Day, until: usize) -> Option<(Timestamp, f64)> {
        let before = self.costs.get(until.saturating_sub(DAYS_BEFORE)..until)?;
        let costs = Costs {
            days: before.to_vec(),
            today: day,
            so_far: *self.costs.get(until)?,
            passed: 1.0,
            month: sum(&self.costs, day, until, Range::Month),
        };
        let credit = balance_on(points, day).map(|balance| Credit { balance, lots: Vec::new(), recharge: None });
        let forecast = forecast(&costs, credit.as_ref()).ok()?;
        let at = end_of(day);
        let value = Facts { forecast: Some(&forecast), ..Facts::default() }.value(rule, at)?;
        Some((at, value))
    }

    /// Each day and its place.
    fn each(&self) -> impl Iterator<Item = (Day, usize)> {
        let first = self.first;
        (0..self.costs.len()).filter_map(move |at| Some((first?.plus(at as i64), at)))
    }
}

/// A part of the costs of each day from the first to the last. A day in the wrong place is left out.
fn filled(days: &[DayCosts], part: impl Fn(&DayCosts) -> Usd) -> Vec<Usd> {
    let mut costs = Vec::new();
    let Some(first) = days.first().map(|it| it.day) else { return costs };
    for costs_of_day in days {
        let Ok(place) = usize::try_from(costs_of_day.day.days_since(first)) else { continue };
        if (costs.len()..costs.len().saturating_add(MOST_GAP)).contains(&place) {
            costs.resize(place, Usd::ZERO);
            costs.push(part(costs_of_day));
        }
    }
    costs
}

/// A longer gap between two days is an error in the data.
const MOST_GAP: usize = 3660;

/// The sum over the range that ends with `day`, which stands at `until`.
fn sum(costs: &[Usd], day: Day, until: usize, range: Range) -> Usd {
    let length = usize::try_from(day.days_since(range.first_day(day))).unwrap_or_default();
    costs.get(until.saturating_sub(length)..=until).unwrap_or_default().iter().copied().sum()
}

/// The last balance of a day.
fn balance_on(points: &[Point], day: Day) -> Option<Usd> {
    let end = points.partition_point(|point| point.at.day() <= day);
    let of_day = points.get(..end)?.iter().rev().take_while(|point| point.at.day() == day);
    let balance = of_day.filter_map(|point| point.bucket.spread(Series::Balance)).next()?;
    Usd::from_dollars(balance.last as f64 / 1e6)
}

/// The last moment of a UTC day.
fn end_of(day: Day) -> Timestamp {
    day.plus(1).start().before(Duration::from_millis(1))
}
