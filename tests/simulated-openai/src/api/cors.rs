//! Which pages may read the answers of api.openai.com.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::PLATFORM_ORIGIN;

/// The answer to any preflight; [`add`] says who may go on.
pub(super) fn preflight() -> Response {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "authorization, openai-organization, openai-project, content-type"),
    ];
    (StatusCode::OK, allowed).into_response()
}

/// Lets the platform's own page read the answer, unless it is a 401: those carry no CORS headers in the
/// real service either, so a page sees "failed to fetch" instead of the status.
pub(super) fn add(mut response: Response, request: &HeaderMap, everywhere: bool) -> Response {
    let readable = response.status() != StatusCode::UNAUTHORIZED;
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = request.get(header::ORIGIN)
        && readable
        && (everywhere || origin == PLATFORM_ORIGIN)
    {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    }
    response
}
