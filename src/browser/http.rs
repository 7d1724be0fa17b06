//! Sending a request.

use js_sys::Uint8Array;
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
pub fn send(request: &Request) -> impl Future<Output = Outcome> + use<> {
    let built = AbortController::new().and_then(|cancel| Ok((build(request, &cancel)?, CancelOnDrop(cancel))));
    async move {
        let (request, _cancel) = built.map_err(|_| NoAnswer::Unreachable)?;
        let response = start("fetch", &[request.into()]).await.ok().flatten();
        let response: Option<Response> = response.and_then(|response| response.dyn_into().ok());
        read(&response.ok_or(NoAnswer::Unreachable)?).await
    }
}

async fn read(response: &Response) -> Outcome {
    let header = |name| response.headers().get(name).ok().flatten();
    Ok(Answer {
        status: response.status(),
        content_type: header("content-type"),
        retry_after: header("retry-after"),
        body: read_body(response).await?,
    })
}

/// Everything a browser would add by itself is turned off: cookies would say who asks, a redirect could carry the key elsewhere, and a
/// cache would write the answer to disk.
fn build(request: &Request, cancel: &AbortController) -> Result<WebRequest, JsValue> {
    let request = &request.http;
    let headers = Headers::new()?;
    for (name, value) in request.headers() {
        headers.set(name, &value)?;
    }
    let how = RequestInit::new();
    how.set_method(request.method.name());
    how.set_headers(&headers);
    if let Some(body) = &request.body {
        how.set_body(&Uint8Array::from(body.as_slice()));
    }
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
