use crate::account::{Day, Usd};

/// What an account cost, by UTC day, as of its last good reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Costs {
    /// The costs of whole days, oldest first; the last one is yesterday. A day without a line cost nothing. Older ones than the newest 90 are
    /// ignored.
    pub days: Vec<Usd>,
    /// The day of the reading.
    pub today: Day,
    /// The cost of [`today`](Self::today) up to the reading.
    pub so_far: Usd,
    /// The part of [`today`](Self::today) that had passed at the reading, from 0.0 to 1.0.
    pub passed: f64,
    /// The cost of the whole month up to the reading.
    pub month: Usd,
}

impl Costs {
    /// In dollars. A day with more credits than costs counts as one without cost.
    pub(super) fn today_dollars(&self) -> f64 {
        self.so_far.dollars().max(0.0)
    }

    pub(super) fn passed(&self) -> f64 {
        if self.passed.is_finite() { self.passed.clamp(0.0, 1.0) } else { 0.0 }
    }
}
