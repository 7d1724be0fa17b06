//! Sends a request with `fetch`.

use std::str::FromStr as _;

use gloo_net::http::{Method, RequestBuilder};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{
    AbortController, ReferrerPolicy, Request as WebRequest, RequestCache, RequestCredentials, RequestRedirect, Response,
};

use super::body::read_body;
use super::call::start;
use crate::engine::Request;
use crate::openai::{Answer, NoAnswer, Outcome, Request as HttpRequest};

/// Sends a request at once; the future waits for the answer. Dropping the future aborts the request.
pub fn send(request: &Request) -> impl Future<Output = Outcome> + use<> {
    let begun = AbortController::new().ok().map(CancelOnDrop).and_then(|cancel| {
        let request = build(&request.http, &cancel.0).ok()?;
        Some((start("fetch", &[request.into()]), cancel))
    });
    async move {
        let (response, _cancel) = begun.ok_or(NoAnswer::Unreachable)?;
        let response = response.await.ok().flatten().and_then(|it| it.dyn_into().ok());
        read(response.ok_or(NoAnswer::Unreachable)?).await
    }
}

async fn read(response: Response) -> Outcome {
    let header = |name| response.headers().get(name).ok().flatten();
    Ok(Answer {
        status: response.status(),
        content_type: header("content-type"),
        retry_after: header("retry-after"),
        body: read_body(&response).await?,
    })
}

/// Turns off what a browser adds by itself: cookies would tell who asks, a redirect could carry the key to another site, and the cache
/// would write the answer to disk.
fn build(request: &HttpRequest, cancel: &AbortController) -> Result<WebRequest, gloo_net::Error> {
    let mut builder = RequestBuilder::new(&request.url)
        .method(Method::from_str(request.method.name()).unwrap_or_default())
        .abort_signal(Some(&cancel.signal()))
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer);
    for (name, value) in request.headers() {
        builder = builder.header(name, &value);
    }
    let request = match &request.body {
        Some(body) => builder.body(Uint8Array::from(body.as_slice())),
        None => builder.build(),
    };
    request.map(WebRequest::from)
}

/// Aborts the request if the answer is no longer awaited. After its end this does nothing.
struct CancelOnDrop(AbortController);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
