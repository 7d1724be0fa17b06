//! The decoders, given every shape the endpoints are known to send or have sent, and given nonsense.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::account::catalogue::of_set;
use crate::account::limits::{LONGEST_TEXT, MOST_MODEL_NAMES};
use crate::account::{CATALOGUE, Day, MetricSet, MetricValue, Range, Reading, Usd};
use crate::openai::Failure;

fn usd(dollars: f64) -> Reading<Usd> {
    Reading::Known(Usd::from_dollars(dollars).unwrap())
}

fn total(dollars: f64) -> Reading<MetricValue> {
    usd(dollars).map(MetricValue::Usd)
}

fn bytes(body: &Value) -> Vec<u8> {
    serde_json::to_vec(body).unwrap()
}

fn today() -> Day {
    "2026-07-02".parse().unwrap()
}

#[test]
fn credit_grants_of_2026_are_read_and_sorted_by_expiry() {
    let body = json!({
        "object": "credit_summary", "total_granted": 200, "total_used": 191.081601325, "total_available": 8.918398675,
        "total_paid_available": 8.918398675, "something_new": {"a": 1},
        "grants": {"object": "list", "data": [
            {"id": "in_3", "grant_amount": 50, "used_amount": 50, "effective_at": 1782864000, "expires_at": null},
            {"id": "in_2", "grant_amount": 130.5, "used_amount": 121.581601325, "effective_at": 1782864000, "expires_at": 1817078400},
            {"id": "in_1", "grant_amount": 20, "used_amount": 20, "effective_at": 1762864000, "expires_at": 1797078400},
        ]},
    });
    let decoded = credit_grants(&bytes(&body)).unwrap();
    assert_eq!(decoded.totals.get("total_granted"), total(200.0));
    assert_eq!(decoded.totals.get("total_used"), total(191.081601325));
    assert_eq!(decoded.totals.get("total_available"), total(8.918398675));
    let amounts: Vec<_> = decoded.grants.iter().map(|grant| grant.amount).collect();
    assert_eq!(
        amounts,
        [usd(20.0), usd(130.5), usd(50.0)],
        "the first to expire first, the one that never expires last"
    );
}

#[test]
fn credit_grants_of_2023_have_float_times_and_no_paid_part() {
    let body = json!({
        "object": "credit_summary", "total_granted": 18.0, "total_used": 0.0, "total_available": 18.0,
        "grants": {"data": [{"grant_amount": 18.0, "used_amount": 0.0, "effective_at": 1672531200.5, "expires_at": 1688169600.0}]},
    });
    let decoded = credit_grants(&bytes(&body)).unwrap();
    assert_eq!(decoded.totals.get("total_paid_available"), Reading::Absent);
    assert_eq!(decoded.totals.get("total_used"), total(0.0), "zero is a value");
    assert_eq!(decoded.grants[0].expires_at.known().unwrap().iso(), "2023-07-01T00:00:00Z");
}

#[test]
fn null_absent_and_zero_are_told_apart() {
    let decoded = credit_grants(br#"{"total_granted": null, "total_used": 0}"#).unwrap();
    assert_eq!(decoded.totals.get("total_granted"), Reading::Null);
    assert_eq!(decoded.totals.get("total_used"), total(0.0));
    assert_eq!(decoded.totals.get("total_available"), Reading::Absent);
}

#[test]
fn numbers_may_be_strings() {
    let decoded =
        credit_grants(br#"{"total_granted": "200", "total_used": " 191.08 ", "total_available": "-3.5"}"#).unwrap();
    assert_eq!(
        ["total_granted", "total_used", "total_available"].map(|name| decoded.totals.get(name)),
        [total(200.0), total(191.08), total(-3.5)]
    );
}

#[test]
fn a_body_without_its_metrics_is_unreadable() {
    for body in ["", "{", "[]", "null", "{}", r#"{"error":{"message":"x"}}"#, r#"{"total_available":[1]}"#, "\u{feff}"]
    {
        assert_eq!(credit_grants(body.as_bytes()), Err(Failure::Unreadable), "credit_grants {body}");
        assert_eq!(subscription(body.as_bytes()), Err(Failure::Unreadable), "subscription {body}");
        assert_eq!(usage(body.as_bytes(), today()), Err(Failure::Unreadable), "usage {body}");
    }
}

fn usage_totals(lines: &Value) -> Vec<(String, f64)> {
    let body = json!({"object": "list", "total_usage": 1.0, "daily_costs": [{"timestamp": 1782864000.0, "line_items": lines}]});
    let decoded = usage(&bytes(&body), today()).unwrap().cost;
    decoded.totals(Range::Week).into_iter().map(|total| (total.model, total.cost.dollars())).collect()
}

fn row(model: &str, dollars: f64) -> (String, f64) {
    (model.to_owned(), dollars)
}

#[test]
fn usage_is_in_cents_and_a_model_ends_at_the_comma() {
    let lines = json!([
        {"name": "gpt-5.5, input", "cost": 123.4, "project_id": "proj_1"}, {"name": "gpt-5.5, output", "cost": 1000},
        {"name": "o3, input", "cost": 0.5}, {"name": "GPT-4", "cost": 0.0},
    ]);
    assert_eq!(usage_totals(&lines), [row("gpt-5.5", 11.234), row("o3", 0.005), row("GPT-4", 0.0)]);
}

#[test]
fn half_an_emoji_in_a_projects_name_costs_that_name_only() {
    let body = br#"{"daily_costs": [{"timestamp": 1782864000, "line_items": [
        {"name": "o3", "cost": 100, "project_name": "Bot \ud83d", "project_id": "proj_1"}]}]}"#;
    let usage = usage(body, today()).unwrap();
    let projects: Vec<&str> = usage.days.iter().flat_map(|day| &day.projects).map(|it| it.name.as_str()).collect();
    assert_eq!(projects, ["proj_1"]);
}

#[test]
fn the_export_variant_has_dollars_as_text() {
    let lines = json!([{"name": "o3, output", "cost_in_major": "1.25"}, {"name": "o3, output", "cost": "50"}]);
    assert_eq!(usage_totals(&lines), [row("o3", 1.75)]);
}

#[test]
fn a_line_without_a_cost_is_skipped() {
    let lines = json!([null, 7, "o3", ["o3"], {"name": "o3"}, {"cost": null, "name": "x"}, {"name": null, "cost": 100}, {"name": {"a": [1]}, "cost": 100}]);
    assert_eq!(usage_totals(&lines), [row("", 2.0)]);
}

#[test]
fn a_day_without_a_date_or_lines_is_skipped() {
    let good = json!({"timestamp": "1782864000", "line_items": [{"name": "o3", "cost": 100}]});
    let days =
        json!([null, {}, {"timestamp": null}, {"timestamp": 1782864000, "line_items": {"name": "o3"}}, [good], good]);
    let decoded = usage(&bytes(&json!({"daily_costs": days})), today()).unwrap().cost;
    assert_eq!(decoded.totals(Range::Week).len(), 1);
    assert_eq!(decoded.totals(Range::Week)[0].cost, Usd::whole(1));
    for empty in [r#"{"daily_costs": null}"#, r#"{"daily_costs": []}"#] {
        assert_eq!(usage(empty.as_bytes(), today()).unwrap().cost.totals(Range::ThirtyDays), [], "{empty}");
    }
}

#[test]
fn spaces_of_any_script_are_no_part_of_a_model() {
    let lines = json!([{"name": "\u{a0}o3\u{3000}, input", "cost": 100}, {"name": " o3\t", "cost": 50}]);
    assert_eq!(usage_totals(&lines), [row("o3", 1.5)]);
}

#[test]
fn usage_without_one_readable_entry_is_unreadable() {
    for nonsense in [
        json!("2026"),
        json!({"day": 1}),
        json!([1, 2]),
        json!([{"timestamp": "yesterday", "line_items": []}]),
        json!([{"timestamp": 1782864000, "line_items": [{"name": "o3", "cost": "much"}]}]),
    ] {
        let body = bytes(&json!({"daily_costs": nonsense}));
        assert_eq!(usage(&body, today()), Err(Failure::Unreadable), "{nonsense}");
    }
}

#[test]
fn line_items_of_every_known_form_are_read() {
    let line = |name: &str| json!({"name": name, "cost": 100});
    let names = [
        "gpt-5.5, input",
        "evals | gpt-4o-mini-2024-07-18, input",
        "priority | gpt-5.6-sol, output, long context",
        "gpt-audio-mini-2025-12-15 audio, input",
        "assistants api | file search",
        "web search tool calls",
        "o3",
        "Instruct models",
        "InstructGPT",
    ];
    let mut models: Vec<String> = usage_totals(&names.map(line).to_vec().into()).into_iter().map(|it| it.0).collect();
    models.sort_unstable();
    assert_eq!(
        models,
        [
            "Instruct models",
            "InstructGPT",
            "assistants api | file search",
            "evals | gpt-4o-mini-2024-07-18",
            "gpt-5.5",
            "gpt-audio-mini-2025-12-15 audio",
            "o3",
            "priority | gpt-5.6-sol",
            "web search tool calls",
        ]
    );
    assert_eq!(
        usage_totals(&json!([{"name": "Promotional credit", "cost": -250.5}])),
        [row("Promotional credit", -2.505)]
    );
}

#[test]
fn a_number_too_large_for_an_f64_does_not_spoil_the_rest() {
    let decoded = credit_grants(br#"{"total_granted": 1e999, "total_available": 5}"#).unwrap();
    assert_eq!(
        (decoded.totals.get("total_granted"), decoded.totals.get("total_available")),
        (Reading::Absent, total(5.0))
    );
    let decoded = subscription(br#"{"hard_limit_usd": -1e999, "soft_limit_usd": 5}"#).unwrap();
    assert_eq!(decoded.get("soft_limit_usd"), total(5.0));
    let lines = r#"[{"name": "o3", "cost": 1e999}, {"name": "o3", "cost": 100}]"#;
    let body =
        format!(r#"{{"total_usage": 1e999, "daily_costs": [{{"timestamp": 1782864000, "line_items": {lines}}}]}}"#);
    assert_eq!(usage(body.as_bytes(), today()).unwrap().cost.total(Range::Week), Usd::whole(1));
}

#[test]
fn a_huge_text_is_cut_and_an_answer_with_too_many_models_is_refused() {
    let decoded = subscription(&bytes(&json!({"plan": {"title": "x".repeat(1_000_000)}, "primary": true}))).unwrap();
    assert_eq!(decoded.text("plan").unwrap().len(), LONGEST_TEXT);
    let lines: Vec<Value> = (0..=MOST_MODEL_NAMES).map(|it| json!({"name": format!("m{it}"), "cost": 1})).collect();
    let body = json!({"daily_costs": [{"timestamp": 1782864000, "line_items": lines}]});
    assert_eq!(usage(&bytes(&body), today()), Err(Failure::TooLarge));
}

#[test]
fn a_name_with_escapes_is_read() {
    assert_eq!(usage_totals(&json!([{"name": "\u{1F600} \"m\", input", "cost": 100}])), [row("\u{1F600} \"m\"", 1.0)]);
}

#[test]
fn subscription_reads_every_metric_by_its_kind() {
    let body = json!({
        "object": "billing_subscription", "has_payment_method": true, "canceled": false, "canceled_at": 1685249945,
        "delinquent": null, "soft_limit": "1000000", "soft_limit_usd": 19.99998, "hard_limit_usd": {"amount": 120},
        "plan": {"title": "Pay-as-you-go", "id": "payg"}, "primary": "true", "account_name": {"name": "ACME"},
        "tax_ids": [{"type": "eu_vat", "value": "DE1"}], "trust_tier": 4, "billing_email": "",
        "billing_address": {"city": "Pune", "country": "IN"},
    });
    let decoded = subscription(&bytes(&body)).unwrap();
    // Only the metrics of this body, so that a new row in the catalogue does not change the snapshot.
    let mentioned = of_set(MetricSet::BillingSubscription).filter(|metric| !decoded.get(metric.name).is_absent());
    let shown: Vec<String> =
        mentioned.map(|metric| format!("{}: {:?}", metric.name, decoded.get(metric.name))).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn a_value_of_another_kind_is_kept_as_text() {
    let decoded = subscription(br#"{"hard_limit_usd": [1, 2], "canceled_at": "last week"}"#).unwrap();
    assert_eq!(decoded.get("hard_limit_usd"), Reading::Known(MetricValue::Text("1; 2".into())));
    assert_eq!(decoded.get("canceled_at"), Reading::Known(MetricValue::Text("last week".into())));
}

/// Any JSON, with the field names the decoders look for.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z0-9.,: -]{0,12}".prop_map(Value::from),
    ];
    let mut names: Vec<&str> = CATALOGUE.iter().map(|metric| metric.name).collect();
    names.extend([
        "grants",
        "data",
        "grant_amount",
        "expires_at",
        "daily_costs",
        "timestamp",
        "line_items",
        "name",
        "cost",
        "project_name",
        "project_id",
    ]);
    leaf.prop_recursive(5, 64, 8, move |inner| {
        let name = prop::sample::select(names.clone());
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..8)
                .prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #[test]
    fn no_json_panics(body in any_json()) {
        let body = bytes(&body);
        let _ = (credit_grants(&body), subscription(&body), usage(&body, today()));
    }

    #[test]
    fn no_bytes_panic(body: Vec<u8>) {
        let _ = (credit_grants(&body), subscription(&body), usage(&body, today()));
    }

    #[test]
    fn a_total_is_read_from_a_number_and_from_its_text(dollars in -1e6..1e6_f64) {
        for written in [json!(dollars), json!(dollars.to_string())] {
            let decoded = credit_grants(&bytes(&json!({"total_available": written}))).unwrap();
            prop_assert_eq!(decoded.totals.get("total_available"), total(dollars));
        }
    }

    #[test]
    fn the_cost_of_a_model_is_the_sum_of_its_lines(cents in prop::collection::vec(0.0..1e6_f64, 1..50)) {
        let lines: Vec<Value> =
            cents.iter().enumerate().map(|(i, cost)| json!({"name": format!("m, {i}"), "cost": cost})).collect();
        let total: f64 = cents.iter().sum::<f64>() / 100.0;
        let shown = usage_totals(&lines.into());
        prop_assert!((shown[0].1 - total).abs() < 1e-6, "{} is not {total}", shown[0].1);
    }

    #[test]
    fn stored_readings_are_read_back_unchanged(body in any_json()) {
        if let Ok(decoded) = subscription(&bytes(&body)) {
            let stored = serde_json::to_string(&decoded).unwrap();
            let read_back = serde_json::from_str(&stored).unwrap();
            prop_assert_eq!(decoded, read_back);
        }
    }
}
