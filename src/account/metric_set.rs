use serde::{Deserialize, Serialize};

/// One of the three sets of metrics. Each is read and shown on its own, and can fail on its own.
///
/// The names come from HertzBeat's "OpenAI Account Status" monitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricSet {
    /// The balance: granted, used and remaining credit.
    CreditGrants,
    /// The cost of each model over ranges of UTC days.
    ModelCost,
    /// The plan, its limits and the account's billing details.
    BillingSubscription,
}

impl MetricSet {
    /// All sets, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::CreditGrants, Self::ModelCost, Self::BillingSubscription];

    /// The first part of a metric's id (`credit_grants.total_used`). Message keys and markup use it too.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CreditGrants => "credit_grants",
            Self::ModelCost => "model_cost",
            Self::BillingSubscription => "billing_subscription",
        }
    }
}
