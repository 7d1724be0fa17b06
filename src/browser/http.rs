//! Sending a request.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, Response};

use super::body::read_body;
use super::call::start;
use super::js;
use crate::engine::Request;
use crate::openai::{Answer, NoAnswer, Outcome, Request as HttpRequest};

/// Sends a request, and waits for its end when it is polled. It is cancelled when nobody waits any more.
pub fn send(request: &Request) -> impl Future<Output = Outcome> + use<> {
    let begun = AbortController::new().ok().map(CancelOnDrop).map(|cancel| {
        let http = &request.http;
        (start("fetch", &[JsValue::from_str(&http.url), init(http, &cancel.0)]), cancel)
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

/// What `fetch` is told besides the URL. Everything a browser would add by itself is turned off: cookies would say who asks, a redirect could
/// carry the key elsewhere, and a cache would write the answer to disk.
fn init(request: &HttpRequest, cancel: &AbortController) -> JsValue {
    let headers = request.headers();
    let body = request.body.as_ref().map(|body| Uint8Array::from(body.as_slice()));
    js::object([
        ("method", request.method.name().into()),
        ("headers", js::object(headers.iter().map(|(name, value)| (*name, value.into())))),
        ("body", body.map_or(JsValue::UNDEFINED, JsValue::from)),
        ("signal", cancel.signal().into()),
        ("credentials", "omit".into()),
        ("redirect", "error".into()),
        ("cache", "no-store".into()),
        ("referrerPolicy", "no-referrer".into()),
    ])
}

/// Cancels a request that was given up. One that has ended is not touched by it.
struct CancelOnDrop(AbortController);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
