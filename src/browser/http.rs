//! Sending a request.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Request as HttpRequest, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
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
    let answer = async { read(build(request, &controller).send().await?).await };
    answer.await.map_err(|_: gloo_net::Error| match timed_out.get() {
        true => NoAnswer::TimedOut,
        false => NoAnswer::Unreachable,
    })
}

/// Everything a browser would add by itself is turned off: cookies would say who asks, a redirect could carry the key elsewhere, and a
/// cache would write the answer to disk.
fn build(request: &Request, controller: &AbortController) -> RequestBuilder {
    // Key and organisation were checked for their characters when they were captured, so no header value is ever invalid. Exposed: this is the request the core
    // made with it, to the one origin it may go to.
    let mut builder = HttpRequest::get(&request.url)
        .abort_signal(Some(&controller.signal()))
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .header("Authorization", &format!("Bearer {}", request.key.expose()));
    if let Some(organization) = &request.organization {
        builder = builder.header("OpenAI-Organization", organization.as_str());
    }
    builder
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
