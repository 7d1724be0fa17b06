use serde::Serialize;

use super::notice::set_notice;
use super::{Arg, Message, SetNotice};
use crate::account::{AccountStatus, Day, MetricSet, ModelTotal, Range, Timestamp, Usd};
use crate::monitor::Monitor;

/// The set Model Cost over one range.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelCostView {
    /// What is to be said about it.
    pub notice: Option<SetNotice>,
    /// The range, by its name in markup.
    pub range: &'static str,
    /// Its UTC days; `None` before the first reading.
    pub dates: Option<Message>,
    /// What is to be known of costs called today's that are of an earlier UTC day.
    pub earlier_day: Option<Message>,
    /// What all models cost together; `None` before the first reading.
    pub total: Option<Usd>,
    /// The models, the most expensive first.
    pub models: Vec<ModelRow>,
}

/// One model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelRow {
    /// Its name; empty where OpenAI's lines had none.
    pub name: String,
    /// Its cost.
    pub cost: Usd,
    /// The part of the range's total it makes up, 0.0 to 1.0.
    pub share: f64,
}

impl ModelCostView {
    /// The set as the monitor last read it.
    #[must_use]
    pub fn of(monitor: &Monitor, readings: &AccountStatus, range: Range, now: Timestamp) -> Self {
        let measured = readings.model_cost.as_ref().map(|measured| &measured.value);
        let totals = measured.map(|it| it.totals(range)).unwrap_or_default();
        let total: Usd = totals.iter().map(|it| it.cost).sum();
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
            notice: set_notice(monitor, readings, MetricSet::ModelCost),
            range: range.name(),
            dates,
            total: measured.map(|_| total),
            models: totals.into_iter().map(|it| ModelRow::of(it, total)).collect(),
        }
    }
}

impl ModelRow {
    fn of(model: ModelTotal, total: Usd) -> Self {
        let share = model.cost.share_of(total).unwrap_or(0.0).clamp(0.0, 1.0);
        Self { name: model.model, cost: model.cost, share }
    }
}
