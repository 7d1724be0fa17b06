//! The endpoints of api.openai.com that are simulated.

use serde::{Deserialize, Serialize};

/// An endpoint, whichever form of its path a request uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// `GET /dashboard/billing/credit_grants`
    CreditGrants,
    /// `GET /dashboard/billing/usage`
    Usage,
    /// `GET /dashboard/billing/subscription`
    Subscription,
    /// `GET /organizations`
    Organizations,
    /// `POST /dashboard/onboarding/login`: the platform's page turns its cookie into a session key.
    Login,
}

impl Endpoint {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::CreditGrants, Self::Usage, Self::Subscription, Self::Organizations, Self::Login];

    /// The path without the leading `/v1`.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::CreditGrants => "/dashboard/billing/credit_grants",
            Self::Usage => "/dashboard/billing/usage",
            Self::Subscription => "/dashboard/billing/subscription",
            Self::Organizations => "/organizations",
            Self::Login => "/dashboard/onboarding/login",
        }
    }

    /// The endpoint at this path of api.openai.com, in either form.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        let bare = path.strip_prefix("/v1").unwrap_or(path);
        Self::ALL.into_iter().find(|endpoint| endpoint.path() == bare)
    }

    /// The one method it answers to.
    pub(crate) const fn method(self) -> axum::http::Method {
        match self {
            Self::Login => axum::http::Method::POST,
            _ => axum::http::Method::GET,
        }
    }
}
