use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// An amount of US dollars, exact to a billionth of a dollar.
///
/// OpenAI reports up to nine decimals. Amounts are kept as whole nano-dollars, because sums of `f64` would show 0.30000000000000004. The range is
/// ±9 billion dollars; sums saturate there. In answers and in storage an amount is a JSON number of dollars. As an `f64` it is exact to the
/// nano-dollar up to a million dollars; larger amounts may be rounded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Usd(i64);

const NANOS_PER_DOLLAR: f64 = 1e9;
const CENTS_PER_DOLLAR: f64 = 100.0;

/// The largest amount: the largest whole number of billions that fits in an `i64`. As an `f64` it is exact, so a saturated sum can be stored and
/// read back.
const MOST_NANOS: i64 = 9_000_000_000 * 1_000_000_000;

impl Usd {
    pub const ZERO: Self = Self(0);

    /// From an amount in dollars, rounded to a nano-dollar. `None` if it is not finite or out of range.
    #[must_use]
    pub fn from_dollars(dollars: f64) -> Option<Self> {
        let nanos = (dollars * NANOS_PER_DOLLAR).round();
        (nanos.is_finite() && nanos.abs() <= MOST_NANOS as f64).then_some(Self(nanos as i64))
    }

    /// As [`from_dollars`](Self::from_dollars), but an amount out of range becomes the largest. Not a number becomes zero.
    #[must_use]
    pub fn from_dollars_saturating(dollars: f64) -> Self {
        let most = MOST_NANOS as f64 / NANOS_PER_DOLLAR;
        Self::from_dollars(dollars.clamp(-most, most)).unwrap_or_default()
    }

    /// From an amount in cents, as usage is reported. The only place where cents become dollars.
    #[must_use]
    pub fn from_cents(cents: f64) -> Option<Self> {
        Self::from_dollars(cents / CENTS_PER_DOLLAR)
    }

    #[must_use]
    pub const fn whole(dollars: i32) -> Self {
        Self(dollars as i64 * 1_000_000_000)
    }

    /// The amount in dollars, for display and exports.
    #[must_use]
    pub const fn dollars(self) -> f64 {
        self.0 as f64 / NANOS_PER_DOLLAR
    }

    /// In millionths of a dollar, rounded.
    #[must_use]
    pub const fn micros(self) -> i64 {
        (self.0 + self.0.signum() * 500) / 1000
    }

    /// From millionths of a dollar. An amount out of range becomes the largest.
    #[must_use]
    pub fn from_micros(micros: i64) -> Self {
        Self(micros.saturating_mul(1000).clamp(-MOST_NANOS, MOST_NANOS))
    }

    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self + Self(-other.0)
    }

    /// The amount without its sign.
    #[must_use]
    pub const fn size(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// This amount divided by `whole`: 0.25 for a quarter. `None` if `whole` is zero or negative, because then a share means nothing.
    #[must_use]
    pub fn share_of(self, whole: Self) -> Option<f64> {
        (whole > Self::ZERO).then(|| self.0 as f64 / whole.0 as f64)
    }
}

impl Add for Usd {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).clamp(-MOST_NANOS, MOST_NANOS))
    }
}

impl Sum for Usd {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// Stored as dollars, so that it can be read in an export or in the browser's storage inspector.
impl Serialize for Usd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.dollars())
    }
}

impl<'de> Deserialize<'de> for Usd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let dollars = f64::deserialize(deserializer)?;
        Self::from_dollars(dollars).ok_or_else(|| D::Error::custom("an amount of dollars out of range"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_saturated_sum_can_be_read_back() {
        let most = Usd::from_dollars(9e9).unwrap();
        let sum = most + most;
        assert_eq!(Usd::from_dollars(sum.dollars()), Some(sum));
        assert_eq!(Usd::from_dollars(9.1e9), None);
    }

    #[test]
    fn an_amount_keeps_the_nine_decimals_openai_reports() {
        assert_eq!(Usd::from_dollars(191.081_601_325).unwrap().dollars(), 191.081_601_325);
        assert_eq!(Usd::from_dollars(8.918_398_675).unwrap(), Usd(8_918_398_675));
    }

    #[test]
    fn cents_are_hundredths_of_a_dollar() {
        assert_eq!(Usd::from_cents(4567.8), Usd::from_dollars(45.678));
    }

    #[test]
    fn sums_are_exact() {
        let tenth = Usd::from_dollars(0.1).unwrap();
        assert_eq!((tenth + tenth + tenth).dollars(), 0.3);
    }

    #[test]
    fn an_infinite_or_too_large_amount_is_refused() {
        for nonsense in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 9.3e9] {
            assert_eq!(Usd::from_dollars(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn there_is_no_share_of_zero() {
        assert_eq!(Usd::whole(1).share_of(Usd::ZERO), None);
        assert_eq!(Usd::whole(1).share_of(Usd::whole(4)), Some(0.25));
    }

    proptest! {
        #[test]
        fn a_stored_amount_is_read_back_unchanged(dollars in -1e6..1e6_f64) {
            let amount = Usd::from_dollars(dollars).unwrap();
            let stored = serde_json::to_string(&amount).unwrap();
            prop_assert_eq!(serde_json::from_str::<Usd>(&stored).unwrap(), amount);
        }

        #[test]
        fn micros_are_read_back(micros: i64) {
            let amount = Usd::from_micros(micros);
            prop_assert_eq!(amount.micros(), micros.clamp(-MOST_NANOS / 1000, MOST_NANOS / 1000));
            prop_assert_eq!(Usd::from_micros(amount.micros()), amount);
        }

        #[test]
        fn no_number_panics(dollars: f64, cents: f64) {
            let _ = (Usd::from_dollars(dollars), Usd::from_cents(cents));
        }
    }
}
