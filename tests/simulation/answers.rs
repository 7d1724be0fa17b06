//! Answers of OpenAI: good ones, and every kind of failure.

use credit_gauge::account::{MetricSet, Timestamp};
use credit_gauge::openai::{Answer, NoAnswer, Outcome, Purpose};
use fastrand::Rng;

/// An answer, and what the worker must understand from it.
pub struct Served {
    pub outcome: Outcome,
    /// Whether it contains a reading.
    pub good: bool,
    /// The wait that a 429 asks for, in seconds; 0 if it names none.
    pub wait: Option<u64>,
}

/// A good answer. `number` makes each answer different, so that the stored one can be recognised.
pub fn well(purpose: Purpose, number: u64, now: Timestamp) -> Served {
    let body = match purpose {
        Purpose::Read(MetricSet::CreditGrants) => format!(r#"{{"total_granted":1000,"total_available":{number}}}"#),
        Purpose::Read(MetricSet::ModelCost) => {
            let today = now.day().start().millis() / 1000;
            format!(r#"{{"daily_costs":[{{"timestamp":{today},"line_items":[{{"name":"m","cost":{number}}}]}}]}}"#)
        }
        Purpose::Read(MetricSet::BillingSubscription) => format!(r#"{{"plan":{{"title":"Plan {number}"}}}}"#),
        Purpose::OrganizationNames => {
            let titles = (0..6)
                .map(|org| format!(r#"{{"id":"org-{org}","title":"Org {}","is_default":{}}}"#, org / 2, org == 0));
            format!(r#"{{"data":[{}]}}"#, titles.collect::<Vec<_>>().join(","))
        }
    };
    Served { good: true, ..status(200, None, body) }
}

/// The answer to a revoked key.
pub fn refused() -> Served {
    status(401, None, r#"{"error":{"code":"invalid_api_key","message":"Incorrect API key provided"}}"#.to_owned())
}

/// A random failure.
pub fn badly(rng: &mut Rng, now: Timestamp) -> Served {
    match rng.u8(0..16) {
        0 => status(429, None, String::new()),
        1 => too_many(rng.u64(0..7200)),
        2 => {
            let seconds = rng.u64(0..7200);
            let at = std::time::UNIX_EPOCH + std::time::Duration::from_millis(now.millis() as u64 + seconds * 1000);
            Served {
                wait: Some(seconds.saturating_sub(1)),
                ..status(429, Some(httpdate::fmt_http_date(at)), String::new())
            }
        }
        3 => status(500 + rng.u16(0..5), None, String::new()),
        4 => status(404, None, String::new()),
        5 => status(403, None, r#"{"error":{"message":"Missing scopes: api.usage.read"}}"#.to_owned()),
        6 => status(403, None, "<html>".to_owned()),
        7 => status(418, None, String::new()),
        8 => status(200, None, "<!doctype html><title>Welcome to the hotel</title>".to_owned()),
        9 => status(200, None, String::new()),
        10 => status(200, None, r#"{"total_avail"#.to_owned()),
        11 => status(200, None, r#"{"total_available":[],"daily_costs":7}"#.to_owned()),
        12 => status(200, None, "[1]".to_owned()),
        13 => nothing(NoAnswer::TimedOut),
        14 => status(401, None, r#"{"error":{"code":"mismatched_organization","message":"x"}}"#.to_owned()),
        _ => nothing(NoAnswer::Unreachable),
    }
}

/// 429 with `Retry-After`.
fn too_many(seconds: u64) -> Served {
    Served { wait: Some(seconds), ..status(429, Some(seconds.to_string()), String::new()) }
}

/// No answer at all.
pub fn nothing(why: NoAnswer) -> Served {
    Served { outcome: Err(why), good: false, wait: None }
}

fn status(status: u16, retry_after: Option<String>, body: String) -> Served {
    let answer =
        Answer { status, content_type: Some("application/json".to_owned()), retry_after, body: body.into_bytes() };
    Served { outcome: Ok(answer), good: false, wait: (status == 429).then_some(0) }
}
