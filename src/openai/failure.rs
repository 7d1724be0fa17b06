use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::account::Timestamp;

/// Why a metric set could not be read. Every row of what OpenAI is known to answer with is one variant; what a person is told
/// of each is in `view::failure_words`.
///
/// None holds any text of the answer: a 401 repeats the key it refuses.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// 401: the session key is refused, expired, or was not understood.
    #[error("the session has ended")]
    SessionEnded,
    /// 401 `mismatched_organization`: the key belongs to another organisation than the one asked for.
    #[error("the key does not belong to this organisation")]
    WrongOrganization,
    /// 401: the account was deactivated.
    #[error("the account is deactivated")]
    AccountDeactivated,
    /// 403: the request was made with an API key, and these endpoints take session keys only.
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
        /// When OpenAI's `Retry-After` says to come back, if it came with one.
        retry_at: Option<Timestamp>,
    },
    /// 5xx.
    #[error("the server failed with status {status}")]
    ServerError {
        /// The HTTP status.
        status: u16,
    },
    /// No answer within the time a request is given.
    #[error("the request timed out")]
    TimedOut,
    /// No connection: no network, no name, no TLS, or a redirect to somewhere else.
    #[error("the server could not be reached")]
    Unreachable,
    /// A web page instead of JSON: a captive portal or a proxy answered.
    #[error("a web page was sent instead of JSON")]
    NotJson,
    /// JSON that is cut off or does not hold what this endpoint reports.
    #[error("the answer could not be understood")]
    Unreadable,
    /// The body, or the number of things in it, is larger than anything OpenAI is known to send. The limits are [`LARGEST_BODY`](super::LARGEST_BODY)
    /// and those of [`account::limits`](crate::account::limits).
    #[error("the answer is too large")]
    TooLarge,
    /// Any other status.
    #[error("unexpected status {status}")]
    UnexpectedStatus {
        /// The HTTP status.
        status: u16,
    },
}

impl Failure {
    /// How it is called in message keys.
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

    /// Whether it is the key that was refused. Then nothing asked with the same key can succeed, and asking on is a log-in loop.
    #[must_use]
    pub const fn refuses_key(&self) -> bool {
        matches!(self, Self::SessionEnded | Self::WrongOrganization | Self::AccountDeactivated | Self::SecretKey)
    }

    /// Whether it may be gone in a minute, so that asking again soon, and then less and less often, makes sense.
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
            // It would be as large in a minute, and must not slow down the sets that can be read.
            | Self::TooLarge
            | Self::EndpointGone => false,
        }
    }
}
