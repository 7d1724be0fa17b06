use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

use super::Failure;
use super::wire::{self, ErrorObject};
use crate::account::Timestamp;

/// An HTTP response, reduced to what [`read`] needs.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// Such as 200.
    pub status: u16,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The `Retry-After` header: seconds or an HTTP date.
    pub retry_after: Option<String>,
    /// The body as bytes: decoding them is twice as fast as decoding a JavaScript string.
    pub body: Vec<u8>,
}

/// The body stays out of every log, because a 401 repeats the key it refuses.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer {{ status: {}, body: {} bytes }}", self.status, self.body.len())
    }
}

/// Why there is no answer at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// The request took longer than a request may take.
    TimedOut,
    /// The request failed below HTTP.
    Unreachable,
    /// The body is larger than [`LARGEST_BODY`]. Reading stopped there.
    TooLarge,
}

/// The largest body that is read, in bytes. A month of usage with a thousand models is about 4 MB. The browser stops a worker that parses
/// much more than this.
pub const LARGEST_BODY: usize = 8_000_000;

/// How a request ended.
pub type Outcome = Result<Answer, NoAnswer>;

/// The body of a successful answer. `now` is when the answer arrived; `Retry-After` counts from then.
///
/// # Errors
/// The [`Failure`] that the status, or the missing answer, stands for.
pub fn read(outcome: Outcome, now: Timestamp) -> Result<Vec<u8>, Failure> {
    let answer = outcome.map_err(|none| match none {
        NoAnswer::TimedOut => Failure::TimedOut,
        NoAnswer::Unreachable => Failure::Unreachable,
        NoAnswer::TooLarge => Failure::TooLarge,
    })?;
    match answer.status {
        200..=299 if answer.body.len() > LARGEST_BODY => Err(Failure::TooLarge),
        200..=299 if is_web_page(&answer) => Err(Failure::NotJson),
        200..=299 => Ok(answer.body),
        401 => Err(unauthorized(&wire::error(&answer.body))),
        403 => Err(forbidden(&wire::error(&answer.body))),
        404 => Err(Failure::EndpointGone),
        429 => Err(Failure::TooManyRequests { retry_at: answer.retry_after.and_then(|after| retry_at(&after, now)) }),
        status @ 500..=599 => Err(Failure::ServerError { status }),
        status => Err(Failure::UnexpectedStatus { status }),
    }
}

/// A known error code decides. The words of the message count only without one.
fn unauthorized(error: &ErrorObject) -> Failure {
    match error.code.as_deref() {
        Some("invalid_api_key") => return Failure::SessionEnded,
        Some("mismatched_organization" | "invalid_organization") => return Failure::WrongOrganization,
        Some("account_deactivated") => return Failure::AccountDeactivated,
        _ => {}
    }
    if error.has_phrase("deactivated account") {
        Failure::AccountDeactivated
    } else if speaks_of_permission(error) {
        Failure::RoleCannotSeeBilling
    } else {
        Failure::SessionEnded
    }
}

fn forbidden(error: &ErrorObject) -> Failure {
    if error.has_phrase("session key") {
        Failure::SecretKey
    } else if speaks_of_permission(error) {
        Failure::RoleCannotSeeBilling
    } else {
        // Perhaps a proxy, or a country that OpenAI does not serve. Blaming the person's role would mislead them.
        Failure::UnexpectedStatus { status: 403 }
    }
}

fn speaks_of_permission(error: &ErrorObject) -> bool {
    error.has_word(&["permission", "permissions", "scope", "scopes", "role", "roles"])
}

fn is_web_page(answer: &Answer) -> bool {
    let declared = answer.content_type.as_ref().is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
    declared || answer.body.trim_ascii_start().starts_with(b"<")
}

/// The longest wait that is accepted from `Retry-After`. A header that asks for a year is a mistake.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(24 * 3600);

fn retry_at(header: &str, now: Timestamp) -> Option<Timestamp> {
    let header = header.trim();
    let at = match header.parse::<u64>() {
        Ok(seconds) => now.after(Duration::from_secs(seconds)),
        Err(_) => {
            let date = httpdate::parse_http_date(header).ok()?;
            let since_epoch = date.duration_since(UNIX_EPOCH).ok()?;
            Timestamp::from_seconds(since_epoch.as_secs_f64())?
        }
    };
    Some(at.min(now.after(LONGEST_RETRY_AFTER)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_359_600_000);

    fn failure(status: u16, body: &str) -> Failure {
        let answer = Answer { status, content_type: None, retry_after: None, body: body.into() };
        read(Ok(answer), NOW).unwrap_err()
    }

    fn error(code: &str, message: &str) -> String {
        format!(r#"{{"error":{{"message":"{message}","type":"invalid_request_error","param":null,"code":{code}}}}}"#)
    }

    #[test]
    fn each_kind_of_401_has_its_failure() {
        let refused = error("\"invalid_api_key\"", "Incorrect API key provided: sess-****.");
        assert_eq!(failure(401, &refused), Failure::SessionEnded);
        assert_eq!(failure(401, &error("null", "You didn't provide an API key.")), Failure::SessionEnded);
        assert_eq!(failure(401, ""), Failure::SessionEnded);
        assert_eq!(failure(401, &error("\"mismatched_organization\"", "x")), Failure::WrongOrganization);
        assert_eq!(failure(401, &error("\"invalid_organization\"", "x")), Failure::WrongOrganization);
        assert_eq!(failure(401, &error("\"account_deactivated\"", "x")), Failure::AccountDeactivated);
        assert_eq!(failure(401, &error("null", "Missing scopes: api.usage.read")), Failure::RoleCannotSeeBilling);
        let deactivated = error("null", "This key is associated with a deactivated account.");
        assert_eq!(failure(401, &deactivated), Failure::AccountDeactivated);
    }

    #[test]
    fn words_inside_an_echoed_key_do_not_count() {
        for key in ["sess-MadeUp0role1scope2permission", "sess-MadeUp.role.scope", "sess-role", "eyJa.role.scope"] {
            for code in ["null", "\"invalid_api_key\"", "\"something_new\""] {
                let refused = error(code, &format!("Incorrect API key provided: {key}."));
                assert_eq!(failure(401, &refused), Failure::SessionEnded, "{key} {code}");
                assert_eq!(failure(403, &refused), Failure::UnexpectedStatus { status: 403 }, "{key} {code}");
            }
        }
        let both = error("\"invalid_api_key\"", "Incorrect API key. Your role cannot use it.");
        assert_eq!(failure(401, &both), Failure::SessionEnded, "the code counts before the words");
    }

    #[test]
    fn each_kind_of_403_has_its_failure() {
        let secret = "Your request must be made with a session key (that is, it can only be made from the browser).";
        assert_eq!(failure(403, &error("null", secret)), Failure::SecretKey);
        assert_eq!(failure(403, &error("null", "Missing scopes: api.usage.read")), Failure::RoleCannotSeeBilling);
        let insufficient = "You have insufficient permissions for this operation.";
        assert_eq!(failure(403, &error("null", insufficient)), Failure::RoleCannotSeeBilling);
        assert_eq!(failure(403, "<html>"), Failure::UnexpectedStatus { status: 403 });
    }

    #[test]
    fn every_other_status_and_a_missing_answer_have_their_failure() {
        assert_eq!(failure(404, ""), Failure::EndpointGone);
        assert_eq!(failure(429, ""), Failure::TooManyRequests { retry_at: None });
        assert_eq!(failure(503, ""), Failure::ServerError { status: 503 });
        assert_eq!(failure(400, ""), Failure::UnexpectedStatus { status: 400 });
        assert_eq!(read(Err(NoAnswer::TimedOut), NOW), Err(Failure::TimedOut));
        assert_eq!(read(Err(NoAnswer::Unreachable), NOW), Err(Failure::Unreachable));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let at = |seconds| Some(NOW.after(Duration::from_secs(seconds)));
        assert_eq!(retry_at("90", NOW), at(90));
        for years in ["9999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
            assert_eq!(retry_at(years, NOW), at(24 * 3600), "{years}");
        }
        let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_millis(NOW.millis() as u64 + 60_000));
        assert_eq!(retry_at(&date, NOW), at(60));
        for nonsense in ["", "soon", "-5", "1e9"] {
            assert_eq!(retry_at(nonsense, NOW), None, "{nonsense}");
        }
    }

    #[test]
    fn a_web_page_instead_of_json_is_a_failure() {
        for (content_type, body) in [("text/html; charset=utf-8", "Log in"), ("application/json", " \n<!doctype html>")]
        {
            let answer =
                Answer { status: 200, content_type: Some(content_type.into()), retry_after: None, body: body.into() };
            assert_eq!(read(Ok(answer), NOW), Err(Failure::NotJson));
        }
    }

    #[test]
    fn a_body_over_the_limit_is_refused() {
        let read_of = |length| {
            let body = vec![b' '; length];
            read(Ok(Answer { status: 200, content_type: None, retry_after: None, body }), NOW)
        };
        assert!(read_of(LARGEST_BODY).is_ok());
        assert_eq!(read_of(LARGEST_BODY + 1), Err(Failure::TooLarge));
        assert_eq!(read(Err(NoAnswer::TooLarge), NOW), Err(Failure::TooLarge));
    }

    #[test]
    fn debug_shows_no_body() {
        let body = b"Incorrect API key provided: sess-made-up".to_vec();
        let answer = Answer { status: 401, content_type: None, retry_after: None, body };
        assert!(!format!("{answer:?}").contains("sess-"));
    }
}
