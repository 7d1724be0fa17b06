use serde::{Deserialize, Serialize};

use super::UsageWindow;
use crate::account::{MetricSet, Timestamp};

/// One endpoint of the account. The first three are the source of one metric set each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Endpoint {
    /// `/dashboard/billing/credit_grants`
    CreditGrants,
    /// `/dashboard/billing/usage`
    Usage,
    /// `/dashboard/billing/subscription`
    Subscription,
    /// `/organizations`: what the organisations of a key are called.
    Organizations,
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
    /// The metric set it is the source of, if it is one's.
    #[must_use]
    pub const fn set(self) -> Option<MetricSet> {
        match self {
            Self::CreditGrants => Some(MetricSet::CreditGrants),
            Self::Usage => Some(MetricSet::ModelCost),
            Self::Subscription => Some(MetricSet::BillingSubscription),
            Self::Organizations => None,
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

    /// The whole URL of a request made at `now` to the API at `origin`.
    #[must_use]
    pub fn url(self, origin: &str, form: PathForm, now: Timestamp) -> String {
        let prefix = match form {
            PathForm::Bare => "",
            PathForm::V1 => "/v1",
        };
        let (path, query) = match self {
            Self::CreditGrants => ("dashboard/billing/credit_grants", String::new()),
            Self::Usage => ("dashboard/billing/usage", UsageWindow::at(now).query()),
            Self::Subscription => ("dashboard/billing/subscription", String::new()),
            Self::Organizations => ("organizations", String::new()),
        };
        format!("{origin}{prefix}/{path}{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::API;

    #[test]
    fn urls() {
        let now = Timestamp::from_seconds(1_795_359_600.0).unwrap();
        let urls = [
            Endpoint::CreditGrants.url(API, PathForm::Bare, now),
            Endpoint::Usage.url(API, PathForm::Bare, now),
            Endpoint::Subscription.url("https://gateway.example.test:8443", PathForm::V1, now),
            Endpoint::Organizations.url(API, PathForm::V1, now),
        ];
        let expected = [
            "https://api.openai.com/dashboard/billing/credit_grants",
            "https://api.openai.com/dashboard/billing/usage?start_date=2026-10-24&end_date=2026-11-23",
            "https://gateway.example.test:8443/v1/dashboard/billing/subscription",
            "https://api.openai.com/v1/organizations",
        ];
        assert_eq!(urls, expected);
    }
}
