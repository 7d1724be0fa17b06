use credit_gauge::account::{Range, Timestamp};
use credit_gauge::openai::{UsageWindow, wire};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Ledger, Spending, UsageBody, bodies};
use crate::moment::moment;
use crate::plan::{AccountPlan, Plan};

fn account(fields: &Value) -> AccountPlan {
    let mut file = json!({ "start": "2026-03-01T00:00:00Z", "days": 40, "daily_usd": [24] });
    file.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    Plan::read(&file.to_string()).unwrap().account
}

fn at(text: &str) -> Timestamp {
    moment(text).unwrap()
}

/// The balances at these moments, in dollars.
fn balances(fields: &Value, moments: &[&str]) -> Vec<f64> {
    let plan = account(fields);
    let spending = Spending::of(&plan);
    let mut ledger = Ledger::new(&plan).unwrap();
    let balance = |moment: &&str| {
        ledger.advance(&spending, at(moment)).unwrap();
        (ledger.balance() as f64 / 1e7).round() / 100.0
    };
    moments.iter().map(balance).collect()
}

#[test]
fn a_day_is_spent_evenly() {
    let moments = ["2026-03-01T00:00:00Z", "2026-03-01T06:00:00Z", "2026-03-01T06:30:00Z", "2026-03-03T00:00:00Z"];
    assert_eq!(balances(&json!({ "balance_usd": 100 }), &moments), [100.0, 94.0, 93.5, 52.0]);
}

#[test]
fn hours_are_spent_each_evenly() {
    let mut hours = [0.0; 24];
    (hours[8], hours[20]) = (4.0, 2.0);
    let fields = json!({ "balance_usd": 100, "daily_usd": [hours] });
    let moments = ["2026-03-01T08:00:00Z", "2026-03-01T08:15:00Z", "2026-03-01T12:00:00Z", "2026-03-02T08:30:00Z"];
    assert_eq!(balances(&fields, &moments), [100.0, 99.0, 96.0, 92.0]);
}

#[test]
fn a_start_at_noon_leaves_the_morning_out_of_the_balance_but_not_out_of_the_usage() {
    let fields = json!({ "balance_usd": 100, "start": "2026-03-01T12:00:00Z" });
    assert_eq!(balances(&fields, &["2026-03-01T12:00:00Z", "2026-03-01T18:00:00Z"]), [100.0, 94.0]);
    assert_eq!(usage(&fields, "2026-03-01T18:00:00Z").total(Range::Today).dollars(), 18.0);
}

#[test]
fn the_balance_stays_at_zero_until_credit_is_bought() {
    let fields = json!({ "balance_usd": 12, "top_ups": [{ "at": "2026-03-02T00:00:00Z", "usd": 48 }] });
    let moments = ["2026-03-01T12:00:00Z", "2026-03-01T23:59:59Z", "2026-03-02T00:00:00Z", "2026-03-02T12:00:00Z"];
    assert_eq!(balances(&fields, &moments), [0.0, 0.0, 48.0, 36.0]);
}

#[test]
fn the_credit_that_expires_first_is_spent_first_and_lapses() {
    let fields = json!({ "balance_usd": 100, "grants": [
        { "amount_usd": 20, "used_usd": 5, "expires_at": "2026-06-01" },
        { "amount_usd": 40, "expires_at": "2026-03-02T00:00:00Z" },
        { "amount_usd": 30, "effective_at": "2026-03-05", "expires_at": "2026-03-06" },
        { "amount_usd": 9, "effective_at": "2025-01-01", "expires_at": "2026-01-01" },
    ]});
    let plan = account(&fields);
    let spending = Spending::of(&plan);
    let mut ledger = Ledger::new(&plan).unwrap();
    ledger.advance(&spending, at("2026-03-01T12:00:00Z")).unwrap();
    // 12 spent of the 40 that expire at midnight; 15 and the 45 beside the grants are untouched.
    let left: Vec<i64> = ledger.lots().map(|lot| (lot.amount - lot.used) / 1_000_000_000).collect();
    assert_eq!((left, ledger.balance() / 1_000_000_000), (vec![9, 28, 15, 45], 88));
    // 16 of them lapse. Then 15 go, and 9 of the rest.
    let moments = ["2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "2026-03-05T00:00:00Z"];
    assert_eq!(balances(&fields, &moments), [60.0, 36.0, 30.0]);
    let body = bodies::credit_grants(&ledger);
    assert_eq!((&body["total_granted"], &body["total_available"]), (&json!(114), &json!(88)));
    assert_eq!(body["grants"]["data"].as_array().unwrap().len(), 4, "the one to come is not listed");
}

#[test]
fn grants_alone_are_the_balance() {
    let fields = json!({ "grants": [{ "amount_usd": 20, "used_usd": 5 }, { "amount_usd": 7 }] });
    assert_eq!(balances(&fields, &["2026-03-01T00:00:00Z"]), [22.0]);
}

#[test]
fn credit_is_bought_at_the_threshold() {
    let fields = |recharge: Value| json!({ "balance_usd": 22, "auto_recharge": recharge });
    let moments = ["2026-03-01T11:59:00Z", "2026-03-01T12:00:01Z", "2026-03-01T22:00:01Z"];
    let by_amount = fields(json!({ "threshold_usd": 10, "amount_usd": 15 }));
    assert_eq!(balances(&by_amount, &moments), [10.02, 25.0, 15.0]);
    let up_to = fields(json!({ "threshold_usd": 10, "to_balance_usd": 20 }));
    assert_eq!(balances(&up_to, &moments), [10.02, 20.0, 20.0]);
    let off = fields(json!({ "enabled": false, "threshold_usd": 10, "to_balance_usd": 20 }));
    assert_eq!(balances(&off, &moments), [10.02, 10.0, 0.0]);
}

#[test]
fn the_limit_of_a_month_begins_anew_with_the_next_month() {
    let recharge = json!({ "threshold_usd": 10, "amount_usd": 15, "monthly_limit_usd": 40 });
    let fields = json!({ "balance_usd": 22, "auto_recharge": recharge });
    // Twice in March: on the 1st at 12:00, and 15 hours later.
    let moments = ["2026-03-02T03:00:01Z", "2026-03-02T13:00:01Z", "2026-03-10T00:00:00Z", "2026-04-01T00:00:01Z"];
    assert_eq!(balances(&fields, &moments), [25.0, 15.0, 0.0, 15.0]);
}

#[test]
fn buying_without_end_is_refused() {
    let plan = account(&json!({ "balance_usd": 1, "auto_recharge": { "threshold_usd": 5, "amount_usd": 0.001 } }));
    assert!(Ledger::new(&plan).is_err());
}

fn usage(fields: &Value, now: &str) -> credit_gauge::account::ModelCost {
    let plan = account(fields);
    let window = UsageWindow::at(at(now));
    let text = UsageBody::default().text(&Spending::of(&plan), window.start, window.end, at(now)).unwrap();
    wire::usage(text.as_bytes(), at(now).day()).unwrap().cost
}

#[test]
fn usage_is_in_cents_by_day_and_model() {
    let fields = json!({ "balance_usd": 100, "models": { "a": 0.75, "b": 0.25 } });
    let plan = account(&fields);
    let now = at("2026-03-02T12:00:00Z");
    let window = UsageWindow::at(now);
    let text = UsageBody::default().text(&Spending::of(&plan), window.start, window.end, now).unwrap();
    let body: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        body,
        json!({ "object": "list", "total_usage": 3600.0, "daily_costs": [
            { "timestamp": 1_772_323_200.0, "line_items": [
                { "name": "a", "cost": 1800.0 }, { "name": "b", "cost": 600.0 },
            ]},
            { "timestamp": 1_772_409_600.0, "line_items": [
                { "name": "a", "cost": 900.0 }, { "name": "b", "cost": 300.0 },
            ]},
        ]})
    );
    assert_eq!(usage(&fields, "2026-04-02T12:00:00Z").total(Range::ThirtyDays).dollars(), 29.5 * 24.0);
}

proptest! {
    #[test]
    fn kept_text_or_not_the_body_is_the_same(hours in prop::collection::vec(0_i64..240, 1..20)) {
        let plan = account(&json!({ "balance_usd": 100, "models": { "a": 0.3, "b": 0.7 } }));
        let spending = Spending::of(&plan);
        let mut kept = UsageBody::default();
        for hour in hours {
            let now = Timestamp::from_millis(plan.start.millis() + hour * 3_600_000);
            let window = UsageWindow::at(now);
            for end in [window.end, window.end.plus(-2)] {
                let fresh = UsageBody::default().text(&spending, window.start, end, now);
                prop_assert_eq!(kept.text(&spending, window.start, end, now), fresh);
            }
        }
    }

    #[test]
    fn what_is_gone_from_the_balance_is_what_the_usage_says(
        dollars in prop::collection::vec(0.0..50.0_f64, 7), minutes in 0_i64..20_000, share in 0.0..1.0_f64,
    ) {
        let models = json!({ "a": share, "b": 1.0 - share });
        let plan = account(&json!({ "balance_usd": 100_000, "daily_usd": dollars, "models": models }));
        let spending = Spending::of(&plan);
        let mut ledger = Ledger::new(&plan).unwrap();
        let now = Timestamp::from_millis(plan.start.millis() + minutes * 60_000);
        ledger.advance(&spending, now).unwrap();
        let days = std::iter::successors(Some(plan.start.day()), |day| Some(day.plus(1)));
        let lines = days.take_while(|day| *day <= now.day()).flat_map(|day| spending.models_of(day, now));
        prop_assert_eq!(100_000_000_000_000 - ledger.balance(), lines.map(|(_, nanos)| nanos).sum::<i64>());
    }

    #[test]
    fn looking_in_between_changes_nothing(
        dollars in prop::collection::vec(0.0..50.0_f64, 7), looks in prop::collection::vec(0_i64..40_000, 0..30),
    ) {
        let plan = account(&json!({
            "balance_usd": 60, "daily_usd": dollars, "top_ups": [{ "at": "2026-03-03T07:00:00Z", "usd": 11 }],
            "grants": [{ "amount_usd": 30, "expires_at": "2026-03-04T00:00:00Z" }],
        }));
        let spending = Spending::of(&plan);
        let end = Timestamp::from_millis(plan.start.millis() + 40_000 * 60_000);
        let (mut once, mut often) = (Ledger::new(&plan).unwrap(), Ledger::new(&plan).unwrap());
        let mut looks = looks;
        looks.sort_unstable();
        for look in looks {
            often.advance(&spending, Timestamp::from_millis(plan.start.millis() + look * 60_000)).unwrap();
        }
        once.advance(&spending, end).unwrap();
        often.advance(&spending, end).unwrap();
        prop_assert_eq!(once.balance(), often.balance());
    }
}
