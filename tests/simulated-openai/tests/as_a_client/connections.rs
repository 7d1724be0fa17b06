//! Connections that are refused, closed early, or slow.

use std::error::Error as _;
use std::time::Duration;

use crate::support::Setting;
use reqwest::Method;
use serde_json::Value;
use simulated_openai::{API_HOST, Endpoint, Fault};

const ENDPOINT: Endpoint = Endpoint::CreditGrants;
const SOON: Duration = Duration::from_secs(20);

/// The causes of an error, the innermost last.
fn causes(error: &reqwest::Error) -> String {
    std::iter::successors(error.source(), |error| (*error).source()).map(|error| format!("{error}; ")).collect()
}

#[tokio::test]
async fn a_refused_handshake_ends_with_an_alert_and_reaches_no_log() {
    let setting = Setting::with_samples().await;
    setting.openai.refuse_tls(API_HOST, true);
    let error = setting.ask(ENDPOINT).await.unwrap_err();
    assert!(error.is_connect() && causes(&error).contains("fatal alert"), "{}", causes(&error));
    assert!(setting.openai.requests_to(ENDPOINT).is_empty());
    // Other hosts are not affected.
    assert_eq!(setting.platform(Method::GET, "/login").send().await.unwrap().status(), 200);

    setting.openai.refuse_tls(API_HOST, false);
    assert_eq!(setting.ask(ENDPOINT).await.unwrap().status(), 200);
}

#[tokio::test]
async fn refusing_tls_closes_what_is_open() {
    let setting = Setting::with_samples().await;
    setting.openai.fail(ENDPOINT, Fault::Hang);
    let refusing = async {
        setting.openai.wait_for_requests(ENDPOINT, 1, SOON).await.unwrap();
        setting.openai.refuse_tls(API_HOST, true);
    };
    let (answer, ()) = tokio::join!(setting.ask(ENDPOINT), refusing);
    answer.unwrap_err();
    setting.openai.heal_all();
    assert_eq!(setting.ask(ENDPOINT).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_body_cut_off_announces_more_than_it_sends() {
    let setting = Setting::with_samples().await;
    let whole = setting.ask(ENDPOINT).await.unwrap().bytes().await.unwrap();
    setting.openai.fail(ENDPOINT, Fault::CutOff);
    let mut answer = setting.ask(ENDPOINT).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.content_length()), (200, Some(whole.len() as u64)));
    let mut seen = Vec::new();
    let error = loop {
        match answer.chunk().await {
            Ok(chunk) => seen.extend(chunk.expect("an error comes before the end")),
            Err(error) => break error,
        }
    };
    assert_eq!(seen, whole[..whole.len() / 2], "{error}");
}

#[tokio::test]
async fn a_dripping_body_comes_to_its_end_when_healed() {
    let setting = Setting::with_samples().await;
    setting.openai.fail(ENDPOINT, Fault::Drip);
    let mut answer = setting.ask(ENDPOINT).await.unwrap();
    for _ in 0..3 {
        assert_eq!(answer.chunk().await.unwrap().unwrap(), " ");
    }
    setting.openai.heal(ENDPOINT);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["object"], "credit_summary");
}

#[tokio::test]
async fn the_control_interface_refuses_tls_too() {
    let setting = Setting::with_samples().await;
    let control = |method, path| setting.request(method, "localhost", path).send();
    assert_eq!(control(Method::PUT, "/tls-refusals/api.openai.com").await.unwrap().status(), 204);
    setting.ask(ENDPOINT).await.unwrap_err();
    assert_eq!(control(Method::DELETE, "/tls-refusals/api.openai.com").await.unwrap().status(), 204);
    assert_eq!(setting.ask(ENDPOINT).await.unwrap().status(), 200);
}
