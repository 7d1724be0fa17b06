use super::Costs;
use super::spending::Spending;
use crate::account::{Day, Usd};

/// What the UTC month of the reading will cost in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthForecast {
    /// The last day of the month.
    pub until: Day,
    pub cost: Usd,
    /// In 10 of 100 cases it will cost less than this.
    pub low: Usd,
    /// In 10 of 100 cases it will cost more than this.
    pub high: Usd,
}

pub fn month(costs: &Costs, spending: &Spending) -> MonthForecast {
    // Day 28 plus 4 lies in the next month, whichever month it is.
    let next_month = costs.today.first_of_month().plus(27 + 4).first_of_month();
    let until = next_month.plus(-1);
    let (expected, low, high) = spending.by(until.days_since(costs.today).max(0) as usize);
    let total = |more: f64| costs.month + Usd::from_dollars_saturating(more);
    MonthForecast { until, cost: total(expected), low: total(low), high: total(high) }
}
