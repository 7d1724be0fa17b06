use serde::Serialize;

use super::{Timestamp, Usd};

/// The value of one metric. Its kind is normally the metric's [`Kind`](super::Kind).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricValue {
    Flag(bool),
    Usd(Usd),
    /// A number of credit units, not money.
    Number(f64),
    Time(Timestamp),
    /// Text, or a value of an unexpected kind made readable as text.
    Text(String),
}
