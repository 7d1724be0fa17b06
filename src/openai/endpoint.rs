use serde::{Deserialize, Serialize};

use super::UsageWindow;
use crate::account::{MetricSet, Timestamp};
use crate::origin;

/// One endpoint of the account, the source of one metric set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// `/dashboard/billing/credit_grants`
    CreditGrants,
    /// `/dashboard/billing/usage`
    Usage,
    /// `/dashboard/billing/subscription`
    Subscription,
}

/// The paths exist with and without a leading `/v1`; clients of 2026 use both, and which one answers differs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PathForm {
    /// `/dashboard/...`, as the platform's own pages ask.
    #[default]
    Bare,
    /// `/v1/dashboard/...`
    V1,
}

impl PathForm {
    /// The form to try when this one answers 404.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Bare => Self::V1,
            Self::V1 => Self::Bare,
        }
    }
}

impl Endpoint {
    /// The metric set it is the source of.
    #[must_use]
    pub const fn set(self) -> MetricSet {
        match self {
            Self::CreditGrants => MetricSet::CreditGrants,
            Self::Usage => MetricSet::ModelCost,
            Self::Subscription => MetricSet::BillingSubscription,
        }
    }

    /// The endpoint that is the source of a set.
    #[must_use]
    pub const fn of(set: MetricSet) -> Self {
        match set {
            MetricSet::CreditGrants => Self::CreditGrants,
            MetricSet::ModelCost => Self::Usage,
            MetricSet::BillingSubscription => Self::Subscription,
        }
    }

    /// The whole URL of a request made at `now`.
    #[must_use]
    pub fn url(self, form: PathForm, now: Timestamp) -> String {
        let prefix = match form {
            PathForm::Bare => "",
            PathForm::V1 => "/v1",
        };
        let (path, query) = match self {
            Self::CreditGrants => ("credit_grants", String::new()),
            Self::Usage => ("usage", UsageWindow::at(now).query()),
            Self::Subscription => ("subscription", String::new()),
        };
        format!("{}{prefix}/dashboard/billing/{path}{query}", origin::API)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        let now = Timestamp::from_seconds(1_795_359_600.0).unwrap();
        let urls = [
            Endpoint::CreditGrants.url(PathForm::Bare, now),
            Endpoint::Usage.url(PathForm::Bare, now),
            Endpoint::Subscription.url(PathForm::V1, now),
        ];
        let expected = [
            "https://api.openai.com/dashboard/billing/credit_grants",
            "https://api.openai.com/dashboard/billing/usage?start_date=2026-10-24&end_date=2026-11-23",
            "https://api.openai.com/v1/dashboard/billing/subscription",
        ];
        assert_eq!(urls, expected);
    }
}
