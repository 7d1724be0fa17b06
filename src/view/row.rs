use serde::Serialize;

use super::Message;
use crate::account::{AccountStatus, Kind, Metric, MetricValue, Reading, Severity};

/// One metric on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// `<set>.<name>`: identifies the metric in markup.
    pub metric: String,
    pub label: Message,
    /// Explains the metric.
    pub help: Message,
    pub value: Reading<MetricValue>,
    /// The unit of the value, such as USD.
    pub unit: Option<Message>,
    pub level: RowLevel,
}

/// How a row is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowLevel {
    /// A value that needs no attention.
    Plain,
    /// There is no value.
    None,
    /// A value that needs the person to act.
    Bad,
}

impl RowLevel {
    /// The value of `data-level`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::None => "none",
            Self::Bad => "bad",
        }
    }
}

impl Row {
    #[must_use]
    pub fn of(metric: &Metric, status: &AccountStatus) -> Self {
        let reading = metric.read(status);
        Self {
            metric: metric.id(),
            label: Message::named(metric.label_key()),
            help: Message::named(format!("{}_help", metric.label_key())),
            unit: unit(metric.kind, &reading),
            level: level(metric, &reading),
            value: reading,
        }
    }
}

/// The unit of a value. A value of an unexpected kind is shown as text, which has no unit.
fn unit(kind: Kind, reading: &Reading<MetricValue>) -> Option<Message> {
    match (kind, reading.known()?) {
        (Kind::Usd, MetricValue::Usd(_)) => Some(Message::plain("unit_usd")),
        (Kind::Credits, MetricValue::Number(_)) => Some(Message::plain("unit_credits")),
        (Kind::Time, MetricValue::Time(_)) => Some(Message::plain("unit_utc")),
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
