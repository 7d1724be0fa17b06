//! Time-outs.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use super::browser::{Browser, CallFailed};

/// How long a call to the browser may take. Storage answers within milliseconds.
const CALL_TIME_OUT: Duration = Duration::from_secs(10);

/// The value of a future, or `None` if `time_out` ends first. It is dropped then.
pub async fn within<T>(time_out: impl Future<Output = ()>, call: impl Future<Output = T>) -> Option<T> {
    let (mut call, mut time_out) = (pin!(call), pin!(time_out));
    std::future::poll_fn(|context| match call.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => time_out.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// The result of a call to the browser. One that takes longer than [`CALL_TIME_OUT`] has failed.
pub(super) async fn call<B: Browser, T>(
    browser: &B,
    call: impl Future<Output = Result<T, CallFailed>>,
) -> Result<T, CallFailed> {
    within(browser.sleep(CALL_TIME_OUT), call).await.unwrap_or(Err(CallFailed::TimedOut))
}
