//! Sending a request.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortController, Headers, ReferrerPolicy, Request as WebRequest, RequestCache, RequestCredentials, RequestInit,
    RequestRedirect, Response,
};

use super::body::read_body;
use super::call::start;
use crate::engine::Request;
use crate::openai::{Answer, NoAnswer, Outcome};

/// Sends a request and waits for its end. It is cancelled when nobody waits any more.
pub async fn send(request: &Request) -> Outcome {
    answer(request).await.ok_or(NoAnswer::Unreachable)
}

async fn answer(request: &Request) -> Option<Answer> {
    let cancel = CancelOnDrop(AbortController::new().ok()?);
    let request = build(request, &cancel.0).ok()?;
    let response: Response = start("fetch", &[request.into()]).await.ok()??.dyn_into().ok()?;
    let header = |name| response.headers().get(name).ok().flatten();
    Some(Answer {
        status: response.status(),
        content_type: header("content-type"),
        retry_after: header("retry-after"),
        body: read_body(&response).await?,
    })
}

/// Everything a browser would add by itself is turned off: cookies would say who asks, a redirect could carry the key elsewhere, and a
/// cache would write the answer to disk.
fn build(request: &Request, cancel: &AbortController) -> Result<WebRequest, JsValue> {
    let headers = Headers::new()?;
    // Exposed: this is the request the core made with it, to the one origin it may go to.
    headers.set("Authorization", &format!("Bearer {}", request.key.expose()))?;
    if let Some(organization) = &request.organization {
        headers.set("OpenAI-Organization", organization.as_str())?;
    }
    let how = RequestInit::new();
    how.set_headers(&headers);
    how.set_signal(Some(&cancel.signal()));
    how.set_credentials(RequestCredentials::Omit);
    how.set_redirect(RequestRedirect::Error);
    how.set_cache(RequestCache::NoStore);
    how.set_referrer_policy(ReferrerPolicy::NoReferrer);
    WebRequest::new_with_str_and_init(&request.url, &how)
}

/// Cancels a request that was given up. One that has ended is not touched by it.
struct CancelOnDrop(AbortController);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
