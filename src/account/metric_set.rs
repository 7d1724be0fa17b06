use serde::{Deserialize, Serialize};

/// One of the three sets of metrics that are read, shown and can fail independently of each other.
///
/// The names are those of HertzBeat's "OpenAI Account Status" monitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricSet {
    /// The balance: what was granted, used, and is left.
    CreditGrants,
    /// What each model cost, per UTC day.
    ModelCost,
    /// The plan, its limits and the account's billing details.
    BillingSubscription,
}

impl MetricSet {
    /// All sets, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::CreditGrants, Self::ModelCost, Self::BillingSubscription];

    /// The first half of a metric's id (`credit_grants.total_used`) and of its message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CreditGrants => "credit_grants",
            Self::ModelCost => "model_cost",
            Self::BillingSubscription => "billing_subscription",
        }
    }
}
