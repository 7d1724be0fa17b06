use serde::Serialize;

use super::Message;
use crate::account::{AccountStatus, Kind, Metric, MetricValue, Reading, Severity, Timestamp, Usd};

/// One metric on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// `<set>.<name>`: identifies the metric in markup.
    pub metric: String,
    pub label: Message,
    /// Explains the metric.
    pub help: Message,
    pub value: Shown,
    /// The unit of the value, such as USD.
    pub unit: Option<Message>,
    pub level: RowLevel,
}

/// How a row is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowLevel {
    /// A value that needs no attention.
    Plain,
    /// There is no value.
    None,
    /// A value that needs the person to act.
    Bad,
}

/// A value to show, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    Flag(bool),
    Usd(Usd),
    /// A number of credit units.
    Number(f64),
    Time(Timestamp),
    Text(String),
    /// The answer has `null` for it.
    Null,
    /// The answer does not have it, or there is no answer yet.
    Absent,
}

impl From<Reading<MetricValue>> for Shown {
    fn from(reading: Reading<MetricValue>) -> Self {
        match reading {
            Reading::Absent => Self::Absent,
            Reading::Null => Self::Null,
            Reading::Known(MetricValue::Flag(flag)) => Self::Flag(flag),
            Reading::Known(MetricValue::Usd(amount)) => Self::Usd(amount),
            Reading::Known(MetricValue::Number(number)) => Self::Number(number),
            Reading::Known(MetricValue::Time(at)) => Self::Time(at),
            Reading::Known(MetricValue::Text(text)) => Self::Text(text),
        }
    }
}

impl Row {
    #[must_use]
    pub fn of(metric: &Metric, status: &AccountStatus) -> Self {
        let reading = metric.read(status);
        let level = level(metric, &reading);
        let value = Shown::from(reading);
        Self {
            metric: metric.id(),
            label: Message::named(metric.label_key()),
            help: Message::named(format!("{}_help", metric.label_key())),
            unit: unit(metric.kind, &value),
            level,
            value,
        }
    }
}

/// The unit of a value. A value of an unexpected kind is shown as text, which has no unit.
fn unit(kind: Kind, value: &Shown) -> Option<Message> {
    match (kind, value) {
        (Kind::Usd, Shown::Usd(_)) => Some(Message::plain("unit_usd")),
        (Kind::Credits, Shown::Number(_)) => Some(Message::plain("unit_credits")),
        (Kind::Time, Shown::Time(_)) => Some(Message::plain("unit_utc")),
        _ => None,
    }
}

fn level(metric: &Metric, reading: &Reading<MetricValue>) -> RowLevel {
    match reading.known().map(|value| metric.severity(value)) {
        None => RowLevel::None,
        Some(Severity::Bad) => RowLevel::Bad,
        Some(Severity::Fine) => RowLevel::Plain,
    }
}
