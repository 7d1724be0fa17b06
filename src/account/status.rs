use serde::{Deserialize, Serialize};

use super::{
    CreditGrants, Metric, MetricSet, MetricValue, ModelCost, Reading, Readings, Timestamp, Usage, Usd, catalogue,
};

/// The last good reading of each metric set. A set that was never read is `None`. A failed attempt changes nothing here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountStatus {
    pub credit_grants: Option<Measured<CreditGrants>>,
    pub model_cost: Option<Measured<ModelCost>>,
    pub billing_subscription: Option<Measured<Readings>>,
}

impl AccountStatus {
    /// The credit that is left, if it is known.
    #[must_use]
    pub fn balance(&self) -> Option<Usd> {
        self.credit_grants.as_ref()?.value.balance()
    }

    /// The name of the plan, such as `Pay-as-you-go`, if it is known.
    #[must_use]
    pub fn plan(&self) -> Option<&str> {
        self.billing_subscription.as_ref()?.value.text(catalogue::PLAN)
    }

    /// The readings of a set with one value for each metric. `None` before the first reading, and for the model cost.
    #[must_use]
    pub fn readings(&self, set: MetricSet) -> Option<&Readings> {
        match set {
            MetricSet::CreditGrants => self.credit_grants.as_ref().map(|it| &it.value.totals),
            MetricSet::BillingSubscription => self.billing_subscription.as_ref().map(|it| &it.value),
            MetricSet::ModelCost => None,
        }
    }

    /// When a set was last read successfully.
    #[must_use]
    pub fn measured_at(&self, set: MetricSet) -> Option<Timestamp> {
        match set {
            MetricSet::CreditGrants => self.credit_grants.as_ref().map(|it| it.at),
            MetricSet::ModelCost => self.model_cost.as_ref().map(|it| it.at),
            MetricSet::BillingSubscription => self.billing_subscription.as_ref().map(|it| it.at),
        }
    }
}

impl Metric {
    /// The reading of this metric. Absent if its set was never read, or if the metric has a value for each model.
    #[must_use]
    pub fn read(&self, status: &AccountStatus) -> Reading<MetricValue> {
        status.readings(self.set).map(|readings| readings.get(self.name)).unwrap_or_default()
    }
}

/// A reading of one set.
#[derive(Debug, Clone, PartialEq)]
pub enum SetReading {
    CreditGrants(CreditGrants),
    ModelCost(Usage),
    BillingSubscription(Readings),
}

impl SetReading {
    #[must_use]
    pub const fn set(&self) -> MetricSet {
        match self {
            Self::CreditGrants(_) => MetricSet::CreditGrants,
            Self::ModelCost(_) => MetricSet::ModelCost,
            Self::BillingSubscription(_) => MetricSet::BillingSubscription,
        }
    }

    /// Calls `change` with every text that came from OpenAI.
    pub fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Self::CreditGrants(grants) => grants.totals.for_each_text(change),
            Self::ModelCost(usage) => usage.for_each_text(change),
            Self::BillingSubscription(readings) => readings.for_each_text(change),
        }
    }
}

/// A value and when it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured<T> {
    /// When the answer arrived.
    pub at: Timestamp,
    pub value: T,
}
