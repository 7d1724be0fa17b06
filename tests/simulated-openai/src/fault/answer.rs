//! Makes the answer that a fault causes.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime, format_description::BorrowedFormatItem, macros::format_description};

use super::plan::Healing;
use super::{Fault, RetryAfter, slow};
use crate::api::ApiError;
use crate::server::CloseConnection;
use crate::world::RawAnswer;

/// The date format of HTTP headers.
const HTTP_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// The faulty answer to a request. `right` makes the correct answer when it is called.
pub(crate) async fn answer(
    fault: Fault,
    healing: Healing,
    request: &Parts,
    now: OffsetDateTime,
    right: impl FnOnce() -> RawAnswer,
) -> Response {
    match fault {
        Fault::Status { code, body, retry_after } => status(code, body, retry_after, now),
        Fault::MissingScopes => ApiError::missing_scopes().into(),
        Fault::Deactivated => ApiError::deactivated().into(),
        Fault::MismatchedOrganization => ApiError::mismatched_organization().into(),
        Fault::NotFound => ApiError::invalid_url(request).into(),
        Fault::Html => content("text/html; charset=utf-8", include_str!("captive_portal.html")),
        Fault::EmptyBody => content("application/json", Body::empty()),
        Fault::Truncated => changed(right(), |body| body.get(..body.len() / 2).unwrap_or_default().to_vec()),
        Fault::CutOff => slow::cut_off(right()),
        Fault::Drip => slow::drip(right(), healing),
        Fault::WrongTypes => changed(right(), wrong_types),
        Fault::Gigantic(bytes) => content("application/json", gigantic(bytes)),
        Fault::Hang => {
            healing.wait().await;
            right().into()
        }
        Fault::Delay(duration) => {
            tokio::time::sleep(duration).await;
            right().into()
        }
        Fault::Reset => CloseConnection::response(),
        Fault::Redirect(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Fault::Raw { status, content_type, bytes } => RawAnswer { status, content_type, body: bytes }.into(),
    }
}

fn content(content_type: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, content_type)], body.into()).into_response()
}

fn status(code: u16, body: Option<String>, retry_after: Option<RetryAfter>, now: OffsetDateTime) -> Response {
    let mut answer = RawAnswer::from(ApiError::with_status(code));
    if let Some(body) = body {
        answer.body = body.into_bytes();
    }
    let mut response = Response::from(answer);
    if let Some(value) = retry_after.and_then(|retry_after| retry_after_header(retry_after, now)) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

fn retry_after_header(retry_after: RetryAfter, now: OffsetDateTime) -> Option<HeaderValue> {
    match retry_after {
        RetryAfter::Seconds(seconds) => Some(HeaderValue::from(seconds)),
        RetryAfter::DateIn(seconds) => {
            let date = now.checked_add(Duration::seconds(i64::from(seconds)))?.format(HTTP_DATE).ok()?;
            HeaderValue::try_from(date).ok()
        }
    }
}

/// The right answer with a changed body. An error is not changed.
fn changed(mut answer: RawAnswer, change: impl FnOnce(&[u8]) -> Vec<u8>) -> Response {
    if answer.status == 200 {
        answer.body = change(&answer.body);
    }
    answer.into()
}

fn wrong_types(body: &[u8]) -> Vec<u8> {
    let value = serde_json::from_slice(body).unwrap_or(Value::Null);
    of_other_type(value).to_string().into_bytes()
}

fn of_other_type(value: Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(_) => json!({ "is": "so" }),
        Value::Number(number) => json!([[number]]),
        Value::String(text) => json!({ "text": [text] }),
        Value::Array(items) => json!(items.len()),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, of_other_type(value))).collect(),
    }
}

/// An object with one long string, made while it is sent to save memory.
fn gigantic(bytes: usize) -> Body {
    const OPEN: &[u8] = br#"{"padding":""#;
    const CLOSE: &[u8] = br#""}"#;
    static PADDING: [u8; 64 * 1024] = [b'x'; 64 * 1024];

    let padding = bytes.saturating_sub(OPEN.len() + CLOSE.len());
    let whole = std::iter::repeat_n(Bytes::from_static(&PADDING), padding / PADDING.len());
    let rest = Bytes::from_static(PADDING.get(..padding % PADDING.len()).unwrap_or_default());
    let chunks = std::iter::once(Bytes::from_static(OPEN)).chain(whole).chain([rest, Bytes::from_static(CLOSE)]);
    Body::from_stream(stream::iter(chunks.map(Ok::<_, Infallible>)))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_retry_date_is_an_http_date() {
        let header = retry_after_header(RetryAfter::DateIn(90), datetime!(2026-11-22 11:58:30 UTC)).unwrap();
        assert_eq!(header, "Sun, 22 Nov 2026 12:00:00 GMT");
    }

    #[test]
    fn every_value_gets_another_type() {
        let wrong = of_other_type(json!({ "a": 1, "b": { "c": "text", "d": [1, 2] }, "e": true }));
        assert_eq!(wrong, json!({ "a": [[1]], "b": { "c": { "text": ["text"] }, "d": 2 }, "e": { "is": "so" } }));
    }
}
