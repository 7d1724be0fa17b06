//! Which of the simulated hosts a request is for.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, header};
use axum::response::{Html, IntoResponse as _, Response};
use hyper::body::Incoming;
use tower::ServiceExt as _;

use super::TlsRefusals;
use crate::request_log::LoggedRequest;
use crate::service::Service;
use crate::{CONTROL_HOST, PLATFORM_HOST, api, control, platform};

/// Every host that this one server plays, told apart by the `host` header.
pub(crate) struct Hosts {
    service: Arc<Service>,
    platform: Router,
    control: Router,
}

/// Marks a response that must not be sent: the connection ends instead.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("a fault closed this connection")]
pub(crate) struct CloseConnection;

impl CloseConnection {
    pub(crate) fn response() -> Response {
        let mut response = Response::default();
        response.extensions_mut().insert(Self);
        response
    }
}

impl Hosts {
    pub(crate) fn new(service: Arc<Service>) -> Self {
        Self {
            platform: platform::router(Arc::clone(&service)),
            control: control::router(Arc::clone(&service)),
            service,
        }
    }

    pub(super) fn tls_refusals(&self) -> &TlsRefusals {
        &self.service.tls_refusals
    }

    /// Answers one request and logs it, unless it is one to the control interface.
    pub(super) async fn answer(&self, request: Request<Incoming>) -> Result<Response, CloseConnection> {
        let host = host(request.headers());
        if [CONTROL_HOST, "localhost", "127.0.0.1"].contains(&host.as_str()) {
            return Ok(routed(&self.control, request).await);
        }
        let plays_api = self.service.world.read().plays_api(&host);
        let now = self.service.now();
        let logged = LoggedRequest::new(&host, plays_api, request.method(), request.uri(), request.headers(), now);
        let number = self.service.log.arrived(logged);
        let mut response = match host.as_str() {
            _ if plays_api => api::answer(&self.service, &request.into_parts().0).await,
            PLATFORM_HOST => routed(&self.platform, request).await,
            _ => Html("<!doctype html><title>Another site</title>").into_response(),
        };
        if response.extensions().get::<CloseConnection>().is_some() {
            return Err(CloseConnection);
        }
        self.service.log.answered(number, response.status().as_u16());
        // No page and no key may end up in a browser's cache.
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

async fn routed(router: &Router, request: Request<Incoming>) -> Response {
    match router.clone().oneshot(request.map(Body::new)).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// The host a request names, without its port.
pub(crate) fn host(headers: &HeaderMap) -> String {
    let named = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let host = named.unwrap_or_default();
    host.split_once(':').map_or(host, |(host, _port)| host).to_ascii_lowercase()
}
