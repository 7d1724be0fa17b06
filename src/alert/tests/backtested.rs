//! What a rule would have done in the past.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{HOUR, MINUTE, at, rule};
use crate::account::{DayCosts, NamedCost, Timestamp, Usd};
use crate::alert::*;
use crate::history::{self, Chunk, Point, Sample, Tier};

/// The points of a tier after these samples.
fn points(tier: Tier, samples: &[Sample]) -> Vec<Point> {
    let mut chunks: BTreeMap<i64, Chunk> = BTreeMap::new();
    for sample in samples {
        let place = history::places(sample.at).into_iter().find(|it| it.tier == tier).unwrap();
        if let Some(chunk) = history::record(place, chunks.remove(&place.slot), sample) {
            chunks.insert(place.slot, chunk);
        }
    }
    let far = Timestamp::from_millis(i64::MAX / 2);
    history::points(tier, chunks.into_values(), Timestamp::from_millis(0), far)
}

fn sample(millis: i64, balance: Option<f64>) -> Sample {
    Sample {
        at: at(millis),
        is_up: balance.is_some(),
        balance: balance.and_then(Usd::from_dollars),
        used: balance.and_then(|left| Usd::from_dollars(100.0 - left)),
        month_cost: None,
        response_time: balance.map(|_| 700),
    }
}

fn done(rule: &Rule, points: &[Point]) -> Vec<Firing> {
    backtest(rule, &Past { points, days: &[] }).unwrap().firings
}

proptest! {
    /// Each sample of the first tier is a point, so the backtest is exact.
    #[test]
    fn it_fires_when_the_rule_fires_step_by_step(
        readings in prop::collection::vec(prop::option::of(0..12_u32), 0..60),
        condition in prop::sample::select(vec![r#""below": 5"#, r#""above": 5"#, r#""changes": true"#, r#""falls_by": 3"#]),
        count in 1..4_u8,
    ) {
        let rule =
            rule(&format!(r#"{{"metric": "credit_grants.total_available", {condition}, "for": {count}}}"#));
        let samples: Vec<Sample> = readings.iter().enumerate()
            .map(|(number, balance)| sample(number as i64 * MINUTE, balance.map(f64::from)))
            .collect();
        let (mut state, mut expected) = (AlertState::default(), Vec::new());
        for sample in &samples {
            let (next, transition) = evaluate(&rule, state, sample.balance.map(Usd::dollars), sample.at);
            state = next;
            match transition {
                Some(Transition::Fired { value }) => expected.push(Firing { from: sample.at, until: None, value }),
                Some(Transition::Resolved { .. }) => expected.last_mut().unwrap().until = Some(sample.at),
                None => {}
            }
        }
        prop_assert_eq!(done(&rule, &points(Tier::Raw, &samples)), expected);
    }
}

#[test]
fn a_coarse_point_tells_its_worst_value_and_how_it_ended() {
    let below = rule(r#"{"metric": "credit_grants.total_available", "below": 5}"#);
    let twice = Rule { for_collections: 2, ..below.clone() };
    let of = |rule: &Rule, balances: &[f64]| {
        let samples: Vec<Sample> =
            balances.iter().enumerate().map(|(number, it)| sample(number as i64 * MINUTE, Some(*it))).collect();
        done(rule, &points(Tier::Day, &samples))
            .into_iter()
            .map(|it| (it.value, it.until.is_some()))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&below, &[9.0, 4.0, 9.0]), [(4.0, true)]);
    assert_eq!(of(&below, &[9.0, 4.0, 4.5]), [(4.0, false)]);
    assert_eq!(of(&below, &[9.0, 8.0, 9.0]), []);
    assert_eq!(of(&twice, &[9.0, 4.0, 9.0]), [], "one reading of three");
    assert_eq!(of(&twice, &[4.5, 4.0, 4.2]), [(4.0, false)], "all of them");
    let samples = [sample(0, Some(9.0)), sample(MINUTE, Some(4.0))];
    let past = points(Tier::Day, &samples);
    let changes = rule(r#"{"metric": "credit_grants.total_available", "changes": true}"#);
    assert_eq!(backtest(&changes, &Past { points: &past, days: &[] }), Err(Untold::TooCoarse));
}

#[test]
fn other_series_are_judged_too() {
    let samples =
        [sample(0, Some(50.0)), sample(HOUR, Some(8.0)), sample(2 * HOUR, None), sample(3 * HOUR, Some(60.0))];
    let past = points(Tier::Raw, &samples);
    let fired =
        |written: &str| done(&rule(written), &past).into_iter().map(|it| (it.from, it.until)).collect::<Vec<_>>();
    let low = [(at(HOUR), Some(at(3 * HOUR)))];
    assert_eq!(fired(r#"{"metric": "balance_share", "below": "10%"}"#), low);
    assert_eq!(fired(r#"{"metric": "credit_grants.total_used", "above": 90}"#), low);
    assert_eq!(fired(r#"{"metric": "monitor_down", "is": true}"#), [(at(2 * HOUR), Some(at(3 * HOUR)))]);
    assert_eq!(fired(r#"{"metric": "response_time", "above": 500}"#), [(at(0), None)]);
}

#[test]
fn what_no_history_is_kept_of_is_not_claimed_to_be_quiet() {
    for written in [
        r#"{"metric": "billing_subscription.delinquent", "is": true}"#,
        r#"{"metric": "credit_grants.total_paid_available", "below": 5}"#,
        r#"{"metric": "session_ended", "is": true}"#,
        r#"{"metric": "grant_expires_in_days", "below": 14}"#,
    ] {
        assert_eq!(backtest(&rule(written), &Past::default()), Err(Untold::NotKept), "{written}");
    }
    let nothing = backtest(&rule(r#"{"metric": "days_left", "below": 7}"#), &Past::default()).unwrap();
    assert_eq!(nothing, Backtest { firings: Vec::new(), since: None });
}

/// Whole days before 2026-11-22 that cost this much, all of one model but on the last.
fn days(costs: &[i32]) -> Vec<DayCosts> {
    let first = at(0).day().plus(-(costs.len() as i64));
    let last = costs.len() - 1;
    let day = |(number, dollars): (usize, &i32)| DayCosts {
        models: vec![NamedCost {
            name: if number == last { "o3" } else { "gpt-5.5" }.to_owned(),
            cost: Usd::whole(*dollars),
        }],
        ..DayCosts::nothing(first.plus(number as i64))
    };
    costs.iter().enumerate().map(day).collect()
}

fn fired_on(written: &str, points: &[Point], days: &[DayCosts]) -> Vec<i64> {
    let done = backtest(&rule(written), &Past { points, days }).unwrap();
    done.firings.iter().map(|it| it.from.day().days_since(at(0).day())).collect()
}

#[test]
fn daily_costs_are_judged_at_the_end_of_each_day() {
    let mut costs = vec![10; 30];
    costs.push(60);
    costs.push(10);
    let days = days(&costs);
    assert_eq!(fired_on(r#"{"metric": "model_cost.cost", "range": "today", "above": 50}"#, &[], &days), [-2]);
    assert_eq!(fired_on(r#"{"metric": "model_cost.cost", "range": "week", "above": 100}"#, &[], &days), [-2]);
    assert_eq!(fired_on(r#"{"metric": "unusual_day", "is": true}"#, &[], &days), [-2]);
    assert_eq!(fired_on(r#"{"metric": "today_against_usual", "above": 3}"#, &[], &days), [-2]);
    let share = r#"{"metric": "model_share", "model": "o3", "range": "today", "above": 0.5}"#;
    assert_eq!(fired_on(share, &[], &days), [-1]);
    // In October ten of these days are over on the 30th, in November on the 10th.
    assert_eq!(fired_on(r#"{"metric": "model_cost.cost", "range": "month", "above": 95}"#, &[], &days), [-23, -12]);
    assert_eq!(fired_on(r#"{"metric": "month_forecast", "above": 340}"#, &[], &days), [-2]);
}

#[test]
fn days_without_an_entry_cost_nothing() {
    let mut days = days(&[10; 20]);
    days.drain(5..12);
    assert_eq!(fired_on(r#"{"metric": "model_cost.cost", "range": "week", "below": 5}"#, &[], &days), [-9]);
}

#[test]
fn the_days_left_follow_from_the_balance_of_each_day() {
    let days = days(&[10; 30]);
    let samples: Vec<Sample> = (-10..0).map(|day| sample(day * 24 * HOUR + HOUR, Some(-10.0 * day as f64))).collect();
    let past = points(Tier::Day, &samples);
    let fired = fired_on(r#"{"metric": "days_left", "at_most": 7}"#, &past, &days);
    assert_eq!(fired.len(), 1);
    assert!((-8..=-6).contains(&fired[0]), "{fired:?}");
}
