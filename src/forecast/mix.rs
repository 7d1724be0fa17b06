use super::levels::{Levels, growing_days, halved};

/// The weights of the three [candidates](Levels::candidates). They add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights(pub [f64; 3]);

/// How many days ahead the back-test looks.
const WEEK: usize = 7;

/// How many days back the back-test goes.
const BACK: usize = 56;

/// After this many days a test counts half.
const HALF_LIFE: f64 = 14.0;

/// Growth must prove itself more than the two plain levels.
const DISTRUST: [f64; 3] = [1.0, 1.0, 1.5];

/// Without a past week to test them on: the two plain levels alike.
const UNTESTED: Weights = Weights([0.5, 0.5, 0.0]);

impl Weights {
    pub fn mean(&self, candidates: [f64; 3]) -> f64 {
        self.0.iter().zip(candidates).map(|(weight, candidate)| weight * candidate).sum()
    }
}

/// Weighs each candidate by how well it would have forecast each past week.
pub fn weights(costs: &[f64], factors: &[f64], after_each: &[Levels]) -> Weights {
    let newest = costs.len().saturating_sub(WEEK + 1);
    let oldest = costs.len().saturating_sub(BACK).max(4);
    let mean_growing_days = (1..=WEEK).map(growing_days).sum::<f64>() / WEEK as f64;
    let (mut errors, mut tests) = ([0.0; 3], 0.0);
    for at in oldest..=newest {
        let sum = |all: &[f64]| all.iter().skip(at + 1).take(WEEK).sum::<f64>();
        let days = sum(factors);
        let Some(levels) = after_each.get(at).filter(|_| days > 0.0) else { continue };
        let actual = sum(costs) / days;
        let counts = halved((newest - at) as f64 / HALF_LIFE);
        tests += counts;
        for (error, forecast) in errors.iter_mut().zip(levels.candidates(mean_growing_days)) {
            let total = actual + forecast;
            let off = if total > 0.0 { (actual - forecast) / total } else { 0.0 };
            *error += counts * off * off;
        }
    }
    if tests <= 0.0 {
        return UNTESTED;
    }
    let mean = errors.iter().sum::<f64>() / 3.0 / tests;
    let mut worth = [0.0; 3];
    for ((worth, error), distrust) in worth.iter_mut().zip(errors).zip(DISTRUST) {
        let error = (error + 2.0 * mean * distrust) / (tests + 2.0) + 0.02 * mean + 1e-6;
        *worth = 1.0 / (error * error);
    }
    let all: f64 = worth.iter().sum();
    Weights(worth.map(|worth| worth / all))
}
