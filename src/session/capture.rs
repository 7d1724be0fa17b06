//! The rules of capture, all in one place. A key is taken from a request only if a tab of platform.openai.com itself made it.

use serde::Deserialize;
use thiserror::Error;

use super::{NotASessionKey, OrganizationId, SessionKey};
use crate::origin;

/// A request as `webRequest.onSendHeaders` describes it. Chromium names the page `initiator`, Firefox `originUrl`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenRequest {
    /// Where it goes.
    pub url: String,
    /// The tab it came from; -1 for workers and extensions, our own requests included.
    pub tab_id: i64,
    /// Chromium: the origin of the page that made it.
    #[serde(default)]
    pub initiator: Option<String>,
    /// Firefox: the URL of the page that made it.
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
    /// No tab made it. Our own requests are of this kind.
    #[error("not made by a tab")]
    NoTab,
    /// A page of another site made it.
    #[error("not made by platform.openai.com")]
    OtherInitiator,
    /// It came from a private window, where nothing is to be remembered.
    #[error("made in a private window")]
    PrivateWindow,
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

impl NotCaptured {
    /// Whether the platform's own page made the request, and only a key that can be used was missing.
    #[must_use]
    pub const fn is_of_platform(self) -> bool {
        matches!(self, Self::NoKey | Self::WrongKind(_))
    }
}

/// Takes the session key from a request, if it may be taken.
///
/// # Errors
/// Why it may not.
pub fn capture(request: &SeenRequest) -> Result<Captured, NotCaptured> {
    if !origin::is_of(&request.url, origin::API) {
        return Err(NotCaptured::OtherTarget);
    }
    if request.tab_id < 0 {
        return Err(NotCaptured::NoTab);
    }
    if !request.page().is_some_and(|page| origin::is_of(page, origin::PLATFORM)) {
        return Err(NotCaptured::OtherInitiator);
    }
    if request.incognito == Some(true) {
        return Err(NotCaptured::PrivateWindow);
    }
    let key = request.header("authorization").and_then(bearer).ok_or(NotCaptured::NoKey)?;
    let key = SessionKey::parse(key)?;
    let organization = match request.header("openai-organization") {
        None => None,
        Some(id) => Some(OrganizationId::parse(id.trim()).ok_or(NotCaptured::OddOrganization)?),
    };
    Ok(Captured { key, organization })
}

impl SeenRequest {
    fn page(&self) -> Option<&str> {
        self.initiator.as_deref().or(self.origin_url.as_deref())
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
    fn the_organisation_may_be_missing_but_not_odd() {
        let authorization = ("authorization", "bearer sess-MadeUp0123456789");
        assert_eq!(capture(&with_headers(&[authorization])).unwrap().organization, None);
        let odd = with_headers(&[authorization, ("openai-organization", "org-a\u{1}")]);
        assert_eq!(capture(&odd), Err(NotCaptured::OddOrganization));
    }

    #[test]
    fn our_own_requests_are_never_looked_at() {
        assert_eq!(capture(&seen(json!({"tabId": -1}))), Err(NotCaptured::NoTab));
        let ours = seen(json!({"initiator": "chrome-extension://abcdefghijklmnop"}));
        assert_eq!(capture(&ours), Err(NotCaptured::OtherInitiator));
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
