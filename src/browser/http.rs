//! Sending a request.

use std::cell::Cell;
use std::rc::Rc;
use std::str::FromStr as _;

use gloo_net::http::{Method as HttpMethod, Request as HttpRequest, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use crate::engine::Request;
use crate::openai::{Answer, NoAnswer, Outcome};

/// How long a request and its body may take, in milliseconds. A worker is stopped when a fetch takes 30 seconds.
const TIME_OUT_MS: u32 = 20_000;

/// Sends a request and waits for its end.
pub async fn send(request: &Request) -> Outcome {
    let controller = AbortController::new().map_err(|_| NoAnswer::Unreachable)?;
    let timed_out = Rc::new(Cell::new(false));
    // Dropped, and with that cancelled, when the answer is complete.
    let _timer = Timeout::new(TIME_OUT_MS, {
        let (controller, timed_out) = (controller.clone(), Rc::clone(&timed_out));
        move || {
            timed_out.set(true);
            controller.abort();
        }
    });
    let answer = async { read(build(request, &controller)?.send().await?).await };
    answer.await.map_err(|_: gloo_net::Error| match timed_out.get() {
        true => NoAnswer::TimedOut,
        false => NoAnswer::Unreachable,
    })
}

/// Everything a browser would add by itself is turned off: cookies would say who asks, a redirect could carry the key elsewhere, and a
/// cache would write the answer to disk.
fn build(request: &Request, controller: &AbortController) -> Result<HttpRequest, gloo_net::Error> {
    let request = &request.http;
    let mut builder = RequestBuilder::new(&request.url)
        .method(HttpMethod::from_str(request.method.name()).unwrap_or_default())
        .abort_signal(Some(&controller.signal()))
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer);
    for (name, value) in request.headers() {
        builder = builder.header(name, &value);
    }
    match &request.body {
        Some(body) => builder.body(Uint8Array::from(body.as_slice())),
        None => builder.build(),
    }
}

async fn read(response: Response) -> Result<Answer, gloo_net::Error> {
    let header = |name: &str| response.headers().get(name);
    Ok(Answer {
        status: response.status(),
        content_type: header("content-type"),
        retry_after: header("retry-after"),
        body: response.binary().await?,
    })
}
