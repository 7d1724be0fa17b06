use serde::{Deserialize, Serialize};

use crate::account::{Timestamp, Usd};

/// What one collection leaves of a monitor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// When the collection began. A collection that is resumed after a kill leaves the same sample twice, and so is recorded once.
    pub at: Timestamp,
    /// Whether the credit grants could be read.
    #[serde(default)]
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
    /// Of a collection that has read nothing yet.
    #[must_use]
    pub const fn at(at: Timestamp) -> Self {
        Self { at, is_up: false, balance: None, used: None, month_cost: None, response_time: None }
    }

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
