/// Parts at the start of a path that are skipped.
const PREFIXES: [&str; 3] = ["v1", "dashboard", "api"];

/// Parts of a path that stand for logging in or out.
const LOG_IN: [&str; 13] = [
    "auth",
    "authenticate",
    "login",
    "log-in",
    "logout",
    "log-out",
    "oauth",
    "oauth2",
    "onboarding",
    "signin",
    "sign-in",
    "signup",
    "sso",
];

/// Whether a request logs in or out. What such a request carries is not the key of a running session, but may look like one: a JWT of the identity
/// provider looks like a session key that is a JWT.
///
/// Only the path and the method decide:
/// - the first part after `v1`, `dashboard` and `api` is one of [`LOG_IN`], as in `POST /dashboard/onboarding/login` and
///   `/v1/dashboard/onboarding/...`, which known clients use;
/// - or, for a `POST`, the last part is one of them, as in `/dashboard/user/login`.
///
/// Only whole parts count, so `/v1/authors` does not log in. Nor does `GET /v1/models/login`, where `login` is a name that somebody chose.
pub fn logs_in(method: &str, url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').skip(1).filter(|part| !part.is_empty()).peekable();
    while parts.next_if(|part| is_one_of(part, &PREFIXES)).is_some() {}
    let about = parts.next().unwrap_or_default();
    let last = parts.last().unwrap_or_default();
    is_one_of(about, &LOG_IN) || (method.eq_ignore_ascii_case("POST") && is_one_of(last, &LOG_IN))
}

fn is_one_of(part: &str, words: &[&str]) -> bool {
    words.iter().any(|word| part.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_for_logging_in_or_out_are_recognised() {
        for (method, path) in [
            ("POST", "/dashboard/onboarding/login"),
            ("POST", "/v1/dashboard/onboarding/login"),
            ("GET", "/dashboard/onboarding"),
            ("POST", "/dashboard//Onboarding/Login?x=1"),
            ("POST", "/v1/login"),
            ("POST", "/dashboard/logout"),
            ("GET", "/auth/session"),
            ("POST", "/oauth/token"),
            ("post", "/dashboard/user/login"),
        ] {
            assert!(logs_in(method, &format!("https://api.openai.com{path}")), "{method} {path}");
        }
    }

    #[test]
    fn ordinary_paths_do_not_log_in() {
        for (method, path) in [
            ("GET", ""),
            ("GET", "/"),
            ("GET", "/dashboard/billing/credit_grants"),
            ("GET", "/v1/dashboard/billing/usage?start_date=2026-11-01&next=/login"),
            ("POST", "/v1/chat/completions"),
            ("POST", "/v1/realtime/sessions"),
            ("POST", "/dashboard/user/api_keys"),
            ("GET", "/v1/authors"),
            ("GET", "/v1/models/login"),
            ("POST", "/v1/login_methods"),
            ("GET", "/v1/organizations#login"),
        ] {
            assert!(!logs_in(method, &format!("https://api.openai.com{path}")), "{method} {path}");
        }
    }
}
