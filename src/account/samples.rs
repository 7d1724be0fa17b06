use super::catalogue::{MODEL_LABEL, RANGE_LABEL, Scope, of_set};
use super::{AccountStatus, Metric, MetricSet, MetricValue, Range, Timestamp};

/// One measured value, as monitoring systems take it: of which metric, told apart by which labels, and when.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The metric.
    pub metric: &'static Metric,
    /// What tells it from the metric's other samples; empty for a metric with one value.
    pub labels: Vec<(&'static str, String)>,
    /// Its value.
    pub value: MetricValue,
    /// When it was measured.
    pub at: Timestamp,
}

/// All samples of an account, in the order of the catalogue. What the account does not report, or reports as null, is no sample.
///
/// The cost of a model is one sample for each range in which the model has any line, with the labels `model` and `range`. Four sums are
/// what is kept of the usage, and a sum without its range would be no number anybody could use.
#[must_use]
pub fn samples(status: &AccountStatus) -> Vec<Sample> {
    MetricSet::ALL.into_iter().flat_map(of_set).flat_map(|metric| of_metric(metric, status)).collect()
}

fn of_metric(metric: &'static Metric, status: &AccountStatus) -> Vec<Sample> {
    match metric.scope {
        Scope::Account => {
            let value = metric.read(status).known().cloned();
            let sample = status.measured_at(metric.set).zip(value);
            sample.map(|(at, value)| Sample { metric, labels: Vec::new(), value, at }).into_iter().collect()
        }
        Scope::EachModel(read) => {
            let Some(cost) = &status.model_cost else { return Vec::new() };
            let mut samples = Vec::new();
            for range in Range::ALL {
                samples.extend(cost.value.totals(range).into_iter().map(|total| Sample {
                    metric,
                    value: read(&total),
                    labels: vec![(MODEL_LABEL, total.model), (RANGE_LABEL, range.name().to_owned())],
                    at: cost.at,
                }));
            }
            samples
        }
        Scope::ModelLabel => Vec::new(),
    }
}
