use serde_json::{Value, json};

use super::*;

const LEAST: &str = r#"{"start": "2026-03-01T00:00:00Z", "days": 14, "balance_usd": 10, "daily_usd": [1]}"#;

fn with(fields: &Value) -> Result<Plan, Mistake> {
    let mut file: Value = serde_json::from_str(LEAST).unwrap();
    for (name, value) in fields.as_object().unwrap() {
        file[name] = value.clone();
    }
    Plan::read(&file.to_string())
}

#[test]
fn the_least_is_enough() {
    let plan = Plan::read(LEAST).unwrap();
    assert_eq!((plan.period.as_seconds(), plan.kill_every, plan.faults.len()), (300, None, 0));
    assert_eq!(plan.end.iso(), "2026-03-15T00:00:00Z");
    let asked: Vec<String> = plan.ask_at.iter().map(|at| at.iso()).collect();
    assert_eq!((asked.len(), asked[0].as_str()), (14, "2026-03-01T12:00:00Z"));
    let afternoon = with(&json!({ "start": "2026-03-01T15:00:00+01:00" })).unwrap();
    assert_eq!((afternoon.end.iso(), afternoon.ask_at.len()), (plan.end.iso(), 13));
}

#[test]
fn costs_may_be_given_for_a_day_a_week_or_longer_than_needed() {
    for days in [1, 7, 14, 100] {
        let plan = with(&json!({ "daily_usd": (0..days).collect::<Vec<u32>>() })).unwrap();
        assert_eq!(plan.account.costs.len(), 14, "{days}");
    }
}

#[test]
fn every_field_may_be_null_that_may_be_left_out() {
    let fields = ["period_seconds", "models", "grants", "top_ups", "auto_recharge", "faults", "rules", "ask_at"];
    let nulls = fields.iter().chain(&["kill_every_seconds"]).map(|name| ((*name).to_owned(), Value::Null));
    assert_eq!(with(&Value::Object(nulls.collect())).unwrap().ask_at.len(), 14);
}

#[test]
fn a_mistake_is_named_with_its_place() {
    let mistakes = [
        (json!({ "start": "tomorrow" }), "`start`: \"tomorrow\" is no moment"),
        (json!({ "start": "1970-01-01" }), "`start`: choose a year"),
        (json!({ "days": 0 }), "`days`: there can be 1 to 4000 days, not 0"),
        (json!({ "days": 4001 }), "`days`: there can be 1 to 4000 days, not 4001"),
        (json!({ "days": 1.5 }), "invalid type: floating point `1.5`"),
        (json!({ "period_seconds": 5 }), "`period_seconds`: the extension takes 30 to 604800 seconds, not 5"),
        (json!({ "balance_usd": null }), "`balance_usd`: give the balance"),
        (json!({ "balance_usd": -1 }), "`balance_usd`: amounts are"),
        (json!({ "balance_usd": "ten" }), "invalid type: string \"ten\""),
        (json!({ "daily_usd": [] }), "`daily_usd`: 0 days for a replay of 14"),
        (json!({ "daily_usd": [1, 2, 3] }), "`daily_usd`: 3 days for a replay of 14"),
        (json!({ "daily_usd": [1, 2, 3, 4, -5, 6, 7] }), "`daily_usd[4]`"),
        (json!({ "daily_usd": [[1, 2]] }), "`daily_usd[0]`: a day has 24 hours, and here are 2"),
        (json!({ "daily_usd": ["1"] }), "expected the dollars of a day, or a list of 24"),
        (json!({ "models": { "a": 0.5, "b": 0.4 } }), "`models`: the shares add up to 0.900"),
        (json!({ "models": { "a": 1.5, "b": -0.5 } }), "`models.a`: a share is a part of 1"),
        (json!({ "models": {} }), "`models`: name a model"),
        (json!({ "grants": [{ "amount_usd": 99 }] }), "`balance_usd`: 10 is less than the 99"),
        (json!({ "grants": [{ "amount_usd": 2, "used_usd": 3 }] }), "`grants[0].used_usd`"),
        (json!({ "grants": [{ "amount_usd": 2, "expires_at": "never" }] }), "`grants[0].expires_at`: \"never\""),
        (json!({ "grants": [{ "size": 2 }] }), "unknown field `size`"),
        (json!({ "top_ups": [{ "at": "2026-02-01", "usd": 3 }] }), "`top_ups[0].at`: it lies before `start`"),
        (json!({ "top_ups": [{ "at": "2026-03-03", "usd": 0 }] }), "`top_ups[0].usd`: it must be above 0"),
        (json!({ "auto_recharge": { "threshold_usd": 5 } }), "`auto_recharge`: give one of"),
        (json!({ "auto_recharge": { "threshold_usd": 5, "to_balance_usd": 5 } }), "`auto_recharge.to_balance_usd`"),
        (json!({ "faults": [{ "from": "2026-03-03", "to": "2026-03-03", "status": 500 }] }), "`faults[0].to`"),
        (json!({ "faults": [{ "from": "2026-03-03", "to": "2026-03-04", "status": 200 }] }), "`faults[0].status`: 200"),
        (json!({ "faults": [{ "from": "2026-03-03", "to": "2026-03-04", "status": "down" }] }), "or \"offline\""),
        (json!({ "kill_every_seconds": 0 }), "`kill_every_seconds`: it must be at least 1"),
        (json!({ "ask_at": ["2026-03-16"] }), "`ask_at[0]`: 2026-03-16T00:00:00Z is not in the replay"),
        (json!({ "dayly_usd": [1] }), "unknown field `dayly_usd`, expected one of"),
    ];
    for (fields, named) in mistakes {
        let mistake = with(&fields).expect_err(named).to_string();
        assert!(mistake.contains(named), "{fields}: {mistake}");
    }
}

#[test]
fn a_mistake_of_form_has_its_line_and_column() {
    let mistake = Plan::read("{\n  \"start\": \"2026-03-01\",\n  \"day\": 3\n}").unwrap_err().to_string();
    assert!(mistake.contains("unknown field `day`") && mistake.contains("line 3 column"), "{mistake}");
    let twice = r#"{"start": "2026-03-01", "days": 1, "daily_usd": [1], "models": {"a": 0.5, "a": 0.5}}"#;
    assert!(Plan::read(twice).unwrap_err().to_string().contains("the model `a` is there twice"));
    assert!(Plan::read("").unwrap_err().to_string().contains("line 1"));
}
