//! Bodies that start well and do not end.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::{StreamExt as _, stream};

use super::plan::Healing;
use crate::world::RawAnswer;

/// The time between two bytes of a dripping body, short enough to avoid time-outs between bytes.
const DRIP_EVERY: Duration = Duration::from_millis(100);

/// Announces the whole body, sends half, and ends the connection.
pub(super) fn cut_off(answer: RawAnswer) -> Response {
    let length = answer.body.len();
    let half = Bytes::copy_from_slice(answer.body.get(..length / 2).unwrap_or_default());
    let broken = async {
        // Lets the runtime send the first half. An immediate error would discard it.
        tokio::task::yield_now().await;
        Err(io::Error::from(io::ErrorKind::ConnectionAborted))
    };
    let mut response = with_body(answer, Body::from_stream(stream::iter([Ok(half)]).chain(stream::once(broken))));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// Sends spaces until healed, then the body.
pub(super) fn drip(answer: RawAnswer, healing: Healing) -> Response {
    let body = Bytes::from(answer.body.clone());
    let drops = stream::unfold(tokio::time::interval(DRIP_EVERY), |mut interval| async {
        interval.tick().await;
        Some((Bytes::from_static(b" "), interval))
    });
    let all = drops.take_until(healing.wait()).chain(stream::iter([body]));
    with_body(answer, Body::from_stream(all.map(Ok::<_, io::Error>)))
}

/// The answer's status and headers, with another body.
fn with_body(answer: RawAnswer, body: Body) -> Response {
    let mut response = Response::from(RawAnswer { body: Vec::new(), ..answer });
    response.headers_mut().remove(header::CONTENT_LENGTH);
    *response.body_mut() = body;
    response
}
