//! The cookie that makes a browser signed in. It is no session key and opens nothing but the log-in endpoint.

use axum::http::{HeaderMap, header};

const NAME: &str = "simulated-session";

/// `Domain` covers both hosts: the page shows this cookie to api.openai.com to get its key.
const ATTRIBUTES: &str = "Domain=openai.com; Path=/; Secure; HttpOnly; SameSite=Lax";

/// The value a request brings along.
pub(crate) fn of(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|cookies| cookies.split("; ")).find_map(|cookie| cookie.strip_prefix(NAME)?.strip_prefix('='))
}

/// A `set-cookie` header that lasts until the browser closes.
pub(super) fn set(value: &str) -> String {
    format!("{NAME}={value}; {ATTRIBUTES}")
}

/// A `set-cookie` header that removes it.
pub(super) fn cleared() -> String {
    format!("{NAME}=; Max-Age=0; {ATTRIBUTES}")
}
