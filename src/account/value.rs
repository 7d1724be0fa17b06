use super::{Timestamp, Usd};

/// The value of one metric, of whatever kind.
#[derive(Debug, Clone, PartialEq)]
pub enum MetricValue {
    /// Yes or no.
    Flag(bool),
    /// Money.
    Usd(Usd),
    /// A number that is no money: credit units.
    Number(f64),
    /// A moment.
    Time(Timestamp),
    /// Words, or whatever had to be turned into words to be readable.
    Text(String),
}
