use thiserror::Error;

use super::levels::Levels;
use super::mix::{self, Weights};
use super::monthly_job::MonthlyJob;
use super::weekdays::Weekdays;
use super::{Costs, noise};
use crate::account::{Day, Usd};

/// The number of whole days with cost below which nothing is claimed.
pub const FEWEST_DAYS: usize = 3;

/// Older days tell nothing about the days to come.
pub const MOST_DAYS: usize = 90;

/// A day counts as a lone burst above this many times the fourth highest day.
const BURST: f64 = 2.0;

/// With fewer days with cost than this there is no fourth highest day worth the name.
const FEWEST_FOR_BURSTS: usize = 8;

/// There are too few days with cost to claim anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{more_days} more days with cost are needed")]
pub struct TooLittleData {
    /// How many more whole days with cost are needed, at least one.
    pub more_days: usize,
}

/// What the past days say. All amounts are in dollars.
#[derive(Debug)]
pub struct History {
    /// The first day of `days`.
    first: Day,
    /// The cost of each day without what a monthly job cost and without what lies above the cap.
    pub days: Vec<f64>,
    /// The uncapped costs, in the same order.
    uncapped: Vec<f64>,
    /// A day's cost counts up to this.
    pub cap: f64,
    /// What lay above the cap, divided by the number of days.
    pub excess: f64,
    pub job: Option<MonthlyJob>,
    idle_for: Option<usize>,
    pub weekdays: Weekdays,
    /// After the last whole day.
    pub levels: Levels,
    pub weights: Weights,
    /// The variance of a single day, relative to what was expected of it.
    pub noise: f64,
}

impl History {
    pub fn of(costs: &Costs) -> Result<Self, TooLittleData> {
        let newest = costs.days.iter().rev().take(MOST_DAYS).map(|cost| cost.dollars().max(0.0));
        let mut all: Vec<f64> = newest.collect();
        while all.last().is_some_and(|cost| *cost <= 0.0) {
            all.pop();
        }
        all.reverse();
        let with_cost = all.iter().filter(|cost| **cost > 0.0).count();
        if with_cost < FEWEST_DAYS {
            return Err(TooLittleData { more_days: FEWEST_DAYS - with_cost });
        }
        let first = costs.today.plus(-(all.len() as i64));
        let idle_for = idle_for(&all);
        let job = MonthlyJob::take_out(&mut all, first);
        Ok(Self::of_days(first, all, job, idle_for))
    }

    fn of_days(first: Day, uncapped: Vec<f64>, job: Option<MonthlyJob>, idle_for: Option<usize>) -> Self {
        let cap = cap(&uncapped);
        let days: Vec<f64> = uncapped.iter().map(|cost| cost.min(cap)).collect();
        let above: f64 = uncapped.iter().zip(&days).map(|(uncapped, capped)| uncapped - capped).sum();
        let weekdays = Weekdays::of(&days, first);
        let factors: Vec<f64> = (0..days.len()).map(|at| weekdays.factor(first.plus(at as i64))).collect();
        let after_each = Levels::after_each(&days, &factors);
        let weights = mix::weights(&days, &factors, &after_each);
        Self {
            first,
            cap,
            excess: above / days.len().max(1) as f64,
            job,
            idle_for,
            noise: noise::noise(&days, &factors, &after_each, &weights),
            levels: after_each.last().copied().unwrap_or_default(),
            weekdays,
            weights,
            days,
            uncapped,
        }
    }

    /// The days whose cost lies above the cap, with their cost.
    pub fn bursts(&self) -> Vec<(Day, Usd)> {
        let days = self.uncapped.iter().enumerate().filter(|(_, cost)| **cost > self.cap);
        days.map(|(at, cost)| (self.first.plus(at as i64), Usd::from_dollars_saturating(*cost))).collect()
    }

    /// The number of whole days without cost up to yesterday, if that is so long that the account seems to have stopped.
    pub fn stopped_for(&self, costs: &Costs) -> Option<usize> {
        self.idle_for.filter(|_| costs.today_dollars() <= 0.0)
    }
}

/// The number of days without cost at the end, if there are at least three and more than twice as many as ever before.
fn idle_for(days: &[f64]) -> Option<usize> {
    let (mut gap, mut longest_earlier) = (0, 0);
    for cost in days {
        if *cost > 0.0 {
            longest_earlier = longest_earlier.max(gap);
            gap = 0;
        } else {
            gap += 1;
        }
    }
    (gap >= 3 && gap > 2 * longest_earlier).then_some(gap)
}

fn cap(days: &[f64]) -> f64 {
    let mut costs: Vec<f64> = days.iter().copied().filter(|cost| *cost > 0.0).collect();
    if costs.len() < FEWEST_FOR_BURSTS {
        return f64::INFINITY;
    }
    costs.sort_by(|a, b| b.total_cmp(a));
    costs.get(3).map_or(f64::INFINITY, |fourth| BURST * fourth)
}
