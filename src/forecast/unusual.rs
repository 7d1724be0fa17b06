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
    let (cost, usual) = (costs.today_dollars(), usual(history, costs)?);
    let is_unusual = cost >= LEAST && cost > 3.0 * usual && cost > (1.0 + 3.0 * history.noise.sqrt()) * usual;
    is_unusual.then_some(Unusual { cost: costs.so_far, usual: Usd::from_dollars_saturating(usual) })
}

/// What a whole day like today usually costs, in dollars. `None` if the history is too short to say.
fn usual(history: &History, costs: &Costs) -> Option<f64> {
    let of_any_day = history.weights.mean(history.levels.candidates(growing_days(0)));
    // On a quiet day of the week the comparison is with half of an ordinary day at least.
    let usual = of_any_day * history.weekdays.factor(costs.today).max(0.5);
    let usual = usual + history.job.map_or(0.0, |job| job.due_on(costs.today));
    (history.days.len() >= FEWEST_DAYS).then_some(usual)
}

/// Today so far as a multiple of what a whole day like it usually costs. `None` if the history is too short, or such a day costs nothing.
pub fn against_usual(history: &History, costs: &Costs) -> Option<f64> {
    usual(history, costs).filter(|usual| *usual > 0.0).map(|usual| costs.today_dollars() / usual)
}
