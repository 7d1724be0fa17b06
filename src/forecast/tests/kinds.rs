//! The kinds of made-up accounts: how the cost of a day comes about.

use fastrand::Rng;

use crate::account::Day;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Steady,
    WeekendDips,
    NoWeekends,
    Growth,
    Decline,
    Step,
    Noisy,
    Hobby,
    LoneBurst,
    MonthlyJob,
    New,
    HolidayGap,
    Mix,
    Drift,
    Stopped,
}

impl Kind {
    pub const ALL: [Self; 15] = [
        Self::Steady,
        Self::WeekendDips,
        Self::NoWeekends,
        Self::Growth,
        Self::Decline,
        Self::Step,
        Self::Noisy,
        Self::Hobby,
        Self::LoneBurst,
        Self::MonthlyJob,
        Self::New,
        Self::HolidayGap,
        Self::Mix,
        Self::Drift,
        Self::Stopped,
    ];

    /// The cost of each day from `first` on; `past` of the days are whole and known.
    pub fn costs(self, rng: &mut Rng, first: Day, past: usize, days: usize) -> Vec<f64> {
        let base = 0.5 * (rng.f64() * 6.0).exp();
        let (calm, rough) = (between(rng, 0.15, 0.4), between(rng, 0.2, 0.6));
        let from_today = |at: usize| at as f64 - past as f64;
        match self {
            Self::Steady => each(rng, days, calm, |_, _| base),
            Self::WeekendDips => {
                let dip = between(rng, 0.2, 0.6);
                each(rng, days, calm, |_, at| base * if is_weekend(first, at) { dip } else { 1.0 })
            }
            Self::NoWeekends => each(rng, days, calm, |_, at| base * if is_weekend(first, at) { 0.0 } else { 1.0 }),
            Self::Growth | Self::Decline => {
                let rate = between(rng, 0.01, 0.04) * if self == Self::Growth { 1.0 } else { -1.0 };
                each(rng, days, calm, |_, at| base * (rate * from_today(at)).exp())
            }
            Self::Step => {
                let at_step = between(rng, -45.0, 15.0);
                let times = if rng.bool() { between(rng, 1.5, 3.0) } else { 1.0 / between(rng, 1.5, 3.0) };
                each(rng, days, calm, |_, at| base * if from_today(at) < at_step { 1.0 } else { times })
            }
            Self::Noisy => {
                let sigma = between(rng, 0.5, 1.5);
                each(rng, days, sigma, |_, _| base)
            }
            Self::Hobby => {
                let share = between(rng, 0.2, 0.6);
                each(rng, days, 0.7, |rng, _| if rng.f64() < share { base } else { 0.0 })
            }
            Self::LoneBurst => {
                let (at_burst, times) = (past.saturating_sub(1 + rng.usize(0..28)), between(rng, 8.0, 40.0));
                each(rng, days, calm, |_, at| base * if at == at_burst { times } else { 1.0 })
            }
            Self::MonthlyJob => {
                let (on, times) = (rng.u8(1..29), between(rng, 8.0, 30.0));
                let is_job = |at: usize| first.plus(at as i64).year_month_day().2 == on;
                each(rng, days, calm, |_, at| base * if is_job(at) { times } else { 1.0 })
            }
            Self::New => {
                let began = past.saturating_sub(rng.usize(3..15));
                each(rng, days, rough, |_, at| if at < began { 0.0 } else { base })
            }
            Self::HolidayGap => {
                let (length, ago) = (rng.usize(5..15), rng.usize(1..40));
                let gap = past.saturating_sub(length + ago)..past.saturating_sub(ago);
                each(rng, days, calm, |_, at| if gap.contains(&at) { 0.0 } else { base })
            }
            Self::Mix => {
                let (dip, rate) = (between(rng, 0.1, 0.9), between(rng, -0.015, 0.015));
                each(rng, days, 1.5 * rough, |_, at| {
                    base * (rate * from_today(at)).exp() * if is_weekend(first, at) { dip } else { 1.0 }
                })
            }
            Self::Drift => {
                let (mut level, speed) = (0.0, between(rng, 0.05, 0.15));
                each(rng, days, calm, |rng, _| {
                    level += speed * normal(rng);
                    base * f64::exp(level)
                })
            }
            Self::Stopped => {
                let stop = past.saturating_sub(rng.usize(3..30));
                each(rng, days, calm, |_, at| if at < stop { base } else { 0.0 })
            }
        }
    }
}

fn each(rng: &mut Rng, days: usize, sigma: f64, mut level: impl FnMut(&mut Rng, usize) -> f64) -> Vec<f64> {
    let mut day = |at| {
        let noise = (sigma * normal(rng) - sigma * sigma / 2.0).exp();
        level(rng, at) * noise
    };
    (0..days).map(&mut day).collect()
}

fn is_weekend(first: Day, at: usize) -> bool {
    first.plus(at as i64).weekday() >= 5
}

pub fn between(rng: &mut Rng, low: f64, high: f64) -> f64 {
    low + (high - low) * rng.f64()
}

/// Normally distributed with variance 1.
pub fn normal(rng: &mut Rng) -> f64 {
    let (radius, angle) = ((-2.0 * (1.0 - rng.f64()).ln()).sqrt(), std::f64::consts::TAU * rng.f64());
    radius * angle.cos()
}
