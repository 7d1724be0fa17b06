//! Whole replays: what the worker asks, writes, foretells and keeps, with faults and kills.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use replay::{Plan, run};
use serde_json::{Value, json};

fn replayed(file: &Value) -> Value {
    let text = file.to_string();
    let report = run(&Plan::read(&text).unwrap(), &mut |_| {}).unwrap();
    serde_json::from_str(&report.json().unwrap()).unwrap()
}

fn example() -> Value {
    serde_json::from_str(include_str!("../example.json")).unwrap()
}

/// Twelve days with a made-up week.
fn days(fields: &Value) -> Value {
    let mut file = json!({
        "start": "2026-03-02T00:00:00Z", "days": 12, "balance_usd": 60, "daily_usd": [4, 4.5, 3.5, 5, 4, 1, 1],
    });
    file.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    file
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn the_example_is_replayed_the_same_way_each_time() {
    let report = replayed(&example());
    assert_eq!(report, replayed(&example()));
    let asked: Vec<&Value> = report["forecasts"].as_array().unwrap().iter().map(|it| &it["at"]).collect();
    assert_eq!(asked, example()["ask_at"].as_array().unwrap().iter().collect::<Vec<_>>());
    // Three requests in each of 288 periods a day, less up to a twentieth for jitter, and a few hours of faults.
    let most = 40.0 * 288.0 * 3.0;
    assert!((most * 0.93..=most).contains(&number(&report["requests"])), "{}", report["requests"]);
    let endpoints = report["requests_by_endpoint"].as_object().unwrap();
    assert_eq!(endpoints.values().map(number).sum::<f64>(), number(&report["requests"]));
    assert!(number(&report["bytes_written"]) > number(&report["stored_bytes"]));
    assert_eq!(report["history"]["all"].as_array().unwrap().len(), 40);
    assert_eq!(report["notifications"].as_array().unwrap().len(), 1, "the session ended once");
}

#[test]
fn the_history_shows_the_balance_of_the_account() {
    let report = replayed(&days(&json!({ "period_seconds": 600 })));
    let last = |range: &str| report["history"][range].as_array().unwrap().last().unwrap().clone();
    for range in ["30m", "1h", "6h", "1d", "1w", "4w", "12w", "all"] {
        // 44 are spent in all, and the last reading is up to eleven minutes old.
        let balance = number(&last(range)["balance"]["last"]);
        assert!((16.0..16.06).contains(&balance), "{range}: {balance}");
        assert!((number(&last(range)["month_cost"]["last"]) - 44.0).abs() < 0.06);
        assert!((number(&last(range)["used"]["last"]) + balance - 60.0).abs() < 1e-5);
        assert_eq!(number(&last(range)["down"]), 0.0);
    }
    let first_day = &report["history"]["all"][0];
    assert_eq!(first_day["at"], "2026-03-02T00:00:00Z");
    assert!((59.99..=60.0).contains(&number(&first_day["balance"]["max"])), "{first_day}");
}

#[test]
fn a_forecast_follows_when_enough_is_known() {
    let report = replayed(&days(&json!({})));
    let forecasts = report["forecasts"].as_array().unwrap();
    assert_eq!(forecasts.len(), 12);
    assert_eq!((&forecasts[1]["run_out"], &forecasts[1]["month"]), (&Value::Null, &Value::Null));
    assert_eq!(forecasts[1]["run_out_kind"], "too_little_data");
    // 18 are left at noon of the last day, a Friday. They are spent on Thursday. All of March costs 100.5.
    let run_out = &forecasts[11]["run_out"];
    let day = run_out["value"].as_str().unwrap();
    assert!(("2026-03-18"..="2026-03-20").contains(&day), "{run_out}");
    assert!(run_out["low"].as_str().unwrap() <= day && day <= run_out["high"].as_str().unwrap());
    let month = &forecasts[11]["month"];
    assert!((number(&month["low"])..=number(&month["high"])).contains(&100.5), "{month}");
    assert!((90.0..111.0).contains(&number(&month["value"])), "{month}");
}

#[test]
fn kills_change_nothing_of_importance() {
    let calm = replayed(&days(&json!({})));
    for seconds in [7, 301] {
        let killed = replayed(&days(&json!({ "kill_every_seconds": seconds })));
        for (calm, killed) in calm["forecasts"].as_array().unwrap().iter().zip(killed["forecasts"].as_array().unwrap())
        {
            for part in ["at", "run_out_kind"] {
                assert_eq!(calm[part], killed[part], "every {seconds} s");
            }
            assert_eq!(calm["run_out"], killed["run_out"], "every {seconds} s, at {}", calm["at"]);
        }
        // Counted once wherever the worker dies: no more samples than there were collections.
        let count = |report: &Value| {
            let days = report["history"]["all"].as_array().unwrap();
            days.iter().map(|day| number(&day["up"]) + number(&day["down"])).sum::<f64>()
        };
        let (calm, killed) = (count(&calm), count(&killed));
        assert!((calm * 0.9..=calm * 1.02).contains(&killed), "every {seconds} s: {killed} samples of {calm}");
    }
}

#[test]
fn a_kill_at_the_moment_of_signing_in_again_loses_nothing() {
    let fault = json!({ "from": "2026-03-04T10:00:00Z", "to": "2026-03-04T12:00:00Z", "status": 401 });
    let report = replayed(&days(&json!({ "faults": [fault], "kill_every_seconds": 60 })));
    let last = report["history"]["all"].as_array().unwrap().last().unwrap().clone();
    assert!(number(&last["up"]) > 250.0, "{last}");
}

#[test]
fn a_fault_shows_in_the_history_and_passes() {
    let fault = |status: Value| {
        days(&json!({ "faults": [{ "from": "2026-03-05T00:00:00Z", "to": "2026-03-06T00:00:00Z", "status": status }] }))
    };
    for (status, is_asked) in [(json!(500), true), (json!(429), true), (json!(401), false), (json!("offline"), false)] {
        let report = replayed(&fault(status.clone()));
        let all = report["history"]["all"].as_array().unwrap();
        let day = |date: &str| all.iter().find(|it| it["at"].as_str().unwrap().starts_with(date)).cloned();
        let during = day("2026-03-05").unwrap_or_default();
        assert!(during["balance"].is_null(), "{status}: {during}");
        assert_eq!(during["down"].as_u64().unwrap_or_default() > 10, is_asked, "{status}: {during}");
        let after = day("2026-03-06").unwrap();
        assert!(after["up"].as_u64().unwrap() > 250, "{status}: {after}");
        let told = report["notifications"].as_array().unwrap();
        assert_eq!(told.len(), usize::from(status == json!(401)), "{status}: {told:?}");
    }
}

#[test]
fn the_period_is_the_one_of_the_file() {
    let requests = |seconds: u32| number(&replayed(&days(&json!({ "period_seconds": seconds })))["requests"]);
    let (hourly, slow) = (requests(3600), requests(86_400));
    assert!((12.0 * 24.0 * 3.0 * 0.97..=12.0 * 24.0 * 3.0 + 4.0).contains(&hourly), "{hourly}");
    assert!((36.0..=40.0).contains(&slow), "{slow}");
}
