use serde::Serialize;

use super::Message;
use crate::account::{AccountStatus, Kind, Metric, MetricValue, Reading, Severity, Timestamp, Usd};

/// One metric on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// `<set>.<name>`: the hook on the page.
    pub metric: String,
    /// Its name for a person.
    pub label: Message,
    /// What it means.
    pub help: Message,
    /// Its value.
    pub value: Shown,
    /// The unit the value is in, where it has one.
    pub unit: Option<Message>,
    /// Whether the value is a reason to act.
    pub level: RowLevel,
}

/// How a row is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowLevel {
    /// As any other.
    Plain,
    /// There is no value.
    None,
    /// A value a person has to do something about.
    Bad,
}

/// A value to be shown, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Yes or no.
    Flag(bool),
    /// Money.
    Usd(Usd),
    /// A number of credit units.
    Number(f64),
    /// A moment.
    Time(Timestamp),
    /// Words.
    Text(String),
    /// The account reports `null`.
    Null,
    /// The account does not report it at all.
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
    /// The row of a metric.
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

/// The unit of a value. A value that is not of the kind its metric should have is words, and words have none.
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
