use credit_gauge::account::{Timestamp, Usd};

use crate::mistake::Mistake;

/// The most dollars of any single amount. All of them together still fit in a [`Usd`].
const MOST: f64 = 1_000_000.0;

/// An amount that is zero or more.
pub fn amount(place: &str, dollars: f64) -> Result<Usd, Mistake> {
    if !(0.0..=MOST).contains(&dollars) {
        return Err(Mistake::at(place, format!("amounts are 0 to {MOST} dollars, not {dollars}")));
    }
    Usd::from_dollars(dollars).ok_or_else(|| Mistake::at(place, "this is no amount"))
}

/// An amount above zero.
pub fn positive(place: &str, dollars: f64) -> Result<Usd, Mistake> {
    match amount(place, dollars)? {
        Usd::ZERO => Err(Mistake::at(place, "it must be above 0")),
        amount => Ok(amount),
    }
}

pub fn within(place: &str, at: Timestamp, start: Timestamp, end: Timestamp) -> Result<(), Mistake> {
    if (start..=end).contains(&at) {
        return Ok(());
    }
    let (start, end) = (start.iso(), end.iso());
    Err(Mistake::at(place, format!("{} is not in the replay, which goes from {start} to {end}", at.iso())))
}
