use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::account::Timestamp;

/// Why a metric set could not be read: one variant for each error OpenAI is known to answer with. `view::failure_words` has the words a
/// person reads.
///
/// No variant holds text from the answer, because a 401 repeats the key it refuses.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// 401: the session key is refused, expired or malformed.
    #[error("the session has ended")]
    SessionEnded,
    /// 401 `mismatched_organization` or `invalid_organization`: the key belongs to another organisation than the one asked for.
    #[error("the key does not belong to this organisation")]
    WrongOrganization,
    /// 401: the account was deactivated.
    #[error("the account is deactivated")]
    AccountDeactivated,
    /// 403: the request was made with an API key, but these endpoints take session keys only.
    #[error("an API key was used where a session key is needed")]
    SecretKey,
    /// 403: the person's role in the organisation cannot see billing.
    #[error("the role cannot see billing")]
    RoleCannotSeeBilling,
    /// 404 for both forms of the path.
    #[error("the endpoint is gone")]
    EndpointGone,
    /// 429: too many requests.
    #[error("too many requests")]
    TooManyRequests {
        /// When to ask again, from the `Retry-After` header, if there was one.
        retry_at: Option<Timestamp>,
    },
    /// 5xx: OpenAI has a problem of its own.
    #[error("the server failed with status {status}")]
    ServerError {
        /// From 500 to 599.
        status: u16,
    },
    /// No answer in the time a request may take.
    #[error("the request timed out")]
    TimedOut,
    /// The connection failed: no network, no such host, no TLS, or a redirect, which is not followed.
    #[error("the server could not be reached")]
    Unreachable,
    /// A web page instead of JSON: a captive portal or a proxy answered.
    #[error("a web page was sent instead of JSON")]
    NotJson,
    /// JSON that is cut off, or that lacks everything this endpoint reports.
    #[error("the answer could not be understood")]
    Unreadable,
    /// The body, or a list in it, is larger than anything OpenAI is known to send. The limits are [`LARGEST_BODY`](super::LARGEST_BODY) and
    /// those of [`account::limits`](crate::account::limits).
    #[error("the answer is too large")]
    TooLarge,
    /// Any other status, and a 403 that is neither of the above.
    #[error("unexpected status {status}")]
    UnexpectedStatus {
        /// Such as 400.
        status: u16,
    },
}

impl Failure {
    /// The part of a message key that names this failure, such as `session_ended`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::SessionEnded => "session_ended",
            Self::WrongOrganization => "wrong_organization",
            Self::AccountDeactivated => "account_deactivated",
            Self::SecretKey => "secret_key",
            Self::RoleCannotSeeBilling => "role_cannot_see_billing",
            Self::EndpointGone => "endpoint_gone",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::ServerError { .. } => "server_error",
            Self::TimedOut => "timed_out",
            Self::Unreachable => "unreachable",
            Self::NotJson => "not_json",
            Self::Unreadable => "unreadable",
            Self::TooLarge => "too_large",
            Self::UnexpectedStatus { .. } => "unexpected_status",
        }
    }

    /// Whether OpenAI refused the key. Then no request with the same key can succeed, and asking on would be a log-in loop.
    #[must_use]
    pub const fn refuses_key(&self) -> bool {
        matches!(self, Self::SessionEnded | Self::WrongOrganization | Self::AccountDeactivated | Self::SecretKey)
    }

    /// Whether the failure may be gone in a minute. Then it makes sense to ask again soon, and less and less often after that.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::TooManyRequests { .. }
            | Self::ServerError { .. }
            | Self::TimedOut
            | Self::Unreachable
            | Self::NotJson
            | Self::Unreadable
            | Self::UnexpectedStatus { .. } => true,
            Self::SessionEnded
            | Self::WrongOrganization
            | Self::AccountDeactivated
            | Self::SecretKey
            | Self::RoleCannotSeeBilling
            // In a minute the answer would be as large. It must not slow down the sets that can be read.
            | Self::TooLarge
            | Self::EndpointGone => false,
        }
    }
}
