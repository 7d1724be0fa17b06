//! Who is refused what, with which error; which pages may read an answer.

use crate::support::{Setting, error_code};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use simulated_openai::{API_HOST, Credential, Endpoint, PLATFORM_ORIGIN, samples};

const PATH: &str = Endpoint::CreditGrants.path();
const ALLOWED: &str = "access-control-allow-origin";

async fn from(setting: &Setting, origin: &str, key: Option<&Credential>) -> Response {
    let request = setting.api(PATH, key, None).header("origin", origin);
    request.send().await.unwrap()
}

#[tokio::test]
async fn the_organisation_is_chosen_by_header() {
    let setting = Setting::with_samples().await;
    let key = setting.openai.issue_key(samples::ADA);
    for (organization, available) in [
        (None, json!(8.918_398_675)),
        (Some(samples::PREPAID), json!(8.918_398_675)),
        (Some(samples::ARREARS_ENTERPRISE), json!(132_457.82)),
        (Some(samples::LEGACY_2023), json!(13.792_66)),
        (Some(samples::EMPTY), json!(0)),
        (Some(samples::ODD_SHAPES), json!("-3.25")),
    ] {
        let answer = setting.api(PATH, Some(&key), organization).send().await.unwrap();
        assert_eq!(answer.json::<Value>().await.unwrap()["total_available"], available, "{organization:?}");
    }
}

#[tokio::test]
async fn refusals_have_the_real_status_and_code() {
    let setting = Setting::with_samples().await;
    let (ada, bob) = (setting.openai.issue_key(samples::ADA), setting.openai.issue_key(samples::BOB));
    let (unknown, secret) = (Credential::new("sess-unknown"), Credential::new("sk-madeup"));
    for (key, organization, status, code) in [
        (None, None, 401, json!(null)),
        (Some(&unknown), None, 401, json!("invalid_api_key")),
        (Some(&ada), Some(samples::READERS), 401, json!("mismatched_organization")),
        (Some(&bob), None, 403, json!(null)),
        (Some(&secret), None, 403, json!(null)),
    ] {
        let answer = setting.api(PATH, key, organization).send().await.unwrap();
        assert_eq!(answer.status(), status, "{key:?} {organization:?}");
        assert_eq!(error_code(answer).await, code, "{key:?} {organization:?}");
    }
}

#[tokio::test]
async fn an_api_key_is_refused_with_its_type() {
    let setting = Setting::with_samples().await;
    let answer = setting.api(PATH, Some(&Credential::new("sk-madeup")), None).send().await.unwrap();
    let body: Value = answer.json().await.unwrap();
    assert_eq!(
        body["error"]["message"],
        "Your request to GET /dashboard/billing/credit_grants must be made with a session key (that is, it can \
         only be made from the browser). You made it with the following key type: secret."
    );
}

#[tokio::test]
async fn only_the_platforms_page_may_read_and_never_a_401() {
    let setting = Setting::with_samples().await;
    let key = setting.openai.issue_key(samples::ADA);

    let own = from(&setting, PLATFORM_ORIGIN, Some(&key)).await;
    assert_eq!(own.headers()[ALLOWED], PLATFORM_ORIGIN);
    let refused = from(&setting, PLATFORM_ORIGIN, None).await;
    assert_eq!(refused.status(), 401);
    assert!(!refused.headers().contains_key(ALLOWED));
    let forbidden = from(&setting, PLATFORM_ORIGIN, Some(&Credential::new("sk-madeup"))).await;
    assert_eq!(forbidden.headers()[ALLOWED], PLATFORM_ORIGIN);

    let evil = "https://evil.test";
    assert!(!from(&setting, evil, Some(&key)).await.headers().contains_key(ALLOWED));
    setting.openai.edit(|world| world.allow_cors_everywhere = true);
    assert_eq!(from(&setting, evil, Some(&key)).await.headers()[ALLOWED], evil);
}

#[tokio::test]
async fn preflights_are_answered_even_for_an_endpoint_that_fails() {
    let setting = Setting::with_samples().await;
    setting.openai.fail(Endpoint::CreditGrants, simulated_openai::Fault::Hang);
    let preflight = setting.request(Method::OPTIONS, API_HOST, PATH).header("origin", PLATFORM_ORIGIN);
    let answer = preflight.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()[ALLOWED], PLATFORM_ORIGIN);
    let headers = answer.headers()["access-control-allow-headers"].to_str().unwrap();
    assert!(headers.contains("authorization") && headers.contains("openai-organization"));
    assert!(setting.openai.requests_to(Endpoint::CreditGrants).is_empty());
}
