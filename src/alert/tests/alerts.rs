//! The alerts of all monitors, as they are stored.

use std::rc::Rc;

use super::{HOUR, MINUTE, at, id, monitor, rule};
use crate::account::{CreditGrants, MetricValue, Reading, Readings, Usd};
use crate::alert::*;
use crate::json;
use crate::monitor::{MonitorId, Tag};

/// A reading of the balance.
pub fn balance(dollars: f64) -> CreditGrants {
    let amount = MetricValue::Usd(Usd::from_dollars(dollars).unwrap());
    let totals = [("total_available", Reading::Known(amount))];
    CreditGrants { totals: Readings::from_iter(totals), ..CreditGrants::default() }
}

/// Observes a balance, at a time in milliseconds. Returns how many rules fired and how many recovered.
pub fn observe(alerts: &mut Alerts, rules: &[Rule], dollars: f64, millis: i64) -> (usize, usize) {
    observe_at(alerts, rules, &monitor(), dollars, millis)
}

pub fn observe_at(
    alerts: &mut Alerts,
    rules: &[Rule],
    monitor: &MonitorId,
    dollars: f64,
    millis: i64,
) -> (usize, usize) {
    let credit = balance(dollars);
    let facts = Facts { credit_grants: Some(&credit), ..Facts::default() };
    let crossings = alerts.observe(rules, monitor, &[], &facts, at(millis));
    *alerts = stored(alerts);
    let fired = crossings.iter().filter(|it| matches!(it.transition, Transition::Fired { .. })).count();
    (fired, crossings.len() - fired)
}

/// As the next worker reads them.
pub fn stored(alerts: &Alerts) -> Alerts {
    let again = |(id, alerts): (&MonitorId, &MonitorAlerts)| {
        (id.clone(), json::from_str::<MonitorAlerts>(&json::to_string(alerts)).unwrap())
    };
    let past: Vec<PastAlert> = json::from_str(&json::to_string(alerts.past.as_slice())).unwrap();
    let read = Alerts { monitors: alerts.monitors.iter().map(again).collect(), past: Rc::new(past) };
    assert_eq!(read, *alerts);
    read
}

pub fn low() -> Rule {
    rule(r#"{"id": "low", "metric": "credit_grants.total_available", "below": 5, "severity": "critical"}"#)
}

#[test]
fn an_alert_that_is_over_is_listed_with_its_value_and_its_times() {
    let (mut alerts, rules) = (Alerts::default(), [low()]);
    assert_eq!(observe(&mut alerts, &rules, 4.0, 0), (1, 0));
    assert_eq!(observe(&mut alerts, &rules, 3.0, MINUTE), (0, 0));
    assert_eq!(alerts.firing().count(), 1);
    assert_eq!(observe(&mut alerts, &rules, 9.0, HOUR), (0, 1));
    assert_eq!(alerts.firing().count(), 0);
    assert!(alerts.monitors.is_empty(), "what is at rest is not stored");
    let past = &alerts.past[0];
    assert_eq!((past.value, past.from, past.until), (4.0, at(0), at(HOUR)));
    assert_eq!((past.severity, past.metric.as_str()), (Severity::Critical, "credit_grants.total_available"));
}

#[test]
fn a_reading_without_news_writes_nothing() {
    let (mut alerts, rules) = (Alerts::default(), [low()]);
    let credit = balance(4.0);
    let facts = Facts { credit_grants: Some(&credit), ..Facts::default() };
    let _ = alerts.observe(&rules, &monitor(), &[], &facts, at(0));
    let before = alerts.clone();
    let _ = alerts.observe(&rules, &monitor(), &[], &facts, at(MINUTE));
    let _ = alerts.observe(&rules, &monitor(), &[], &Facts::default(), at(MINUTE));
    assert_eq!(alerts.monitors.touched_since(&before.monitors).count(), 0);
    assert!(Rc::ptr_eq(&alerts.past, &before.past));
}

#[test]
fn a_rule_that_asks_another_question_begins_anew() {
    let mut alerts = Alerts::default();
    observe(&mut alerts, &[low()], 4.0, 0);
    let renamed = Rule { name: "renamed".to_owned(), severity: Severity::Emergency, for_collections: 3, ..low() };
    assert_eq!(observe(&mut alerts, &[renamed], 4.0, MINUTE), (0, 0), "it is the same alert");
    let other = Rule { condition: Condition::Below(4.5), ..low() };
    assert_eq!(observe(&mut alerts, std::slice::from_ref(&other), 4.0, 2 * MINUTE), (1, 0));
    assert_eq!(alerts.firing().next().unwrap().1.expression, other.expression());
    assert!(alerts.tell(&[other], at(HOUR)).unwrap().resolved.is_empty(), "the earlier alert ends without a word");
}

#[test]
fn what_a_rule_asks_is_all_of_its_subject_and_condition() {
    let all = [
        r#"{"metric": "model_cost.cost", "range": "week", "above": 5}"#,
        r#"{"metric": "model_cost.cost", "range": "month", "above": 5}"#,
        r#"{"metric": "model_cost.cost", "range": "month", "at_least": 5}"#,
        r#"{"metric": "model_cost.cost", "range": "month", "at_least": 6}"#,
        r#"{"metric": "model_cost.cost", "range": "month", "rises_by": 6}"#,
        r#"{"metric": "model_cost.cost", "range": "month", "rises_by": "6%"}"#,
        r#"{"metric": "model_share", "model": "a", "range": "month", "above": 0.5}"#,
        r#"{"metric": "model_share", "model": "b", "range": "month", "above": 0.5}"#,
        r#"{"metric": "session_ended", "is": true}"#,
        r#"{"metric": "session_ended", "is": false}"#,
    ];
    let mut asked: Vec<u32> = all.iter().map(|written| rule(written).expression()).collect();
    asked.sort_unstable();
    asked.dedup();
    assert_eq!(asked.len(), all.len());
}

/// How many alerts are firing and how many are listed as over, if a rule fires and then there are these rules and tags.
fn pruned<'a>(
    rule: &Rule,
    tags: &[Tag],
    rules: &[Rule],
    tags_of: &dyn Fn(&MonitorId) -> Option<&'a [Tag]>,
) -> (usize, usize) {
    let mut alerts = Alerts::default();
    let credit = balance(4.0);
    let facts = Facts { credit_grants: Some(&credit), ..Facts::default() };
    let _ = alerts.observe(std::slice::from_ref(rule), &monitor(), tags, &facts, at(0));
    assert!(alerts.tell(std::slice::from_ref(rule), at(0)).is_some());
    alerts.prune(rules, tags_of, at(HOUR));
    assert_eq!(alerts.tell(rules, at(HOUR)), None, "nothing is said");
    (alerts.firing().count(), alerts.past.len())
}

#[test]
fn rules_and_monitors_that_are_gone_take_their_alerts_along() {
    let tags = [Tag::parse("env:prod").unwrap()];
    let tagged = Rule { scope: Scope::Tags(tags.to_vec()), ..low() };
    let after = |rules: &[Rule], now: Option<&[Tag]>| pruned(&tagged, &tags, rules, &|_| now);
    assert_eq!(after(std::slice::from_ref(&tagged), Some(&tags)), (1, 0));
    assert_eq!(after(&[Rule { enabled: false, ..tagged.clone() }], Some(&tags)), (0, 1));
    let elsewhere = Scope::Monitors(vec![MonitorId::Pasted(7)]);
    assert_eq!(after(&[Rule { scope: elsewhere, ..tagged.clone() }], Some(&tags)), (0, 1));
    assert_eq!(after(&[], Some(&tags)), (0, 0), "of a deleted rule nothing is known");
    assert_eq!(after(std::slice::from_ref(&tagged), Some(&[])), (0, 1));
    assert_eq!(after(std::slice::from_ref(&tagged), None), (0, 1));
}

#[test]
fn the_list_of_past_alerts_does_not_grow_without_end() {
    let (mut alerts, rules) = (Alerts::default(), [low()]);
    for turn in 0..MOST_PAST as i64 + 20 {
        observe(&mut alerts, &rules, 4.0, 2 * turn * MINUTE);
        observe(&mut alerts, &rules, 9.0, (2 * turn + 1) * MINUTE);
    }
    assert_eq!(alerts.past.len(), MOST_PAST);
    assert!(alerts.past.is_sorted_by_key(|past| past.from));
    assert_eq!(alerts.past[0].from, at(40 * MINUTE), "the oldest go first");
}

#[test]
fn a_clock_that_was_set_back_makes_no_negative_duration() {
    let (mut alerts, rules) = (Alerts::default(), [low()]);
    observe(&mut alerts, &rules, 4.0, HOUR);
    assert_eq!(observe(&mut alerts, &rules, 9.0, 0), (0, 1));
    assert_eq!((alerts.past[0].from, alerts.past[0].until), (at(0), at(0)));
}

#[test]
fn the_monitor_that_is_being_tried_out_has_no_alerts() {
    let mut alerts = Alerts::default();
    assert_eq!(observe_at(&mut alerts, &[low()], &MonitorId::Detection, 4.0, 0), (0, 0));
}

#[test]
fn a_forgotten_monitor_leaves_nothing() {
    let (mut alerts, rules) = (Alerts::default(), [low()]);
    observe(&mut alerts, &rules, 4.0, 0);
    observe(&mut alerts, &rules, 9.0, MINUTE);
    observe(&mut alerts, &rules, 4.0, HOUR);
    alerts.forget(&monitor());
    assert_eq!(alerts, Alerts::default());
}

#[test]
fn rules_of_other_ids_do_not_meet() {
    let other = Rule { id: id("other"), condition: Condition::Below(3.0), ..low() };
    let (mut alerts, rules) = (Alerts::default(), [low(), other]);
    assert_eq!(observe(&mut alerts, &rules, 4.0, 0), (1, 0));
    assert_eq!(observe(&mut alerts, &rules, 2.0, MINUTE), (1, 0));
    assert_eq!(observe(&mut alerts, &rules, 4.0, HOUR), (0, 1));
    assert_eq!(observe(&mut alerts, &rules, 40.0, HOUR), (0, 1));
}
