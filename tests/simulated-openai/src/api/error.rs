//! The errors of api.openai.com, word for word where the words are known.

use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::Credential;
use crate::world::RawAnswer;

/// An error in OpenAI's shape.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: u16,
    message: String,
    kind: &'static str,
    code: Option<&'static str>,
}

impl ApiError {
    fn new(status: u16, code: Option<&'static str>, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), kind: "invalid_request_error", code }
    }

    pub(crate) fn no_key() -> Self {
        Self::new(
            401,
            None,
            "You didn't provide an API key. You need to provide your API key in an Authorization header using \
             Bearer auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from \
             https://platform.openai.com/account/api-keys.",
        )
    }

    pub(crate) fn invalid_key(key: &Credential) -> Self {
        let echoed = key.echoed();
        Self::new(
            401,
            Some("invalid_api_key"),
            format!(
                "Incorrect API key provided: {echoed}. You can find your API key at \
                 https://platform.openai.com/account/api-keys."
            ),
        )
    }

    pub(crate) fn mismatched_organization() -> Self {
        Self::new(
            401,
            Some("mismatched_organization"),
            "OpenAI-Organization header should match organization for API key",
        )
    }

    pub(crate) fn deactivated() -> Self {
        Self::new(
            401,
            Some("account_deactivated"),
            "This key is associated with a deactivated account. If you feel this is an error, contact us through \
             our help center at help.openai.com.",
        )
    }

    pub(crate) fn secret_key(request: &Parts) -> Self {
        let (method, path) = (&request.method, request.uri.path());
        Self {
            kind: "server_error",
            ..Self::new(
                403,
                None,
                format!(
                    "Your request to {method} {path} must be made with a session key (that is, it can only be \
                     made from the browser). You made it with the following key type: secret."
                ),
            )
        }
    }

    pub(crate) fn missing_scopes() -> Self {
        Self::new(
            403,
            None,
            "You have insufficient permissions for this operation. Missing scopes: api.billing.read. Check that you \
             have the correct role in your organization (Reader, Writer, Owner) and project (Member, Owner), and if \
             you're using a restricted API key, that it has the necessary scopes.",
        )
    }

    pub(crate) fn invalid_url(request: &Parts) -> Self {
        let (method, path) = (&request.method, request.uri.path());
        Self::new(404, None, format!("Invalid URL ({method} {path})"))
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, None, message)
    }

    /// A typical error for this status.
    pub(crate) fn with_status(status: u16) -> Self {
        let (kind, code, message) = match status {
            429 => ("requests", Some("rate_limit_exceeded"), "Rate limit reached. Please slow down."),
            500.. => ("server_error", None, "The server had an error while processing your request. Sorry about that!"),
            _ => ("invalid_request_error", None, "The request could not be processed."),
        };
        Self { kind, ..Self::new(status, code, message) }
    }
}

impl From<ApiError> for RawAnswer {
    fn from(error: ApiError) -> Self {
        let body = json!({
            "error": { "message": error.message, "type": error.kind, "param": null, "code": error.code },
        });
        Self { status: error.status, ..Self::json(&body) }
    }
}

impl From<ApiError> for Response {
    fn from(error: ApiError) -> Self {
        RawAnswer::from(error).into()
    }
}

impl From<RawAnswer> for Response {
    fn from(answer: RawAnswer) -> Self {
        let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(header::CONTENT_TYPE, answer.content_type)], answer.body).into_response()
    }
}
