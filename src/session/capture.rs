//! The rules of capture, all in one place. A key is taken from a request only if platform.openai.com itself made it, in a tab or in a worker
//! of its own, and not to log in.

use serde::Deserialize;
use thiserror::Error;

use super::log_in::logs_in;
use super::{NotASessionKey, OrganizationId, SessionKey};
use crate::origin;

/// A request as `webRequest.onSendHeaders` describes it. Chromium names the page `initiator`, Firefox `originUrl`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenRequest {
    /// Where it goes.
    pub url: String,
    /// Its HTTP method.
    #[serde(default)]
    pub method: String,
    /// Chromium: the origin of the page or worker that made it; `chrome-extension://...` for our own.
    #[serde(default)]
    pub initiator: Option<String>,
    /// Firefox: the URL of the page or worker that made it; `moz-extension://...` for our own.
    #[serde(default)]
    pub origin_url: Option<String>,
    /// Firefox: whether it came from a private window.
    #[serde(default)]
    pub incognito: Option<bool>,
    /// Its headers.
    #[serde(default)]
    pub request_headers: Vec<Header>,
}

/// One header of a request. A header whose value is no text (`binaryValue`) is none that concerns us.
#[derive(Clone, Deserialize)]
pub struct Header {
    /// Its name, in whatever case the browser has it.
    pub name: String,
    /// Its value.
    #[serde(default)]
    pub value: Option<String>,
}

/// What was taken from a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captured {
    /// The key.
    pub key: SessionKey,
    /// The organisation the tab was working in; `None` for a request without that header.
    pub organization: Option<OrganizationId>,
}

/// Why nothing was taken from a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotCaptured {
    /// It goes somewhere else than to api.openai.com.
    #[error("not a request to api.openai.com")]
    OtherTarget,
    /// A page of another site made it, an extension, or nobody the browser names. Our own requests are of this kind.
    #[error("not made by platform.openai.com")]
    OtherInitiator,
    /// It came from a private window, where nothing is to be remembered.
    #[error("made in a private window")]
    PrivateWindow,
    /// The browser asks whether the page may ask. No key is ever in such a request.
    #[error("a preflight request")]
    Preflight,
    /// It logs in: what it carries is no key of a session yet.
    #[error("a request that logs in")]
    LogsIn,
    /// It carries no bearer key.
    #[error("no key in it")]
    NoKey,
    /// It carries a key of a kind that is not taken.
    #[error(transparent)]
    WrongKind(#[from] NotASessionKey),
    /// Its organisation header holds what cannot be an organisation's id.
    #[error("an organisation header that is no id")]
    OddOrganization,
}

/// Takes the session key from a request, if it may be taken.
///
/// # Errors
/// Why it may not.
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
    /// Whether the platform itself made the request, as it does all the time while somebody is signed in, and it shows no key that can be used.
    /// Where that is all that is ever seen, the platform has changed how it signs its requests.
    #[must_use]
    pub const fn is_of_platform(self) -> bool {
        match self {
            Self::NoKey | Self::WrongKind(_) | Self::OddOrganization => true,
            Self::OtherTarget | Self::OtherInitiator | Self::PrivateWindow | Self::Preflight | Self::LogsIn => false,
        }
    }
}

impl SeenRequest {
    /// Whether the platform made it. A tab's number says nothing: a service worker and a shared worker of the platform have none, as our own
    /// requests have none. Where a browser names both the origin and the page, both have to be the platform's.
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
    fn a_request_of_the_platforms_tab_shows_its_key() {
        let captured = capture(&seen(json!({}))).unwrap();
        assert_eq!(captured.key.expose(), KEY);
        assert_eq!(captured.organization, OrganizationId::parse("org-madeup"));
    }

    #[test]
    fn firefox_names_the_page_instead_of_the_origin() {
        let request = seen(json!({"initiator": null, "originUrl": "https://platform.openai.com/usage?x=1"}));
        assert!(capture(&request).is_ok());
    }

    #[test]
    fn a_worker_of_the_platform_is_the_platform() {
        let in_chromium = seen(json!({"tabId": -1, "frameId": -1}));
        let in_firefox = seen(
            json!({"tabId": -1, "initiator": null, "originUrl": "https://platform.openai.com/sw.js", "incognito": false}),
        );
        for request in [in_chromium, in_firefox] {
            assert_eq!(capture(&request).unwrap().key.expose(), KEY);
        }
    }

    #[test]
    fn a_request_that_logs_in_is_not_looked_at() {
        let login = "https://api.openai.com/dashboard/onboarding/login";
        let request = seen(json!({"method": "POST", "url": login}));
        assert_eq!(capture(&request), Err(NotCaptured::LogsIn));
        assert!(capture(&seen(json!({"method": "POST"}))).is_ok(), "a method alone says nothing");
    }

    #[test]
    fn a_request_of_the_platform_without_a_usable_key_is_told_from_all_others() {
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
    fn the_organisation_may_be_missing_but_not_odd() {
        let authorization = ("authorization", "bearer sess-MadeUp0123456789");
        assert_eq!(capture(&with_headers(&[authorization])).unwrap().organization, None);
        let odd = with_headers(&[authorization, ("openai-organization", "org-a\u{1}")]);
        assert_eq!(capture(&odd), Err(NotCaptured::OddOrganization));
    }

    #[test]
    fn our_own_requests_are_never_looked_at() {
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
    fn nor_are_those_of_other_sites() {
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
    fn nor_requests_that_go_elsewhere() {
        for url in
            ["https://api.openai.com.evil.example/", "http://api.openai.com/", "https://api.openai.com@evil.example/"]
        {
            assert_eq!(capture(&seen(json!({"url": url}))), Err(NotCaptured::OtherTarget), "{url}");
        }
    }

    #[test]
    fn nor_private_windows() {
        assert_eq!(capture(&seen(json!({"incognito": true}))), Err(NotCaptured::PrivateWindow));
        assert!(capture(&seen(json!({"incognito": false}))).is_ok());
    }

    #[test]
    fn an_api_key_is_left_alone() {
        let request = with_headers(&[("Authorization", "Bearer sk-proj-madeup")]);
        assert_eq!(capture(&request), Err(NotCaptured::WrongKind(NotASessionKey::ApiKey)));
    }

    #[test]
    fn a_request_without_a_key_shows_none() {
        for headers in [&[][..], &[("Authorization", "Basic bWFkZTp1cA==")], &[("Authorization", "Bearer")]] {
            assert_eq!(capture(&with_headers(headers)), Err(NotCaptured::NoKey), "{headers:?}");
        }
    }
}
