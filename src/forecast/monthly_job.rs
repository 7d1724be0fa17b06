use super::Costs;
use crate::account::Day;

/// A cost that comes on the same day of each month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonthlyJob {
    day_of_month: u8,
    /// What it costs, in dollars, more than an ordinary day.
    cost: f64,
}

/// With fewer days it could be chance.
const FEWEST_DAYS: usize = 45;

/// How much more than the mean of the other days its day costs.
const TIMES: f64 = 5.0;

/// The longest time since the last one, in days: a month and a day.
const LAST_WITHIN: usize = 32;

impl MonthlyJob {
    /// Finds a job that ran two or three times, and replaces the cost of its days by the mean of the others.
    pub fn take_out(days: &mut [f64], first: Day) -> Option<Self> {
        if days.len() < FEWEST_DAYS {
            return None;
        }
        let mut by_cost: Vec<usize> = (0..days.len()).collect();
        let cost = |at: &usize| days.get(*at).copied().unwrap_or(0.0);
        by_cost.sort_by(|a, b| cost(b).total_cmp(&cost(a)));
        let (found, mean) = [3, 2].into_iter().find_map(|count| {
            let (found, others) = by_cost.split_at_checked(count)?;
            let mean = others.iter().map(cost).sum::<f64>() / others.len() as f64;
            let mut found = found.to_vec();
            found.sort_unstable();
            let is_job = found.iter().all(|at| cost(at) > TIMES * mean)
                && found.last().is_some_and(|last| days.len() - last <= LAST_WITHIN)
                && found.windows(2).all(|two| matches!(two, [a, b] if is_a_month_apart(first, *a, *b)));
            is_job.then_some((found, mean))
        })?;
        let job_cost = found.iter().map(|at| cost(at) - mean).sum::<f64>() / found.len() as f64;
        let (_, _, day_of_month) = first.plus(*found.last()? as i64).year_month_day();
        for at in found {
            days.iter_mut().skip(at).take(1).for_each(|cost| *cost = mean);
        }
        Some(Self { day_of_month, cost: job_cost })
    }

    /// As [`due_on`](Self::due_on), but nothing today once most of it is in today's cost.
    pub fn still_due_on(&self, day: Day, costs: &Costs) -> f64 {
        let is_done = day == costs.today && costs.today_dollars() > self.cost / 2.0;
        if is_done { 0.0 } else { self.due_on(day) }
    }

    /// What it may cost on `day`, done or not.
    pub fn due_on(&self, day: Day) -> f64 {
        if day.year_month_day().2 == self.day_of_month { self.cost } else { 0.0 }
    }
}

fn is_a_month_apart(first: Day, earlier: usize, later: usize) -> bool {
    let (year, month, day) = first.plus(earlier as i64).year_month_day();
    let next = if month == 12 { Day::from_ymd(year + 1, 1, day) } else { Day::from_ymd(year, month + 1, day) };
    next == Some(first.plus(later as i64))
}
