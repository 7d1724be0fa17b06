use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{MetricValue, Reading};

/// The billing subscription of an account: one reading for every metric of that set in the [catalogue](super::catalogue).
///
/// A table rather than a struct with 26 fields, so that a new metric is one new row of the catalogue and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BillingSubscription(BTreeMap<String, Reading<MetricValue>>);

impl BillingSubscription {
    /// What the account says of the metric called `name`; absent for a name it does not mention.
    #[must_use]
    pub fn get(&self, name: &str) -> Reading<MetricValue> {
        self.0.get(name).cloned().unwrap_or_default()
    }
}

impl FromIterator<(String, Reading<MetricValue>)> for BillingSubscription {
    fn from_iter<I: IntoIterator<Item = (String, Reading<MetricValue>)>>(readings: I) -> Self {
        Self(readings.into_iter().collect())
    }
}
