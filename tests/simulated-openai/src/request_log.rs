//! The log of all requests that arrived.
//!
//! If a browser resolves every host to this server, the log also contains the browser's own requests, such as for updates. So tests
//! should filter by [`Endpoint`] or host.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, Method, Uri, header};
use serde::Serialize;
use time::OffsetDateTime;
use tokio::sync::watch;

use crate::{Credential, Endpoint, PLATFORM_ORIGIN};

/// One request as it arrived. Neither its `Debug` nor its JSON shows a credential.
#[derive(Clone, Debug, Serialize)]
pub struct LoggedRequest {
    /// The requested host, without port.
    pub host: String,
    /// Whether that host plays the API: api.openai.com or a [`crate::world::Gateway`].
    pub to_api: bool,
    /// `GET`, `POST`, `OPTIONS`.
    pub method: String,
    /// The path, without query.
    pub path: String,
    /// The query, without `?`; empty when there is none.
    pub query: String,
    /// The value of the `authorization` header, without `Bearer`.
    pub authorization: Option<Credential>,
    /// The `openai-organization` header.
    pub organization: Option<String>,
    /// The `origin` header: which site's page sent it, or which extension.
    pub origin: Option<String>,
    /// The `referer` header.
    pub referer: Option<String>,
    /// The `sec-fetch-site` header: `same-site` for platform.openai.com's page, `none` for an extension.
    pub sec_fetch_site: Option<String>,
    /// The `sec-fetch-mode` header.
    pub sec_fetch_mode: Option<String>,
    /// Whether any cookie came with it.
    pub has_cookie: bool,
    /// The `user-agent` header.
    pub user_agent: Option<String>,
    /// When it arrived, by the world's clock.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// The status of the answer; `None` while there is none, or if the connection was closed instead.
    pub status: Option<u16>,
}

impl LoggedRequest {
    pub(crate) fn new(
        host: &str,
        to_api: bool,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        at: OffsetDateTime,
    ) -> Self {
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Self {
            host: host.to_owned(),
            to_api,
            method: method.to_string(),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            authorization: credential(headers),
            organization: text(HeaderName::from_static("openai-organization")),
            origin: text(header::ORIGIN),
            referer: text(header::REFERER),
            sec_fetch_site: text(HeaderName::from_static("sec-fetch-site")),
            sec_fetch_mode: text(HeaderName::from_static("sec-fetch-mode")),
            has_cookie: headers.contains_key(header::COOKIE),
            user_agent: text(header::USER_AGENT),
            at,
            status: None,
        }
    }

    /// The requested endpoint, at any host that plays the API; `None` for preflights, pages and unknown paths.
    #[must_use]
    pub fn endpoint(&self) -> Option<Endpoint> {
        let endpoint = Endpoint::at(&self.path)?;
        (self.to_api && self.method == endpoint.method().as_str()).then_some(endpoint)
    }

    /// Whether the page of the simulated platform sent it, rather than an extension or another site.
    #[must_use]
    pub fn is_from_platform_page(&self) -> bool {
        self.origin.as_deref() == Some(PLATFORM_ORIGIN)
    }
}

/// The credential of an `authorization` header, with or without `Bearer`.
pub(crate) fn credential(headers: &HeaderMap) -> Option<Credential> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    Some(Credential::new(value.strip_prefix("Bearer ").unwrap_or(value)))
}

/// Fewer requests arrived in time than a test waited for.
#[derive(Debug, thiserror::Error)]
#[error("only {seen} of {wanted} expected requests arrived within {within:?}; all that did: {all:#?}")]
pub struct TooFewRequests {
    /// How many of the expected kind arrived.
    pub seen: usize,
    /// How many were expected.
    pub wanted: usize,
    /// How long the test waited.
    pub within: Duration,
    /// Everything that arrived.
    pub all: Vec<LoggedRequest>,
}

/// The log. It is a watch channel, so waiting needs no polling.
#[derive(Debug)]
pub(crate) struct RequestLog(watch::Sender<Entries>);

#[derive(Debug, Default)]
struct Entries {
    /// The number of the first entry that is left after clearing. So unfinished requests keep their numbers.
    first: usize,
    requests: Vec<LoggedRequest>,
}

impl RequestLog {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(Entries::default()))
    }

    /// Logs an arrival. Returns the number for [`Self::answered`].
    pub(crate) fn arrived(&self, request: LoggedRequest) -> usize {
        let mut number = 0;
        self.0.send_modify(|entries| {
            number = entries.first + entries.requests.len();
            entries.requests.push(request);
        });
        number
    }

    pub(crate) fn answered(&self, number: usize, status: u16) {
        self.0.send_modify(|entries| {
            let index = number.checked_sub(entries.first);
            if let Some(request) = index.and_then(|index| entries.requests.get_mut(index)) {
                request.status = Some(status);
            }
        });
    }

    pub(crate) fn all(&self) -> Vec<LoggedRequest> {
        self.0.borrow().requests.clone()
    }

    pub(crate) fn clear(&self) {
        self.0.send_modify(|entries| {
            entries.first += entries.requests.len();
            entries.requests.clear();
        });
    }

    /// Waits until `wanted` requests fit, and returns those that do.
    pub(crate) async fn wait_for(
        &self,
        fits: impl Fn(&LoggedRequest) -> bool,
        wanted: usize,
        within: Duration,
    ) -> Result<Vec<LoggedRequest>, TooFewRequests> {
        let mut watching = self.0.subscribe();
        let enough =
            watching.wait_for(|entries| entries.requests.iter().filter(|request| fits(request)).count() >= wanted);
        let in_time = matches!(tokio::time::timeout(within, enough).await, Ok(Ok(_)));
        let fitting: Vec<_> = self.all().into_iter().filter(|request| fits(request)).collect();
        if in_time {
            return Ok(fitting);
        }
        Err(TooFewRequests { seen: fitting.len(), wanted, within, all: self.all() })
    }
}
