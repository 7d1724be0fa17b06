use credit_gauge::account::{Day, Timestamp};

use crate::file::DayCost;
use crate::plan::AccountPlan;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const NANOS: f64 = 1e9;

/// What an account costs, continuously. All sums are in billionths of a dollar, so that they agree to the last digit.
#[derive(Debug)]
pub struct Spending {
    first: Day,
    costs: Vec<DayCost>,
    /// What all days before each day cost, and one more for all days.
    before: Vec<i64>,
    models: Vec<(String, f64)>,
}

impl Spending {
    pub fn of(plan: &AccountPlan) -> Self {
        let mut sum = 0;
        let mut before = vec![0];
        for cost in &plan.costs {
            sum += until(cost, DAY);
            before.push(sum);
        }
        Self { first: plan.start.day(), costs: plan.costs.clone(), before, models: plan.models.clone() }
    }

    /// The first day whose cost is known.
    pub fn first(&self) -> Day {
        self.first
    }

    /// What was spent from the midnight before the start up to `at`.
    pub fn up_to(&self, at: Timestamp) -> i64 {
        let (number, millis) = self.place(at);
        let before = self.before.get(number).or(self.before.last()).copied().unwrap_or_default();
        before + self.costs.get(number).map_or(0, |cost| until(cost, millis))
    }

    /// What `day` cost up to `now`, by model. Empty for days before the first, and to come.
    pub fn models_of(&self, day: Day, now: Timestamp) -> Vec<(&str, i64)> {
        if day < self.first || day.start() > now {
            return Vec::new();
        }
        let end = day.plus(1).start().min(now);
        let cost = self.up_to(end) - self.up_to(day.start());
        let last = self.models.len().saturating_sub(1);
        let (mut share_before, mut cost_before) = (0.0, 0);
        let mut parts = Vec::with_capacity(self.models.len());
        for (number, (name, share)) in self.models.iter().enumerate() {
            share_before += share;
            // The last one gets what rounding left over.
            let so_far = if number == last { cost } else { (cost as f64 * share_before).round() as i64 };
            parts.push((name.as_str(), so_far - cost_before));
            cost_before = so_far;
        }
        parts
    }

    /// The next moment after `at` from which on the rate may be another.
    pub fn next_change(&self, at: Timestamp) -> Timestamp {
        let (number, millis) = self.place(at);
        let is_even = matches!(self.costs.get(number), Some(DayCost::Even(_)) | None);
        let step = if is_even { DAY } else { HOUR };
        Timestamp::from_millis(at.millis() - millis + (millis / step + 1) * step)
    }

    /// The number of the day, and the milliseconds since it began.
    fn place(&self, at: Timestamp) -> (usize, i64) {
        let since = at.millis() - self.first.start().millis();
        (usize::try_from(since.div_euclid(DAY)).unwrap_or_default(), since.max(0).rem_euclid(DAY))
    }
}

/// The cost of the first `millis` of a day.
fn until(cost: &DayCost, millis: i64) -> i64 {
    let dollars = match cost {
        DayCost::Even(dollars) => dollars * millis as f64 / DAY as f64,
        DayCost::Hours(hours) => {
            let whole = usize::try_from(millis / HOUR).unwrap_or_default();
            let part = (millis % HOUR) as f64 / HOUR as f64;
            hours.iter().take(whole).sum::<f64>() + hours.get(whole).map_or(0.0, |dollars| dollars * part)
        }
    };
    (dollars * NANOS).round() as i64
}
