//! What can go wrong, on demand.

mod answer;
mod plan;
mod slow;

pub(crate) use answer::answer;
pub(crate) use plan::Faults;

use std::time::Duration;

use serde::Deserialize;

/// A way for an endpoint to misbehave. Preflights are answered as if nothing were wrong.
///
/// In JSON, as the control interface takes it: `"hang"`, `{"gigantic": 5000000}`,
/// `{"status": {"code": 429, "retry_after": {"seconds": 120}}}`, `{"delay": 1.5}`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// An error with this HTTP status.
    Status {
        /// The status, such as 429 or 503.
        code: u16,
        /// The body; an error in OpenAI's shape when `None`.
        #[serde(default)]
        body: Option<String>,
        /// A `retry-after` header.
        #[serde(default)]
        retry_after: Option<RetryAfter>,
    },
    /// 403: the member's role or the key lacks scopes.
    MissingScopes,
    /// 401: the account is deactivated.
    Deactivated,
    /// 401: the key does not belong to the organisation.
    MismatchedOrganization,
    /// 404: the path does not exist, in either form.
    NotFound,
    /// 200 and a page, as the log-in page of a hotel's network answers.
    Html,
    /// 200, JSON, and not a byte of it.
    EmptyBody,
    /// 200 and only the first half of the right JSON, announced as if it were all.
    Truncated,
    /// The right answer announced in full; after half of it the connection is closed.
    CutOff,
    /// The right answer at a crawl: a space at a time, which JSON allows before a value, and never the value
    /// itself until the fault is healed. Status and headers come at once.
    Drip,
    /// 200 and the right fields, each with a value of another type.
    WrongTypes,
    /// 200 and valid JSON of so many bytes: an object with one field, `padding`, and no field of a right answer.
    /// It is made while it is sent, so that 20 MB cost no memory here.
    Gigantic(usize),
    /// No answer until the fault is healed; then the right one.
    Hang,
    /// The right answer, so many seconds late.
    #[serde(deserialize_with = "seconds")]
    Delay(Duration),
    /// The TCP connection is closed without an answer.
    ///
    /// Browsers repeat a GET once when this happens on a connection they used before, so a single
    /// counted reset may go unseen there.
    Reset,
    /// 302 to another address.
    Redirect(String),
    /// This, word for word.
    Raw {
        /// The HTTP status.
        status: u16,
        /// The `content-type` header.
        content_type: String,
        /// The body; text when it comes from JSON.
        #[serde(deserialize_with = "text_bytes")]
        bytes: Vec<u8>,
    },
}

/// The two forms of a `retry-after` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryAfter {
    /// `retry-after: 120`
    Seconds(u32),
    /// `retry-after: Sun, 22 Nov 2026 12:00:00 GMT`, so many seconds after the world's now.
    DateIn(u32),
}

fn seconds<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    Duration::try_from_secs_f64(f64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

fn text_bytes<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    String::deserialize(deserializer).map(String::into_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_read_from_json() {
        let read = |json: &str| serde_json::from_str::<Fault>(json).unwrap();
        assert_eq!(read(r#""hang""#), Fault::Hang);
        assert_eq!(read(r#"{"delay": 1.5}"#), Fault::Delay(Duration::from_millis(1500)));
        assert_eq!(
            read(r#"{"status": {"code": 429, "retry_after": {"seconds": 120}}}"#),
            Fault::Status { code: 429, body: None, retry_after: Some(RetryAfter::Seconds(120)) }
        );
        assert!(serde_json::from_str::<Fault>(r#"{"delay": -1}"#).is_err());
    }
}
