use crate::account::{Timestamp, Usd};

/// What one collection leaves of a monitor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// When the collection ended.
    pub at: Timestamp,
    /// Whether the account answered as it should.
    pub is_up: bool,
    /// The credit that is left. Like each value below, it is `None` if this collection did not read it.
    pub balance: Option<Usd>,
    /// The credit that is used.
    pub used: Option<Usd>,
    /// The cost of the UTC month so far.
    pub month_cost: Option<Usd>,
    /// The longest response time of the collection's requests, in milliseconds.
    pub response_time: Option<u32>,
}

/// A value whose course is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    Balance,
    Used,
    MonthCost,
    ResponseTime,
}

impl Series {
    pub const ALL: [Self; 4] = [Self::Balance, Self::Used, Self::MonthCost, Self::ResponseTime];
}

impl Sample {
    /// In the order of [`Series::ALL`]. Amounts are in millionths of a dollar.
    pub(super) fn values(&self) -> [Option<i64>; Series::ALL.len()] {
        Series::ALL.map(|series| match series {
            Series::Balance => self.balance.map(Usd::micros),
            Series::Used => self.used.map(Usd::micros),
            Series::MonthCost => self.month_cost.map(Usd::micros),
            Series::ResponseTime => self.response_time.map(i64::from),
        })
    }

    pub(super) fn has_values(&self) -> bool {
        self.values().iter().any(Option::is_some)
    }
}
