//! All rules for capturing a key. A key is captured only from a request that a page or worker of platform.openai.com made, and only if the
//! request does not log in.

use serde::Deserialize;
use thiserror::Error;

use super::log_in::logs_in;
use super::{NotASessionKey, OrganizationId, SessionKey};
use crate::origin;

/// The details `webRequest.onSendHeaders` gives about a request.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenRequest {
    /// The whole URL it goes to.
    pub url: String,
    /// Such as `GET`.
    #[serde(default)]
    pub method: String,
    /// The tab it came from; -1 for none, as for a worker.
    #[serde(default = "no_tab")]
    pub tab_id: i32,
    /// Only in Chromium: the origin of the page or worker that made it; `chrome-extension://...` for our own.
    #[serde(default)]
    pub initiator: Option<String>,
    /// Only in Firefox: the URL of the page or worker that made it; `moz-extension://...` for our own.
    #[serde(default)]
    pub origin_url: Option<String>,
    /// Only in Firefox: whether it came from a private window.
    #[serde(default)]
    pub incognito: Option<bool>,
    #[serde(default)]
    pub request_headers: Vec<Header>,
}

const fn no_tab() -> i32 {
    -1
}

/// One header of a request. A binary header (`binaryValue`) has no `value` and is ignored.
#[derive(Clone, Deserialize)]
pub struct Header {
    /// In any case.
    pub name: String,
    #[serde(default)]
    pub value: Option<String>,
}

/// What was captured from a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captured {
    pub key: SessionKey,
    /// The organisation selected in the tab; `None` if the request has no `openai-organization` header.
    pub organization: Option<OrganizationId>,
}

/// Why nothing was captured from a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotCaptured {
    /// It does not go to api.openai.com.
    #[error("not a request to api.openai.com")]
    OtherTarget,
    /// It was made by another site or an extension, or the browser does not say by whom. Our own requests end up here.
    #[error("not made by platform.openai.com")]
    OtherInitiator,
    /// It came from a private window, whose keys must not be stored.
    #[error("made in a private window")]
    PrivateWindow,
    /// A CORS preflight, which never carries a key.
    #[error("a preflight request")]
    Preflight,
    /// It logs in. What it carries is not yet a session key.
    #[error("a request that logs in")]
    LogsIn,
    /// It has no bearer token.
    #[error("no key in it")]
    NoKey,
    /// Its bearer token is not a session key.
    #[error(transparent)]
    WrongKind(#[from] NotASessionKey),
    /// Its organisation header is not a valid id.
    #[error("an organisation header that is no id")]
    OddOrganization,
}

/// Captures the session key from a request.
///
/// # Errors
/// The first rule that forbids it.
pub fn capture(request: &SeenRequest) -> Result<Captured, NotCaptured> {
    if !origin::is_of(&request.url, origin::API) {
        return Err(NotCaptured::OtherTarget);
    }
    if !request.made_by_platform() {
        return Err(NotCaptured::OtherInitiator);
    }
    if request.incognito == Some(true) {
        return Err(NotCaptured::PrivateWindow);
    }
    if request.method.eq_ignore_ascii_case("OPTIONS") {
        return Err(NotCaptured::Preflight);
    }
    if logs_in(&request.method, &request.url) {
        return Err(NotCaptured::LogsIn);
    }
    let key = request.header("authorization").and_then(bearer).ok_or(NotCaptured::NoKey)?;
    let key = SessionKey::parse(key)?;
    let organization = match request.header("openai-organization") {
        None => None,
        Some(id) => Some(OrganizationId::parse(id.trim()).ok_or(NotCaptured::OddOrganization)?),
    };
    Ok(Captured { key, organization })
}

impl NotCaptured {
    /// Whether the platform made the request but sent no usable key with it. The platform makes requests all the time while a person is signed in.
    /// If all of them are of this kind, the platform has changed how it signs its requests.
    #[must_use]
    pub const fn is_of_platform(self) -> bool {
        match self {
            Self::NoKey | Self::WrongKind(_) | Self::OddOrganization => true,
            Self::OtherTarget | Self::OtherInitiator | Self::PrivateWindow | Self::Preflight | Self::LogsIn => false,
        }
    }
}

impl SeenRequest {
    /// Whether the platform made it. The tab id is no help: it is -1 for our own requests, but also for a service worker or shared worker of the
    /// platform. If the browser gives both `initiator` and `originUrl`, both must be the platform's.
    fn made_by_platform(&self) -> bool {
        let mut named = [&self.initiator, &self.origin_url].into_iter().flatten().peekable();
        named.peek().is_some() && named.all(|page| origin::is_of(page, origin::PLATFORM))
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.request_headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
        found.value.as_deref()
    }
}

fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, key) = authorization.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const KEY: &str = "sess-MadeUp0123456789";

    /// A request as Chromium 156 describes it, with some fields replaced.
    fn seen(changes: serde_json::Value) -> SeenRequest {
        let mut details = json!({
            "requestId": "12", "method": "GET", "type": "xmlhttprequest", "frameId": 0, "tabId": 7, "timeStamp": 1.5,
            "url": "https://api.openai.com/dashboard/billing/credit_grants",
            "initiator": "https://platform.openai.com",
            "requestHeaders": [
                {"name": "sec-ch-ua", "value": "x"},
                {"name": "Authorization", "value": format!("Bearer {KEY}")},
                {"name": "OpenAI-Organization", "value": "org-madeup"},
            ],
        });
        for (name, value) in changes.as_object().unwrap() {
            details[name] = value.clone();
        }
        serde_json::from_value(details).unwrap()
    }

    fn with_headers(headers: &[(&str, &str)]) -> SeenRequest {
        let headers: Vec<_> = headers.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
        seen(json!({"requestHeaders": headers}))
    }

    #[test]
    fn the_key_of_a_request_by_the_platforms_tab_is_captured() {
        let captured = capture(&seen(json!({}))).unwrap();
        assert_eq!(captured.key.expose(), KEY);
        assert_eq!(captured.organization, OrganizationId::parse("org-madeup"));
    }

    #[test]
    fn the_origin_url_of_firefox_is_accepted_instead_of_an_initiator() {
        let request = seen(json!({"initiator": null, "originUrl": "https://platform.openai.com/usage?x=1"}));
        assert!(capture(&request).is_ok());
    }

    #[test]
    fn the_key_of_a_request_by_the_platforms_worker_is_captured() {
        let in_chromium = seen(json!({"tabId": -1, "frameId": -1}));
        let in_firefox = seen(
            json!({"tabId": -1, "initiator": null, "originUrl": "https://platform.openai.com/sw.js", "incognito": false}),
        );
        for request in [in_chromium, in_firefox] {
            assert_eq!(capture(&request).unwrap().key.expose(), KEY);
        }
    }

    #[test]
    fn nothing_is_captured_from_a_request_that_logs_in() {
        let login = "https://api.openai.com/dashboard/onboarding/login";
        let request = seen(json!({"method": "POST", "url": login}));
        assert_eq!(capture(&request), Err(NotCaptured::LogsIn));
        assert!(capture(&seen(json!({"method": "POST"}))).is_ok(), "a POST to another path does not log in");
    }

    #[test]
    fn only_a_request_of_the_platform_without_a_usable_key_counts_as_of_the_platform() {
        let no_key = with_headers(&[]);
        let api_key = with_headers(&[("Authorization", "Bearer sk-proj-madeup")]);
        let odd = with_headers(&[("Authorization", "Bearer sess-MadeUp"), ("OpenAI-Organization", "a b")]);
        for request in [no_key, api_key, odd] {
            assert!(capture(&request).unwrap_err().is_of_platform());
        }
        for other in [
            json!({"requestHeaders": [], "method": "OPTIONS"}),
            json!({"requestHeaders": [], "initiator": "https://chatgpt.com"}),
            json!({"requestHeaders": [], "initiator": "chrome-extension://abcdefghijklmnop", "tabId": -1}),
            json!({"requestHeaders": [], "url": "https://platform.openai.com/usage"}),
            json!({"requestHeaders": [], "incognito": true}),
            json!({"url": "https://api.openai.com/dashboard/onboarding/login", "method": "POST"}),
        ] {
            assert!(!capture(&seen(other.clone())).unwrap_err().is_of_platform(), "{other}");
        }
    }

    #[test]
    fn the_organisation_may_be_missing_but_not_invalid() {
        let authorization = ("authorization", "bearer sess-MadeUp0123456789");
        assert_eq!(capture(&with_headers(&[authorization])).unwrap().organization, None);
        let odd = with_headers(&[authorization, ("openai-organization", "org-a\u{1}")]);
        assert_eq!(capture(&odd), Err(NotCaptured::OddOrganization));
    }

    #[test]
    fn nothing_is_captured_from_our_own_requests() {
        for ours in [
            json!({"tabId": -1, "initiator": "chrome-extension://abcdefghijklmnop"}),
            json!({"tabId": -1, "initiator": null, "originUrl": "moz-extension://0a1b2c3d/_generated_background_page.html"}),
            json!({"tabId": -1, "initiator": null}),
            json!({"tabId": 7, "initiator": null}),
            json!({"initiator": "chrome-extension://abcdefghijklmnop", "originUrl": "https://platform.openai.com/"}),
            json!({"originUrl": "moz-extension://0a1b2c3d/popup.html"}),
        ] {
            assert_eq!(capture(&seen(ours.clone())), Err(NotCaptured::OtherInitiator), "{ours}");
        }
    }

    #[test]
    fn nothing_is_captured_from_requests_by_other_sites() {
        for page in [
            json!(null),
            json!("null"),
            json!("https://chatgpt.com"),
            json!("http://platform.openai.com"),
            json!("https://platform.openai.com.evil.example"),
            json!("https://platform.openai.com@evil.example/"),
            json!("https://platform.openai.com:8443"),
            json!("https://evil.example/https://platform.openai.com/"),
        ] {
            let request = seen(json!({"initiator": page, "originUrl": page}));
            assert_eq!(capture(&request), Err(NotCaptured::OtherInitiator), "{page}");
        }
    }

    #[test]
    fn nothing_is_captured_from_requests_to_other_sites() {
        for url in
            ["https://api.openai.com.evil.example/", "http://api.openai.com/", "https://api.openai.com@evil.example/"]
        {
            assert_eq!(capture(&seen(json!({"url": url}))), Err(NotCaptured::OtherTarget), "{url}");
        }
    }

    #[test]
    fn nothing_is_captured_from_private_windows() {
        assert_eq!(capture(&seen(json!({"incognito": true}))), Err(NotCaptured::PrivateWindow));
        assert!(capture(&seen(json!({"incognito": false}))).is_ok());
    }

    #[test]
    fn an_api_key_is_not_captured() {
        let request = with_headers(&[("Authorization", "Bearer sk-proj-madeup")]);
        assert_eq!(capture(&request), Err(NotCaptured::WrongKind(NotASessionKey::ApiKey)));
    }

    #[test]
    fn a_request_without_a_bearer_token_has_no_key() {
        for headers in [&[][..], &[("Authorization", "Basic bWFkZTp1cA==")], &[("Authorization", "Bearer")]] {
            assert_eq!(capture(&with_headers(headers)), Err(NotCaptured::NoKey), "{headers:?}");
        }
    }
}
