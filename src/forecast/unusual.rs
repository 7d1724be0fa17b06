use super::Costs;
use super::history::History;
use super::levels::growing_days;
use crate::account::Usd;

/// A day is not judged with fewer whole days than this.
const FEWEST_DAYS: usize = 7;

/// Less than this, in dollars, is never unusual.
const LEAST: f64 = 0.05;

/// Today costs far more than such a day usually does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unusual {
    /// The cost of today up to the reading.
    pub cost: Usd,
    /// What a whole day like today usually costs.
    pub usual: Usd,
}

/// Compares today so far with what was expected of the whole day before it began.
pub fn unusual(history: &History, costs: &Costs) -> Option<Unusual> {
    let cost = costs.today_dollars();
    let of_any_day = history.weights.mean(history.levels.candidates(growing_days(0)));
    // On a quiet day of the week the comparison is with half of an ordinary day at least.
    let usual = of_any_day * history.weekdays.factor(costs.today).max(0.5);
    let usual = usual + history.job.map_or(0.0, |job| job.due_on(costs.today));
    let is_unusual = history.days.len() >= FEWEST_DAYS
        && cost >= LEAST
        && cost > 3.0 * usual
        && cost > (1.0 + 3.0 * history.noise.sqrt()) * usual;
    is_unusual.then_some(Unusual { cost: costs.so_far, usual: Usd::from_dollars_saturating(usual) })
}
