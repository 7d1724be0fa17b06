//! From the sign-in form to a session key to an answer.

use crate::support::{Setting, error_code};
use reqwest::Method;
use serde_json::{Value, json};
use simulated_openai::world::{KeyShape, PlatformManners};
use simulated_openai::{Credential, Endpoint, World, samples};

async fn log_in(setting: &Setting) -> Value {
    let login = setting.request(Method::POST, simulated_openai::API_HOST, Endpoint::Login.path());
    let answer = login.send().await.unwrap();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    answer.json().await.unwrap()
}

fn key_in(login: &Value) -> Credential {
    Credential::new(login["user"]["session"]["sensitive_id"].as_str().unwrap())
}

#[tokio::test]
async fn a_visitor_is_sent_to_the_form() {
    let setting = Setting::with_samples().await;
    for path in ["/", "/usage", "/settings/organization/billing/overview"] {
        let answer = setting.platform(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.headers()["location"], "/login", "{path}");
    }
    let form = setting.platform(Method::GET, "/login").send().await.unwrap();
    assert!(form.text().await.unwrap().contains(r#"<input id="password""#));
}

#[tokio::test]
async fn a_wrong_password_is_named() {
    let setting = Setting::with_samples().await;
    let answer = setting.sign_in(samples::ADA, "wrong").await;
    assert_eq!(answer.status(), 401);
    assert!(answer.text().await.unwrap().contains("Wrong email or password"));
    assert_eq!(setting.openai.keys_issued(), []);
}

#[tokio::test]
async fn signing_in_leads_to_a_key_that_every_endpoint_takes() {
    let setting = Setting::with_samples().await;
    assert_eq!(setting.sign_in(samples::ADA, samples::PASSWORD).await.headers()["location"], "/usage");

    let login = log_in(&setting).await;
    let key = key_in(&login);
    assert_eq!(setting.openai.keys_issued(), std::slice::from_ref(&key));
    assert_eq!(login["user"]["orgs"]["data"][0]["id"], samples::PREPAID);

    for (path, object) in [
        ("/dashboard/billing/credit_grants", "credit_summary"),
        ("/dashboard/billing/usage?start_date=2026-11-01&end_date=2026-11-23", "list"),
        ("/dashboard/billing/subscription", "billing_subscription"),
        ("/v1/organizations", "list"),
    ] {
        let answer = setting.api(path, Some(&key), None).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(answer.json::<Value>().await.unwrap()["object"], object, "{path}");
    }
}

#[tokio::test]
async fn a_revoked_key_is_refused_and_the_next_page_load_gets_another() {
    let setting = Setting::with_samples().await;
    setting.sign_in(samples::ADA, samples::PASSWORD).await;
    let first = key_in(&log_in(&setting).await);
    assert_eq!(key_in(&log_in(&setting).await), first);

    assert!(setting.openai.revoke_key(&first));
    let refused = setting.api(Endpoint::CreditGrants.path(), Some(&first), None).send().await.unwrap();
    assert_eq!(refused.status(), 401);
    let text = refused.text().await.unwrap();
    assert!(text.contains("Incorrect API key provided: sess-sim***"), "{text}");
    assert!(!text.contains(first.expose()));

    let second = key_in(&log_in(&setting).await);
    assert_ne!(second, first);
    assert_eq!(setting.openai.keys_issued(), [first, second]);
}

#[tokio::test]
async fn signing_out_ends_the_key_and_the_sign_in() {
    let setting = Setting::with_samples().await;
    setting.sign_in(samples::ADA, samples::PASSWORD).await;
    let key = key_in(&log_in(&setting).await);
    setting.platform(Method::POST, "/logout").send().await.unwrap();
    let answer = setting.api(Endpoint::Subscription.path(), Some(&key), None).send().await.unwrap();
    assert_eq!(error_code(answer).await, json!("invalid_api_key"));
    let page = setting.platform(Method::GET, "/usage").send().await.unwrap();
    assert_eq!(page.headers()["location"], "/login");
}

#[tokio::test]
async fn keys_can_be_json_web_tokens() {
    let setting = Setting::of(World { key_shape: KeyShape::Jwt, ..samples::world() }).await;
    let key = setting.openai.issue_key(samples::ADA);
    assert!(key.expose().starts_with("eyJ"));
    let answer = setting.api(Endpoint::CreditGrants.path(), Some(&key), None).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn a_cookie_opens_an_endpoint_only_where_the_platform_shows_no_key() {
    for shows_no_key in [false, true] {
        let platform = PlatformManners { shows_no_key, ..PlatformManners::default() };
        let setting = Setting::of(World { platform, ..samples::world() }).await;
        setting.sign_in(samples::ADA, samples::PASSWORD).await;
        let answer = setting.api("/dashboard/billing/credit_grants", None, None).send().await.unwrap();
        assert_eq!(answer.status(), if shows_no_key { 200 } else { 401 });
        let manners: Value = setting.platform(Method::GET, "/manners").send().await.unwrap().json().await.unwrap();
        assert_eq!(manners, json!({ "log_in_with": null, "shows_no_key": shows_no_key }));
    }
}
