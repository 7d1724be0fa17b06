//! What the endpoints report, and under which paths.

use crate::support::Setting;
use serde_json::{Value, json};
use simulated_openai::world::{Clock, CostLine, PathForms, RawAnswer};
use simulated_openai::{Endpoint, World, samples};
use time::macros::datetime;

/// Two minutes before the UTC day ends.
fn late_in_the_day() -> World {
    World { clock: Clock::Fixed(datetime!(2026-11-22 23:58 UTC)), ..samples::world() }
}

async fn usage(setting: &Setting, query: &str) -> (u16, Value) {
    let key = setting.openai.issue_key(samples::ADA);
    let path = format!("/v1/dashboard/billing/usage?{query}");
    let answer = setting.api(&path, Some(&key), None).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn organisations_are_listed_with_the_default_first() {
    let setting = Setting::with_samples().await;
    let body: Value = setting.ask(Endpoint::Organizations).await.unwrap().json().await.unwrap();
    assert_eq!(body["object"], "list");
    let listed = body["data"].as_array().unwrap();
    assert_eq!(listed.len(), 5);
    for (index, organization) in listed.iter().enumerate() {
        assert!(["id", "title", "name", "role"].iter().all(|field| organization[field].is_string()), "{organization}");
        assert_eq!(
            (organization["personal"].as_bool(), organization["is_default"].as_bool()),
            (Some(index == 0), Some(index == 0))
        );
    }
    assert_eq!((&listed[0]["id"], &listed[0]["title"]), (&json!(samples::PREPAID), &json!("Ada Personal")));
}

#[tokio::test]
async fn usage_without_its_end_date_has_no_today() {
    let setting = Setting::of(late_in_the_day()).await;
    let lines = vec![CostLine::new(0, "o3, input", 2.0), CostLine::new(1, "o3, input", 5.0)];
    setting.openai.edit(|world| world.account_mut(samples::PREPAID).unwrap().usage = lines);

    let (_, until_today) = usage(&setting, "start_date=2026-11-01&end_date=2026-11-22").await;
    assert_eq!(until_today["total_usage"], json!(5.0));
    let (_, until_tomorrow) = usage(&setting, "start_date=2026-11-01&end_date=2026-11-23").await;
    assert_eq!(until_tomorrow["total_usage"], json!(7.0));
    assert_eq!(until_tomorrow["daily_costs"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn usage_asks_for_its_dates() {
    let setting = Setting::of(late_in_the_day()).await;
    for query in ["", "start_date=2026-11-01", "start_date=2026-08-01&end_date=2026-11-23"] {
        let (status, body) = usage(&setting, query).await;
        assert_eq!((status, &body["error"]["type"]), (400, &json!("invalid_request_error")), "{query}");
    }
}

#[tokio::test]
async fn the_prepaid_sample_is_real_shaped() {
    let setting = Setting::of(late_in_the_day()).await;
    let credit: Value = setting.ask(Endpoint::CreditGrants).await.unwrap().json().await.unwrap();
    assert_eq!(credit["total_granted"], json!(200));
    assert_eq!(credit["total_used"], json!(191.081_601_325));
    assert_eq!(credit["total_paid_available"], json!(8.918_398_675));
    assert!(credit["grants"]["data"].as_array().unwrap().iter().any(|grant| grant["expires_at"].is_null()));
    let (_, usage) = usage(&setting, "start_date=2026-11-22&end_date=2026-11-23").await;
    assert_eq!(usage["daily_costs"][0]["line_items"][0]["name"], "gpt-5.5, input");
}

#[tokio::test]
async fn each_form_of_a_path_exists_when_the_world_says_so() {
    let setting = Setting::with_samples().await;
    let key = setting.openai.issue_key(samples::ADA);
    for (forms, bare_status, v1_status) in
        [(PathForms::Both, 200, 200), (PathForms::OnlyBare, 200, 404), (PathForms::OnlyV1, 404, 200)]
    {
        setting.openai.edit(|world| world.path_forms = forms);
        for endpoint in [Endpoint::CreditGrants, Endpoint::Subscription, Endpoint::Organizations] {
            let v1 = format!("/v1{}", endpoint.path());
            for (path, status) in [(endpoint.path(), bare_status), (&v1, v1_status)] {
                let answer = setting.api(path, Some(&key), None).send().await.unwrap();
                assert_eq!(answer.status(), status, "{forms:?} {path}");
                let body: Value = answer.json().await.unwrap();
                if status == 404 {
                    assert_eq!(body["error"]["message"], format!("Invalid URL (GET {path})"));
                }
            }
        }
    }
}

#[tokio::test]
async fn an_account_can_answer_anything() {
    let setting = Setting::with_samples().await;
    let answer = RawAnswer { status: 203, content_type: "application/octet-stream".to_owned(), body: vec![0xff, 0x00] };
    setting.openai.edit(|world| {
        let account = world.account_mut(samples::PREPAID).unwrap();
        account.raw_answers.insert(Endpoint::Subscription, answer);
    });
    let answer = setting.ask(Endpoint::Subscription).await.unwrap();
    assert_eq!(answer.status(), 203);
    assert_eq!(answer.headers()["content-type"], "application/octet-stream");
    assert_eq!(answer.bytes().await.unwrap().as_ref(), [0xff, 0x00]);
}
