//! Every fault, as a client meets it.

use std::time::{Duration, Instant};

use crate::support::{Setting, error_code};
use serde_json::Value;
use simulated_openai::{Endpoint, Fault, RetryAfter, samples};

const ENDPOINT: Endpoint = Endpoint::Subscription;
/// Long enough for a loaded machine; nothing here waits it out.
const SOON: Duration = Duration::from_secs(20);

async fn failing(fault: Fault) -> Setting {
    let setting = Setting::with_samples().await;
    setting.openai.fail(ENDPOINT, fault);
    setting
}

async fn body(fault: Fault) -> (u16, String, String) {
    let answer = failing(fault).await.ask(ENDPOINT).await.unwrap();
    let content_type = answer.headers()["content-type"].to_str().unwrap().to_owned();
    (answer.status().as_u16(), content_type, answer.text().await.unwrap())
}

#[tokio::test]
async fn a_status_comes_with_its_retry_after() {
    let throttled = |retry_after| Fault::Status { code: 429, body: None, retry_after };
    let in_seconds = failing(throttled(Some(RetryAfter::Seconds(120)))).await.ask(ENDPOINT).await.unwrap();
    assert_eq!(in_seconds.status(), 429);
    assert_eq!(in_seconds.headers()["retry-after"], "120");
    assert_eq!(error_code(in_seconds).await, "rate_limit_exceeded");

    let at_a_date = failing(throttled(Some(RetryAfter::DateIn(60)))).await.ask(ENDPOINT).await.unwrap();
    assert!(at_a_date.headers()["retry-after"].to_str().unwrap().ends_with(" GMT"));
    let without = failing(throttled(None)).await.ask(ENDPOINT).await.unwrap();
    assert!(!without.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn a_status_can_have_any_body() {
    let fault = Fault::Status { code: 503, body: Some("upstream connect error".to_owned()), retry_after: None };
    let (status, _, text) = body(fault).await;
    assert_eq!((status, text.as_str()), (503, "upstream connect error"));
}

#[tokio::test]
async fn refusals_look_like_the_real_ones() {
    for (fault, status, words) in [
        (Fault::MissingScopes, 403, "Missing scopes"),
        (Fault::Deactivated, 401, "This key is associated with a deactivated account."),
        (Fault::MismatchedOrganization, 401, "mismatched_organization"),
        (Fault::NotFound, 404, "Invalid URL (GET /dashboard/billing/subscription)"),
    ] {
        let (seen, _, text) = body(fault).await;
        assert_eq!(seen, status);
        assert!(text.contains(words), "{text}");
    }
}

#[tokio::test]
async fn bodies_can_be_wrong_in_every_way() {
    let (status, content_type, text) = body(Fault::Html).await;
    assert_eq!((status, content_type.as_str()), (200, "text/html; charset=utf-8"));
    assert!(text.starts_with("<!doctype html>"));

    assert_eq!(body(Fault::EmptyBody).await, (200, "application/json".to_owned(), String::new()));

    let (_, _, half) = body(Fault::Truncated).await;
    assert!(half.starts_with('{') && serde_json::from_str::<Value>(&half).is_err());

    let (_, _, wrong) = body(Fault::WrongTypes).await;
    let wrong: Value = serde_json::from_str(&wrong).unwrap();
    assert!(wrong["hard_limit_usd"].is_array() && wrong["has_payment_method"].is_object());

    let raw = Fault::Raw { status: 418, content_type: "text/plain".to_owned(), bytes: b"hello".to_vec() };
    assert_eq!(body(raw).await, (418, "text/plain".to_owned(), "hello".to_owned()));
}

#[tokio::test]
async fn a_gigantic_body_is_valid_json_of_the_size_asked_for() {
    for bytes in [100, 70_000, 3_000_000] {
        let (_, _, text) = body(Fault::Gigantic(bytes)).await;
        assert_eq!(text.len(), bytes);
        assert!(serde_json::from_str::<Value>(&text).unwrap()["padding"].is_string());
    }
}

#[tokio::test]
async fn every_endpoint_can_fail() {
    let setting = Setting::with_samples().await;
    for endpoint in [Endpoint::CreditGrants, Endpoint::Usage, Endpoint::Subscription, Endpoint::Organizations] {
        setting.openai.fail(endpoint, Fault::MissingScopes);
        assert_eq!(setting.ask(endpoint).await.unwrap().status(), 403, "{endpoint:?}");
    }
}

#[tokio::test]
async fn a_redirect_points_where_it_is_told() {
    let answer = failing(Fault::Redirect("https://portal.test/".to_owned())).await.ask(ENDPOINT).await.unwrap();
    assert_eq!(answer.status(), 302);
    assert_eq!(answer.headers()["location"], "https://portal.test/");
}

#[tokio::test]
async fn a_reset_is_no_answer_at_all() {
    let setting = failing(Fault::Reset).await;
    setting.ask(ENDPOINT).await.unwrap_err();
    let request = setting.openai.requests_to(ENDPOINT).pop().unwrap();
    assert_eq!(request.status, None);
}

#[tokio::test]
async fn a_delay_is_late_and_right() {
    let setting = failing(Fault::Delay(Duration::from_millis(300))).await;
    let asked = Instant::now();
    assert_eq!(setting.ask(ENDPOINT).await.unwrap().status(), 200);
    assert!(asked.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_hanging_request_is_answered_when_healed() {
    let setting = failing(Fault::Hang).await;
    let healing = async {
        let hanging = setting.openai.wait_for_requests(ENDPOINT, 1, SOON).await.unwrap();
        assert_eq!(hanging[0].status, None);
        setting.openai.heal(ENDPOINT);
    };
    let (answer, ()) = tokio::join!(setting.ask(ENDPOINT), healing);
    assert_eq!(answer.unwrap().status(), 200);
    assert_eq!(setting.openai.requests_to(ENDPOINT)[0].status, Some(200));
}

#[tokio::test]
async fn a_counted_fault_ends_by_itself_and_only_hits_its_endpoint() {
    let setting = Setting::with_samples().await;
    setting.openai.fail_times(ENDPOINT, Fault::NotFound, 2);
    let mut seen = Vec::new();
    for endpoint in [ENDPOINT, Endpoint::CreditGrants, ENDPOINT, ENDPOINT] {
        seen.push(setting.ask(endpoint).await.unwrap().status().as_u16());
    }
    assert_eq!(seen, [404, 200, 404, 200]);
}

#[tokio::test]
async fn a_stopped_simulation_is_no_longer_there() {
    let setting = Setting::with_samples().await;
    assert_eq!(setting.ask(ENDPOINT).await.unwrap().status(), 200);
    setting.openai.stop();
    setting.ask(ENDPOINT).await.unwrap_err();
}

#[tokio::test]
async fn the_control_interface_does_the_same() {
    let setting = Setting::with_samples().await;
    let control = |method, path| setting.request(method, "localhost", path);
    let key = setting.openai.issue_key(samples::ADA);

    let fault = serde_json::json!({ "status": { "code": 429, "retry_after": { "seconds": 7 } } });
    let put = control(reqwest::Method::PUT, "/faults/subscription?times=1").json(&fault);
    assert_eq!(put.send().await.unwrap().status(), 204);
    assert_eq!(setting.ask(ENDPOINT).await.unwrap().headers()["retry-after"], "7");
    assert_eq!(setting.ask(ENDPOINT).await.unwrap().status(), 200);

    let log = control(reqwest::Method::GET, "/requests?endpoint=subscription").send().await.unwrap();
    let log = log.text().await.unwrap();
    let requests: Vec<Value> = serde_json::from_str(&log).unwrap();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0]["authorization"], "sess-****");

    let revoked = control(reqwest::Method::DELETE, "/keys").send().await.unwrap();
    assert_eq!(revoked.json::<Value>().await.unwrap()["revoked"], 3);
    let answer = setting.api(ENDPOINT.path(), Some(&key), None).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    let keys = control(reqwest::Method::GET, "/keys").send().await.unwrap().text().await.unwrap();
    assert!(!keys.contains("simulated"), "{keys}");
}
