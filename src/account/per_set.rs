use serde::{Deserialize, Serialize};

use super::MetricSet;

/// At most one item for each metric set. It is a struct because there are only three sets, and each further kind of map adds 12 KB of
/// WASM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PerSet<T> {
    credit_grants: Option<T>,
    model_cost: Option<T>,
    billing_subscription: Option<T>,
}

impl<T> Default for PerSet<T> {
    fn default() -> Self {
        Self { credit_grants: None, model_cost: None, billing_subscription: None }
    }
}

impl<T> PerSet<T> {
    #[must_use]
    pub const fn get(&self, set: MetricSet) -> Option<&T> {
        match set {
            MetricSet::CreditGrants => self.credit_grants.as_ref(),
            MetricSet::ModelCost => self.model_cost.as_ref(),
            MetricSet::BillingSubscription => self.billing_subscription.as_ref(),
        }
    }

    pub fn insert(&mut self, set: MetricSet, item: T) {
        *self.place(set) = Some(item);
    }

    pub fn remove(&mut self, set: MetricSet) -> Option<T> {
        self.place(set).take()
    }

    /// The sets that have an item, with the item, in the order of [`MetricSet::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (MetricSet, &T)> {
        MetricSet::ALL.into_iter().filter_map(|set| Some((set, self.get(set)?)))
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    fn place(&mut self, set: MetricSet) -> &mut Option<T> {
        match set {
            MetricSet::CreditGrants => &mut self.credit_grants,
            MetricSet::ModelCost => &mut self.model_cost,
            MetricSet::BillingSubscription => &mut self.billing_subscription,
        }
    }
}
