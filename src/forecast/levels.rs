use std::f64::consts::LN_2;

/// The half-lives of the two memories, in days.
const HALF_LIVES: [f64; 2] = [5.0, 28.0];

/// Growth is given this much of its force for each further day.
const DAMPING: f64 = 0.99;

/// The fastest growth of a day, as a logarithm.
const FASTEST: f64 = 0.05;

/// A mean cost of a day in which a day counts less the older it is.
#[derive(Debug, Clone, Copy)]
struct Memory {
    half_life: f64,
    /// The sum of the costs, each with its weight.
    cost: f64,
    /// The sum of the weekday factors of the same days. A level is cost per factor, so idle week-ends do no harm.
    days: f64,
    /// The sum of the ages of the same days.
    ages: f64,
}

impl Memory {
    fn pass(&mut self, days: f64) {
        let kept = halved(days / self.half_life);
        self.ages = (self.ages + self.days * days) * kept;
        self.cost *= kept;
        self.days *= kept;
    }

    fn level(&self) -> f64 {
        if self.days > 0.0 { self.cost / self.days } else { 0.0 }
    }

    fn mean_age(&self) -> f64 {
        if self.days > 0.0 { self.ages / self.days } else { 0.0 }
    }
}

/// What a day of factor 1 costs, after some day.
#[derive(Debug, Clone, Copy)]
pub struct Levels {
    short: Memory,
    long: Memory,
}

impl Default for Levels {
    fn default() -> Self {
        let [short, long] = HALF_LIVES.map(|half_life| Memory { half_life, cost: 0.0, days: 0.0, ages: 0.0 });
        Self { short, long }
    }
}

impl Levels {
    /// The levels after each day.
    pub fn after_each(costs: &[f64], factors: &[f64]) -> Vec<Self> {
        let mut levels = Self::default();
        let days = costs.iter().zip(factors).map(|(cost, factor)| {
            levels.add(1.0, *cost, *factor);
            levels
        });
        days.collect()
    }

    /// Adds `part` of a day (1.0 for a whole one) that cost `cost` and counts as `factor` days.
    pub fn add(&mut self, part: f64, cost: f64, factor: f64) {
        for memory in [&mut self.short, &mut self.long] {
            memory.pass(part);
            memory.cost += cost;
            memory.days += factor;
        }
    }

    /// The cost of a day in the long memory.
    pub fn long(&self) -> f64 {
        self.long.level()
    }

    /// Three ways to continue: as lately, as in the long run, or as lately with the growth between the two. `growing_days` as
    /// [`growing_days`] gives it.
    pub fn candidates(&self, growing_days: f64) -> [f64; 3] {
        let (short, long) = (self.short.level(), self.long.level());
        let growing = short * (self.growth() * (self.short.mean_age() + growing_days)).exp();
        [short, long, growing]
    }

    /// The growth of a day, as a logarithm.
    fn growth(&self) -> f64 {
        let (short, long) = (self.short.level(), self.long.level());
        let apart = self.long.mean_age() - self.short.mean_age();
        if apart <= 1.5 || short <= 0.0 || long <= 0.0 {
            return 0.0;
        }
        ((short / long).ln() / apart).clamp(-FASTEST, FASTEST)
    }
}

/// For how many days the cost has grown by the day `ahead`, if growth weakens. Today counts half.
pub fn growing_days(ahead: usize) -> f64 {
    match ahead {
        0 => 0.5,
        days => DAMPING * (1.0 - DAMPING.powi(days as i32)) / (1.0 - DAMPING),
    }
}

/// What is left of 1 if it is halved `times` times.
pub fn halved(times: f64) -> f64 {
    (-LN_2 * times).exp()
}
