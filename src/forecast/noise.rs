use super::levels::{Levels, growing_days, halved};
use super::mix::Weights;

/// How many days back it looks.
const BACK: usize = 56;

/// After this many days a day counts half.
const HALF_LIFE: f64 = 28.0;

/// The largest variance.
const MOST: f64 = 16.0;

/// The variance of one day around what was expected of it, relative to that.
pub fn noise(costs: &[f64], factors: &[f64], after_each: &[Levels], weights: &Weights) -> f64 {
    let least = 0.25 * after_each.last().map_or(0.0, Levels::long);
    let newest = costs.len().saturating_sub(2);
    let oldest = costs.len().saturating_sub(BACK).max(2);
    // Two days of variance 0.5 each, so that a short history is not taken for a calm one.
    let (mut squares, mut days) = (1.0, 2.0);
    for at in oldest..=newest {
        let next = costs.get(at + 1).zip(factors.get(at + 1)).zip(after_each.get(at));
        let Some(((cost, factor), levels)) = next else { continue };
        let expected = weights.mean(levels.candidates(growing_days(1)));
        let unit = expected.max(least);
        let off = if unit > 0.0 { (cost - expected * factor) / unit } else { 0.0 };
        let counts = halved((newest - at) as f64 / HALF_LIFE);
        squares += counts * off * off;
        days += counts;
    }
    (squares / days).min(MOST)
}
