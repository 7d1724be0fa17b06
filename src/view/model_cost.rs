use serde::Serialize;

use super::notice::set_notice;
use super::{Arg, Message, SetNotice};
use crate::account::catalogue::{OTHER_MODELS, Scope, of_set};
use crate::account::{
    AccountStatus, Day, Metric, MetricSet, MetricValue, ModelTotal, OtherModels, Range, Reading, Timestamp, Usd,
};
use crate::monitor::Monitor;

/// The set Model Cost over one range.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelCostView {
    pub notice: Option<SetNotice>,
    pub range: Range,
    /// The UTC days of the range; `None` before the first reading.
    pub dates: Option<Message>,
    /// Shown if the range is "Today" but the reading is of an earlier UTC day.
    pub earlier_day: Option<Message>,
    /// The cost of all models; `None` before the first reading.
    pub total: Option<Usd>,
    /// One column for each metric of the set.
    pub columns: Vec<Column>,
    /// The most expensive model first. The last row may be the sum of the models that are not kept by name.
    pub models: Vec<ModelRow>,
}

/// The heading of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// `<set>.<name>`: identifies the metric in markup.
    pub metric: String,
    pub label: Message,
    /// Explains the metric.
    pub help: Message,
}

/// A row of the table: one model, or the sum of the models that are not kept by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelRow {
    /// The model's name from OpenAI; empty for lines without a name, [`OTHER_MODELS`] for the models not kept by name.
    pub name: String,
    /// The name that is shown.
    pub title: Message,
    /// One value for each column. The model's name is one of them.
    pub values: Vec<ModelValue>,
    /// The part of the range's total, from 0.0 to 1.0.
    pub share: f64,
}

/// The value of one metric of a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelValue {
    /// `<set>.<name>`: identifies the metric in markup.
    pub metric: String,
    pub value: Reading<MetricValue>,
    /// Whether it is the model's name, which comes first in the row.
    pub is_name: bool,
}

impl ModelCostView {
    #[must_use]
    pub fn of(monitor: &Monitor, status: &AccountStatus, range: Range, now: Timestamp) -> Self {
        let measured = status.model_cost.as_ref().map(|measured| &measured.value);
        let totals = measured.map(|it| it.totals(range)).unwrap_or_default();
        let total = measured.map(|it| it.total(range));
        let whole = total.unwrap_or_default();
        let others = measured.and_then(|it| it.others(range));
        let dates = measured.map(|it| {
            let (first, last) = (range.first_day(it.last_day), it.last_day);
            if first == last {
                Message::with("range_one_day", [Arg::Day(last)])
            } else {
                Message::with("range_dates", [Arg::Day(first), Arg::Day(last)])
            }
        });
        let is_earlier = |last: &Day| range == Range::Today && *last < now.day();
        Self {
            earlier_day: measured
                .map(|it| it.last_day)
                .filter(is_earlier)
                .map(|last| Message::with("cost_of_earlier_day", [Arg::Day(last)])),
            notice: set_notice(monitor, status, MetricSet::ModelCost),
            range,
            dates,
            total,
            columns: of_set(MetricSet::ModelCost).map(Column::of).collect(),
            models: totals
                .iter()
                .map(|it| ModelRow::of(it, whole))
                .chain(others.map(|it| ModelRow::of_others(it, whole)))
                .collect(),
        }
    }
}

impl Column {
    fn of(metric: &Metric) -> Self {
        Self {
            metric: metric.id(),
            label: Message::named(metric.label_key()),
            help: Message::named(format!("{}_help", metric.label_key())),
        }
    }
}

impl ModelRow {
    fn of(model: &ModelTotal, total: Usd) -> Self {
        Self {
            title: match model.model.as_str() {
                "" => Message::plain("model_unnamed"),
                name => Message::verbatim(name),
            },
            name: model.model.clone(),
            values: of_set(MetricSet::ModelCost).filter_map(|metric| ModelValue::of(metric, model)).collect(),
            share: model.cost.share_of(total).unwrap_or(0.0).clamp(0.0, 1.0),
        }
    }

    fn of_others(others: OtherModels, total: Usd) -> Self {
        let together = ModelTotal { model: OTHER_MODELS.to_owned(), cost: others.cost };
        Self { title: Message::with("model_others", [Arg::Count(others.count as usize)]), ..Self::of(&together, total) }
    }
}

impl ModelValue {
    fn of(metric: &Metric, model: &ModelTotal) -> Option<Self> {
        let (value, is_name) = match metric.scope {
            Scope::ModelLabel => (MetricValue::Text(model.model.clone()), true),
            Scope::EachModel(read) => (read(model), false),
            Scope::Account => return None,
        };
        Some(Self { metric: metric.id(), value: Reading::Known(value), is_name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Measured, ModelCost};
    use crate::json;

    #[test]
    fn after_midnight_todays_costs_are_said_to_be_of_an_earlier_day() {
        let read_at = Timestamp::from_seconds(1_782_863_940.0).unwrap();
        let cost: ModelCost = json::from_slice(br#"{"last_day": "2026-06-30", "models": []}"#).unwrap();
        assert_eq!(cost.last_day, read_at.day());
        let readings =
            AccountStatus { model_cost: Some(Measured { at: read_at, value: cost }), ..AccountStatus::default() };
        let note = |range, now| ModelCostView::of(&Monitor::default(), &readings, range, now).earlier_day;
        let after_midnight = read_at.after(std::time::Duration::from_secs(60));
        assert_eq!(note(Range::Today, read_at), None);
        let words = Message::with("cost_of_earlier_day", [Arg::Day(read_at.day())]);
        assert_eq!(note(Range::Today, after_midnight), Some(words));
        assert_eq!(note(Range::Week, after_midnight), None, "the dates of a week are shown anyway");
    }
}
