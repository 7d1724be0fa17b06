//! Further hosts that play the API, each with a key of its own.

use crate::support::{GATEWAY_HOST, Setting, error_code};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use simulated_openai::world::{Gateway, Organization};
use simulated_openai::{API_HOST, Credential, Endpoint, Fault, World, samples};

const ORGANIZATION: &str = "org-simulatedBehindGateway";

fn key() -> Credential {
    Credential::new("sess-simulatedGatewayKeyOfNobodyAtAll0123456")
}

async fn with_gateway() -> Setting {
    let organization = Organization::new(ORGANIZATION, "Behind a Gateway", samples::legacy_2023());
    let gateway = Gateway::new(GATEWAY_HOST, key(), organization);
    Setting::of(World { gateways: vec![gateway], ..samples::world() }).await
}

async fn ask(setting: &Setting, host: &str, path: &str, key: &Credential) -> Response {
    setting.request(Method::GET, host, path).bearer_auth(key.expose()).send().await.unwrap()
}

#[tokio::test]
async fn a_gateway_answers_with_its_own_account() {
    let setting = with_gateway().await;
    let answer = ask(&setting, GATEWAY_HOST, "/v1/dashboard/billing/credit_grants", &key()).await;
    assert_eq!(answer.json::<Value>().await.unwrap()["total_available"], json!(13.792_66));
    let answer = ask(&setting, GATEWAY_HOST, "/organizations", &key()).await;
    assert_eq!(answer.json::<Value>().await.unwrap()["data"][0]["id"], ORGANIZATION);

    let logged = setting.openai.requests_to(Endpoint::CreditGrants).pop().unwrap();
    assert_eq!((logged.host.as_str(), logged.status), (GATEWAY_HOST, Some(200)));
}

#[tokio::test]
async fn no_key_serves_both_a_gateway_and_openai() {
    let setting = with_gateway().await;
    let adas = setting.openai.issue_key(samples::ADA);
    for (host, key) in [(GATEWAY_HOST, adas), (API_HOST, key())] {
        let answer = ask(&setting, host, Endpoint::CreditGrants.path(), &key).await;
        assert_eq!(answer.status(), 401, "{host}");
        assert_eq!(error_code(answer).await, "invalid_api_key", "{host}");
    }
}

#[tokio::test]
async fn a_gateway_fails_like_the_api() {
    let setting = with_gateway().await;
    setting.openai.fail(Endpoint::Usage, Fault::Status { code: 503, body: None, retry_after: None });
    assert_eq!(ask(&setting, GATEWAY_HOST, Endpoint::Usage.path(), &key()).await.status(), 503);
}
