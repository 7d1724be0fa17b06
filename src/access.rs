//! For which sites the browser lets us see and send requests.

use serde::{Deserialize, Serialize};

use crate::origin;

/// The match patterns a person has granted, as `permissions.getAll()` lists them. Both Firefox and Chromium let the person take them back
/// at any time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Access(Vec<String>);

/// What a new installation is granted: the two sites of OpenAI.
impl Default for Access {
    fn default() -> Self {
        Self::to([origin::PLATFORM, origin::API].map(pattern))
    }
}

impl Access {
    #[must_use]
    pub fn to(patterns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(patterns.into_iter().map(Into::into).collect())
    }

    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Whether we may see the requests to `origin` and send our own.
    #[must_use]
    pub fn grants(&self, origin: &str) -> bool {
        self.0.iter().any(|pattern| covers(pattern, origin))
    }

    /// Whether both sites of OpenAI are granted. Capturing a key needs both: the request goes to the API and is made by a tab of the platform.
    #[must_use]
    pub fn grants_openai(&self) -> bool {
        self.grants(origin::PLATFORM) && self.grants(origin::API)
    }
}

/// The match pattern with which to ask for access to an https origin. It leaves out the port: Firefox does not support ports in patterns,
/// and in Chromium a pattern without a port matches every port.
#[must_use]
pub fn pattern(origin: &str) -> String {
    format!("https://{}/*", host(origin))
}

/// The host of an https origin, without its port.
fn host(origin: &str) -> &str {
    let authority = origin.trim_start_matches("https://");
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// Whether a match pattern covers all paths of an https origin.
fn covers(pattern: &str, origin: &str) -> bool {
    if pattern == "<all_urls>" {
        return true;
    }
    let rest = pattern.strip_prefix("https://").or_else(|| pattern.strip_prefix("*://"));
    let Some(granted) = rest.and_then(|rest| rest.strip_suffix("/*")) else { return false };
    let host = host(origin);
    match granted.strip_prefix("*.") {
        Some(domain) => host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')),
        None => granted == "*" || granted == host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_as_browsers_read_them() {
        let gateway = "https://gateway.example.test:8443";
        for (granted, origin, expected) in [
            ("https://api.openai.com/*", origin::API, true),
            ("https://*.openai.com/*", origin::API, true),
            ("https://*/*", gateway, true),
            ("*://*/*", gateway, true),
            ("<all_urls>", gateway, true),
            ("https://gateway.example.test/*", gateway, true),
            ("https://*.example.test/*", "https://example.test", true),
            ("http://api.openai.com/*", origin::API, false),
            ("https://api.openai.com/v1/*", origin::API, false),
            ("https://api.openai.com/*", "https://api.openai.com.evil.example", false),
            ("https://*.openai.com/*", "https://evilopenai.com", false),
            ("https://api.openai.com/*", origin::PLATFORM, false),
        ] {
            assert_eq!(Access::to([granted]).grants(origin), expected, "{granted} and {origin}");
        }
        assert!(Access::default().grants_openai());
        assert!(!Access::none().grants_openai());
    }

    #[test]
    fn the_pattern_of_an_origin_grants_that_origin() {
        for origin in [origin::API, "https://gateway.example.test:8443", "https://127.0.0.1", "https://[::1]:8443"] {
            assert!(Access::to([pattern(origin)]).grants(origin), "{origin}");
        }
    }
}
