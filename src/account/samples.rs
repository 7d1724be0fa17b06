use super::catalogue::{MODEL_LABEL, OTHER_MODELS, RANGE_LABEL, Scope, of_set};
use super::{AccountStatus, Metric, MetricSet, MetricValue, ModelTotal, Range, Timestamp};

/// One measured value with its metric, labels and time, as monitoring systems expect it.
#[derive(Debug, Clone)]
pub struct Sample {
    pub metric: &'static Metric,
    /// Names and values that tell apart samples of the same metric; empty for a metric with one value.
    pub labels: Vec<(&'static str, String)>,
    pub value: MetricValue,
    /// When the set was read.
    pub at: Timestamp,
}

/// All samples of an account, in the order of the catalogue. A metric that is absent or null has no sample.
///
/// The cost of a model has one sample, with the labels `model` and `range`, for each range in which the model has a line: only four sums
/// of the usage are kept, and a sum means nothing without its range. The models that are not kept by name share one sample named `*`, so
/// the samples of a range add up to the total.
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
                let others = cost.value.others(range);
                let others = others.map(|it| ModelTotal { model: OTHER_MODELS.to_owned(), cost: it.cost });
                samples.extend(cost.value.totals(range).into_iter().chain(others).map(|total| Sample {
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

#[cfg(test)]
mod tests {
    use super::super::limits::MOST_MODELS;
    use super::super::{CreditGrants, Day, Measured, Reading, Readings, UsageSums, Usd, catalogue};
    use super::*;

    const AT: Timestamp = Timestamp::from_millis(1_795_359_600_000);

    fn written(status: &AccountStatus) -> Vec<String> {
        let write = |sample: Sample| format!("{}{:?} {:?}", sample.metric.id(), sample.labels, sample.value);
        samples(status).into_iter().map(write).collect()
    }

    fn model_cost(lines: impl IntoIterator<Item = (Day, String, Usd)>) -> AccountStatus {
        let mut sums = UsageSums::up_to(AT.day());
        lines.into_iter().for_each(|(day, model, cost)| sums.add(day, &model, "", cost).unwrap());
        AccountStatus { model_cost: Some(Measured { at: AT, value: sums.finish().cost }), ..AccountStatus::default() }
    }

    #[test]
    fn a_model_has_a_sample_for_each_range_in_which_it_has_a_line() {
        let today = AT.day();
        let status = model_cost([
            (today, "o3".to_owned(), Usd::whole(1)),
            (today.plus(-3), "o3".to_owned(), Usd::whole(2)),
            (today.plus(-3), "gpt-5.5".to_owned(), Usd::ZERO),
        ]);
        let sample = |model, range, nanos: i64| {
            format!(r#"model_cost.cost[("model", "{model}"), ("range", "{range}")] Usd(Usd({nanos}))"#)
        };
        let mut expected = vec![sample("o3", "today", 1_000_000_000)];
        for range in ["week", "month", "thirty_days"] {
            expected.extend([sample("o3", range, 3_000_000_000), sample("gpt-5.5", range, 0)]);
        }
        assert_eq!(written(&status), expected);
    }

    #[test]
    fn models_that_are_not_kept_by_name_share_one_sample() {
        let status = model_cost((0..MOST_MODELS + 2).map(|number| (AT.day(), number.to_string(), Usd::whole(1))));
        let today: Vec<Sample> = samples(&status).into_iter().filter(|it| it.labels[1].1 == "today").collect();
        assert_eq!(today.len(), MOST_MODELS + 1);
        assert_eq!(
            (today[MOST_MODELS].labels[0].1.as_str(), &today[MOST_MODELS].value),
            ("*", &MetricValue::Usd(Usd::whole(2)))
        );
    }

    #[test]
    fn a_null_or_absent_metric_has_no_sample() {
        let value = |value| Reading::Known(value);
        let totals = [("total_used", Reading::Null), ("total_available", value(MetricValue::Usd(Usd::ZERO)))];
        let subscription = [("delinquent", value(MetricValue::Flag(true))), ("plan", Reading::Null)];
        let status = AccountStatus {
            credit_grants: Some(Measured {
                at: AT,
                value: CreditGrants { totals: Readings::from_iter(totals), ..CreditGrants::default() },
            }),
            billing_subscription: Some(Measured { at: AT, value: Readings::from_iter(subscription) }),
            ..AccountStatus::default()
        };
        assert_eq!(
            written(&status),
            ["credit_grants.total_available[] Usd(Usd(0))", "billing_subscription.delinquent[] Flag(true)",]
        );
    }

    #[test]
    fn every_metric_of_the_account_has_a_sample() {
        let text = |metric: &'static Metric| (metric.name, Reading::Known(MetricValue::Text("x".to_owned())));
        let of = |set| Readings::from_iter(of_set(set).map(text));
        let totals = of(MetricSet::CreditGrants);
        let status = AccountStatus {
            credit_grants: Some(Measured { at: AT, value: CreditGrants { totals, ..CreditGrants::default() } }),
            billing_subscription: Some(Measured { at: AT, value: of(MetricSet::BillingSubscription) }),
            model_cost: None,
        };
        let rows = catalogue::CATALOGUE.iter().filter(|metric| matches!(metric.scope, Scope::Account));
        let ids = |samples: Vec<Sample>| samples.iter().map(|it| it.metric.id()).collect::<Vec<_>>();
        assert_eq!(ids(samples(&status)), rows.map(Metric::id).collect::<Vec<_>>());
    }
}
