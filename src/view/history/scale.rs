use super::WHOLE;

/// From values to heights in a chart. Values are whole: millionths of a dollar, or milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scale {
    low: i64,
    high: i64,
    pub ticks: Vec<Tick>,
    /// The distance of the ticks.
    pub step: i64,
}

/// A line across the chart, with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tick {
    pub value: i64,
    pub y: i64,
}

/// A chart has about this many intervals at most; one more where the ends are rounded.
const MOST_INTERVALS: i64 = 5;

impl Scale {
    /// A scale over all values from `low` to `high`, whose ticks are 1, 2 or 5 times a power of ten apart, but at least `finest`. Zero belongs
    /// to it unless all values are close together and far from zero.
    #[must_use]
    pub fn over(low: i64, high: i64, finest: i64) -> Self {
        let spread = high.saturating_sub(low);
        let is_far = spread < low.saturating_abs().min(high.saturating_abs()) / 3 && (low > 0) == (high > 0);
        let (low, high) = if is_far { (low, high) } else { (low.min(0), high.max(0)) };
        let step = nice(high.saturating_sub(low).div_euclid(MOST_INTERVALS).max(finest).max(1));
        let low = low.div_euclid(step).saturating_mul(step);
        let above = high.saturating_sub(low);
        let intervals = (above.div_euclid(step) + i64::from(above.rem_euclid(step) > 0)).max(1);
        let mut scale = Self { low, high: low.saturating_add(step.saturating_mul(intervals)), ticks: Vec::new(), step };
        let values = (0..=intervals).map(|number| low.saturating_add(step.saturating_mul(number)));
        scale.ticks = values.map(|value| Tick { value, y: scale.y(value) }).collect();
        scale
    }

    /// The place of a value, downwards.
    #[must_use]
    pub fn y(&self, value: i64) -> i64 {
        let whole = self.high.saturating_sub(self.low).max(1) as f64;
        let share = value.saturating_sub(self.low) as f64 / whole;
        ((1.0 - share) * WHOLE as f64).round() as i64
    }

    /// How many decimals the ticks have if the values are millionths of a dollar.
    #[must_use]
    pub const fn decimals_of_usd(&self) -> usize {
        match self.step {
            1_000_000.. => 0,
            10_000.. => 2,
            _ => 4,
        }
    }

    /// The place of zero; `None` if it is not on the scale.
    #[must_use]
    pub fn zero(&self) -> Option<i64> {
        (self.low <= 0 && self.high >= 0).then(|| self.y(0))
    }
}

/// The least number of the form 1, 2 or 5 times a power of ten that is not below `least`.
fn nice(least: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        for times in [1, 2, 5] {
            let step = power.saturating_mul(times);
            if step >= least {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(scale: &Scale) -> Vec<i64> {
        scale.ticks.iter().map(|tick| tick.value).collect()
    }

    #[test]
    fn ticks_are_round_numbers_from_zero() {
        assert_eq!(values(&Scale::over(20, 930, 1)), [0, 200, 400, 600, 800, 1000]);
        assert_eq!(values(&Scale::over(0, 400, 1)), [0, 100, 200, 300, 400]);
        assert_eq!(values(&Scale::over(-30, 70, 1)), [-40, -20, 0, 20, 40, 60, 80]);
    }

    #[test]
    fn values_close_together_and_far_from_zero_have_a_scale_of_their_own() {
        let scale = Scale::over(412_100_000, 412_350_000, 10_000);
        assert_eq!(values(&scale).first(), Some(&412_100_000));
        assert_eq!((scale.zero(), Scale::over(20, 930, 1).zero()), (None, Some(WHOLE)));
    }

    #[test]
    fn ticks_are_not_closer_than_the_finest() {
        assert_eq!(values(&Scale::over(5_000_001, 5_000_002, 10_000)), [5_000_000, 5_010_000]);
        assert_eq!(values(&Scale::over(0, 0, 10_000)), [0, 10_000]);
    }

    proptest! {
        #[test]
        fn every_value_is_inside_and_the_ticks_are_few(one in -1_i64 << 60..1 << 60, other in -1_i64 << 60..1 << 60) {
            let (low, high) = (one.min(other), one.max(other));
            let scale = Scale::over(low, high, 1);
            prop_assert!((0..=WHOLE).contains(&scale.y(low)) && (0..=WHOLE).contains(&scale.y(high)));
            prop_assert!((2..=7).contains(&scale.ticks.len()), "{:?}", scale.ticks);
            prop_assert_eq!(scale.ticks.first().map(|tick| tick.y), Some(WHOLE));
            prop_assert_eq!(scale.ticks.last().map(|tick| tick.y), Some(0));
        }

        #[test]
        fn no_value_panics(low: i64, high: i64) {
            let _ = Scale::over(low.min(high), high.max(low), 1);
        }
    }
}
