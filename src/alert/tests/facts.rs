//! Which value a rule is given.

use super::{HOUR, at, rule};
use crate::account::{CreditGrants, Grant, MetricValue, Reading, Readings, UsageSums, Usd};
use crate::alert::*;
use crate::forecast::{Forecast, MonthForecast, RunOut};
use crate::monitor::{Availability, Session};

const DAY: i64 = 24 * HOUR;

fn usd(dollars: f64) -> Reading<Usd> {
    Reading::Known(Usd::from_dollars(dollars).unwrap())
}

fn grants(readings: &[(&'static str, f64)], grants: &[(f64, f64, Option<i64>)]) -> CreditGrants {
    let readings = readings.iter().map(|(name, dollars)| (*name, usd(*dollars).map(MetricValue::Usd)));
    let grants = grants.iter().map(|(amount, used, days)| Grant {
        amount: usd(*amount),
        used: usd(*used),
        effective_at: Reading::Absent,
        expires_at: days.map_or(Reading::Null, |days| Reading::Known(at(days * DAY))),
    });
    CreditGrants::new(Readings::from_iter(readings), grants)
}

fn value(facts: &Facts<'_>, written: &str) -> Option<f64> {
    facts.value(&rule(written), at(0))
}

#[test]
fn what_was_not_read_has_no_value() {
    let empty = Facts::default();
    let subscription = Readings::from_iter([("delinquent", Reading::Null)]);
    let null = Facts { billing_subscription: Some(&subscription), ..empty };
    for written in [
        r#"{"metric": "credit_grants.total_available", "below": 5}"#,
        r#"{"metric": "billing_subscription.delinquent", "is": false}"#,
        r#"{"metric": "billing_subscription.plan", "changes": true}"#,
        r#"{"metric": "model_cost.cost", "above": 5}"#,
        r#"{"metric": "model_share", "model": "o3", "below": "5%"}"#,
        r#"{"metric": "balance_share", "below": "10%"}"#,
        r#"{"metric": "days_left", "below": 7}"#,
        r#"{"metric": "month_forecast", "above": 7}"#,
        r#"{"metric": "today_against_usual", "above": 3}"#,
        r#"{"metric": "unusual_day", "is": false}"#,
        r#"{"metric": "grant_expires_in_days", "below": 14}"#,
        r#"{"metric": "session_ended", "is": false}"#,
        r#"{"metric": "monitor_down", "is": false}"#,
        r#"{"metric": "response_time", "above": 1000}"#,
    ] {
        assert_eq!(value(&empty, written), None, "{written}");
        assert_eq!(value(&null, written), None, "{written}");
    }
}

#[test]
fn metrics_have_the_value_that_was_read() {
    let credit = grants(&[("total_available", 4.5), ("total_granted", 50.0)], &[]);
    let known = Reading::Known;
    let subscription = Readings::from_iter([
        ("delinquent", known(MetricValue::Flag(true))),
        ("access_until", known(MetricValue::Time(at(36 * HOUR)))),
        ("soft_limit", known(MetricValue::Number(1200.0))),
        ("hard_limit_usd", known(MetricValue::Text("much".to_owned()))),
    ]);
    let facts = Facts { credit_grants: Some(&credit), billing_subscription: Some(&subscription), ..Facts::default() };
    for (written, expected) in [
        (r#"{"metric": "credit_grants.total_available", "below": 5}"#, Some(4.5)),
        (r#"{"metric": "balance_share", "below": "10%"}"#, Some(0.09)),
        (r#"{"metric": "billing_subscription.delinquent", "is": true}"#, Some(1.0)),
        (r#"{"metric": "billing_subscription.access_until", "below": 5}"#, Some(1.5)),
        (r#"{"metric": "billing_subscription.soft_limit", "above": 5}"#, Some(1200.0)),
        (r#"{"metric": "billing_subscription.hard_limit_usd", "above": 5}"#, None),
    ] {
        assert_eq!(value(&facts, written), expected, "{written}");
    }
}

#[test]
fn a_time_does_not_change_because_it_comes_nearer() {
    let access = Reading::Known(MetricValue::Time(at(36 * HOUR)));
    let subscription = Readings::from_iter([("access_until", access)]);
    let facts = Facts { billing_subscription: Some(&subscription), ..Facts::default() };
    let changes = rule(r#"{"metric": "billing_subscription.access_until", "changes": true}"#);
    assert_eq!(facts.value(&changes, at(0)), facts.value(&changes, at(HOUR)));
    assert!(facts.value(&changes, at(0)).is_some());
}

#[test]
fn another_text_has_another_value() {
    let of = |plan: &str| {
        let subscription = Readings::from_iter([("plan", Reading::Known(MetricValue::Text(plan.to_owned())))]);
        let facts = Facts { billing_subscription: Some(&subscription), ..Facts::default() };
        value(&facts, r#"{"metric": "billing_subscription.plan", "changes": true}"#).unwrap()
    };
    assert_eq!(of("Pay-as-you-go"), of("Pay-as-you-go"));
    assert_ne!(of("Pay-as-you-go"), of("Free"));
}

#[test]
fn the_next_grant_to_expire_counts_if_something_is_left_of_it() {
    let expires = |all: &[(f64, f64, Option<i64>)]| {
        let credit = grants(&[], all);
        let facts = Facts { credit_grants: Some(&credit), ..Facts::default() };
        value(&facts, r#"{"metric": "grant_expires_in_days", "at_most": 14}"#).unwrap()
    };
    assert_eq!(expires(&[(5.0, 1.0, Some(20)), (5.0, 1.0, Some(10)), (5.0, 0.0, None)]), 10.0);
    assert_eq!(expires(&[(5.0, 1.0, Some(20)), (5.0, 5.0, Some(10))]), 20.0, "used up");
    assert_eq!(expires(&[(5.0, 1.0, Some(-1)), (5.0, 1.0, Some(3))]), 3.0, "expired");
    assert!(expires(&[(5.0, 0.0, None)]) > 10_000.0, "none expires, so an alert is over");
}

#[test]
fn the_share_of_a_model_is_that_of_its_range() {
    let mut sums = UsageSums::up_to(at(0).day());
    for (ahead, model, dollars) in [(0, "o3", 3), (0, "gpt-5.5", 1), (-2, "gpt-5.5", 4)] {
        sums.add(at(0).day().plus(ahead), model, "", Usd::whole(dollars)).unwrap();
    }
    let cost = sums.finish().cost;
    let facts = Facts { model_cost: Some(&cost), ..Facts::default() };
    let share = |range, model| {
        value(&facts, &format!(r#"{{"metric": "model_share", "model": "{model}", "range": "{range}", "above": 0.5}}"#))
    };
    assert_eq!((share("today", "o3"), share("week", "o3")), (Some(0.75), Some(0.375)));
    assert_eq!(share("today", "o1"), Some(0.0));
    assert_eq!(value(&facts, r#"{"metric": "model_cost.cost", "range": "week", "above": 5}"#), Some(8.0));
}

fn forecast(run_out: RunOut) -> Forecast {
    let month = MonthForecast { until: at(0).day(), cost: Usd::whole(60), low: Usd::whole(50), high: Usd::whole(70) };
    Forecast {
        month,
        run_out: Some(run_out),
        lapses: Vec::new(),
        bursts: Vec::new(),
        unusual: None,
        against_usual: Some(2.5),
        stopped_for: None,
    }
}

#[test]
fn a_day_that_cannot_be_told_ends_an_alert_but_raises_none() {
    let day = |ahead| at(0).day().plus(ahead);
    let left = |run_out, condition: &str| {
        let forecast = forecast(run_out);
        let facts = Facts { forecast: Some(&forecast), ..Facts::default() };
        value(&facts, &format!(r#"{{"metric": "days_left", {condition}}}"#))
    };
    let on = RunOut::On { day: day(5), low: day(4), high: None };
    assert_eq!(left(on, r#""at_most": 7"#), Some(5.0));
    assert_eq!(left(RunOut::NotBefore(day(3)), r#""at_most": 7"#), None, "it may be sooner or later");
    assert_eq!(left(RunOut::NotBefore(day(8)), r#""at_most": 7"#), None, "too near to be over");
    assert_eq!(left(RunOut::NotBefore(day(20)), r#""at_most": 7"#), Some(20.0));
    assert_eq!(left(RunOut::NotWithinHalfAYear, r#""below": 7"#), Some(180.0));
    assert_eq!(left(RunOut::Recharged { next: None, this_month: 0 }, r#""below": 7"#), Some(180.0));
    assert_eq!(left(RunOut::NotBefore(day(20)), r#""above": 10"#), Some(20.0));
    assert_eq!(left(RunOut::NotBefore(day(20)), r#""changes": true"#), None);
}

#[test]
fn without_a_key_nothing_has_ended() {
    let of = |session, availability, name: &str| {
        let facts = Facts { session: Some(session), availability: Some(availability), ..Facts::default() };
        value(&facts, &format!(r#"{{"metric": "{name}", "is": true}}"#))
    };
    let ended = Session::Ended { at: at(0) };
    assert_eq!(of(Session::NoKey, Availability::Down, "session_ended"), None, "the browser has just started");
    assert_eq!(of(Session::NoKey, Availability::Down, "monitor_down"), None, "the browser has just started");
    assert_eq!(of(ended, Availability::Down, "session_ended"), Some(1.0));
    assert_eq!(of(ended, Availability::Down, "monitor_down"), Some(1.0));
    assert_eq!(of(Session::Live, Availability::Down, "session_ended"), Some(0.0));
    assert_eq!(of(Session::Live, Availability::Down, "monitor_down"), Some(1.0));
    assert_eq!(of(Session::Live, Availability::Up, "monitor_down"), Some(0.0));
    assert_eq!(of(Session::Live, Availability::Unknown, "monitor_down"), None);
    assert_eq!(of(Session::Live, Availability::Paused, "monitor_down"), None);
}
