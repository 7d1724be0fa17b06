//! What a person is told, and how often.

use proptest::prelude::*;

use super::alerts::{balance, low, observe, observe_at, stored};
use super::{HOUR, MINUTE, at, id, monitor, rule};
use crate::alert::*;
use crate::monitor::{Availability, MonitorId, Session};

fn fired(telling: Option<&Telling>) -> Vec<&str> {
    telling.map(|it| it.fired.iter().map(|told| told.rule.as_str()).collect()).unwrap_or_default()
}

fn resolved(telling: Option<&Telling>) -> Vec<&str> {
    telling.map(|it| it.resolved.iter().map(|told| told.rule.as_str()).collect()).unwrap_or_default()
}

fn lower() -> Rule {
    Rule { id: id("lower"), condition: Condition::Below(2.0), severity: Severity::Emergency, ..low() }
}

fn session_ended() -> Rule {
    rule(r#"{"id": "session_ended", "metric": "session_ended", "is": true}"#)
}

fn observe_session(alerts: &mut Alerts, rules: &[Rule], session: Session, millis: i64) {
    let availability = if session == Session::Live { Availability::Up } else { Availability::Down };
    let facts = Facts { session: Some(session), availability: Some(availability), ..Facts::default() };
    let _ = alerts.observe(rules, &monitor(), &[], &facts, at(millis));
    *alerts = stored(alerts);
}

#[test]
fn each_alert_is_told_once_and_its_recovery_once() {
    let (mut alerts, rules) = (Alerts::default(), [low()]);
    observe(&mut alerts, &rules, 4.0, 0);
    let telling = alerts.tell(&rules, at(0)).unwrap();
    assert_eq!((fired(Some(&telling)), telling.worst()), (vec!["low"], Some(Severity::Critical)));
    assert_eq!((telling.fired[0].value, telling.fired[0].since), (4.0, at(0)));
    observe(&mut alerts, &rules, 3.0, MINUTE);
    assert_eq!(alerts.tell(&rules, at(MINUTE)), None);
    observe(&mut alerts, &rules, 9.0, HOUR);
    let telling = alerts.tell(&rules, at(HOUR)).unwrap();
    assert_eq!((fired(Some(&telling)), resolved(Some(&telling))), (vec![], vec!["low"]));
    assert_eq!(telling.worst(), None);
    assert_eq!(alerts.tell(&rules, at(HOUR)), None);
}

#[test]
fn all_that_is_new_is_one_telling_the_gravest_first() {
    let unlike = rule(r#"{"id": "unlike", "metric": "credit_grants.total_available", "changes": true}"#);
    let high = Rule { id: id("high"), condition: Condition::Below(90.0), severity: Severity::Warning, ..low() };
    let rules = [high, low(), unlike];
    let mut alerts = Alerts::default();
    observe_at(&mut alerts, &rules, &MonitorId::Pasted(1), 50.0, 0);
    observe_at(&mut alerts, &rules, &MonitorId::Pasted(2), 4.0, 0);
    let telling = alerts.tell(&rules, at(0)).unwrap();
    assert_eq!(fired(Some(&telling)), ["low", "high"], "at the second monitor the graver one is enough");
    assert_eq!(telling.only_monitor(), None);
    assert_eq!(telling.fired[0].monitor, MonitorId::Pasted(2));
}

#[test]
fn the_graver_of_two_alerts_on_one_matter_is_enough() {
    let rules = [low(), lower()];
    let mut alerts = Alerts::default();
    observe(&mut alerts, &rules, 1.0, 0);
    assert_eq!(fired(alerts.tell(&rules, at(0)).as_ref()), ["lower"]);
    observe(&mut alerts, &rules, 3.0, MINUTE);
    let telling = alerts.tell(&rules, at(MINUTE));
    assert_eq!((fired(telling.as_ref()), resolved(telling.as_ref())), (vec!["low"], vec!["lower"]));
}

#[test]
fn a_graver_alert_is_told_after_the_other() {
    let rules = [low(), lower()];
    let mut alerts = Alerts::default();
    observe(&mut alerts, &rules, 4.0, 0);
    assert_eq!(fired(alerts.tell(&rules, at(0)).as_ref()), ["low"]);
    observe(&mut alerts, &rules, 1.0, MINUTE);
    assert_eq!(fired(alerts.tell(&rules, at(MINUTE)).as_ref()), ["lower"]);
}

#[test]
fn a_low_balance_and_its_low_share_are_one_matter() {
    let defaults = default_rules();
    let of = |name| defaults.iter().find(|it| it.id == id(name)).unwrap();
    assert!(of("low_balance").subject.is_same_matter(&of("low_balance_share").subject));
    assert!(!of("low_balance").subject.is_same_matter(&of("running_out").subject));
    assert!(of("low_balance").severity > of("low_balance_share").severity);
}

#[test]
fn an_ended_session_is_told_alone_and_the_rest_afterwards() {
    let down = rule(r#"{"id": "down", "metric": "monitor_down", "is": true, "severity": "emergency"}"#);
    let rules = [low(), down, session_ended()];
    let mut alerts = Alerts::default();
    observe(&mut alerts, &rules, 4.0, 0);
    observe_session(&mut alerts, &rules, Session::Ended { at: at(0) }, 1);
    assert_eq!(fired(alerts.tell(&rules, at(1)).as_ref()), ["session_ended"]);
    observe_session(&mut alerts, &rules, Session::Live, MINUTE);
    let telling = alerts.tell(&rules, at(MINUTE));
    assert_eq!((fired(telling.as_ref()), resolved(telling.as_ref())), (vec!["low"], vec!["session_ended"]));
}

#[test]
fn a_monitor_that_is_down_keeps_the_rest_quiet() {
    let rules = [low(), rule(r#"{"id": "down", "metric": "monitor_down", "is": true}"#)];
    let mut alerts = Alerts::default();
    let credit = balance(4.0);
    let facts = Facts { credit_grants: Some(&credit), availability: Some(Availability::Down), ..Facts::default() };
    let _ = alerts.observe(&rules, &monitor(), &[], &facts, at(0));
    observe_at(&mut alerts, &rules, &MonitorId::Pasted(2), 4.0, 0);
    let telling = alerts.tell(&rules, at(0)).unwrap();
    let told: Vec<_> = telling.fired.iter().map(|it| (it.rule.as_str(), it.monitor.clone())).collect();
    assert_eq!(told, [("low", MonitorId::Pasted(2)), ("down", monitor())]);
}

#[test]
fn a_silenced_alert_is_told_when_the_silence_ends_if_it_still_fires() {
    let (mut alerts, rules) = (Alerts::default(), [low()]);
    assert!(alerts.silence(&rules[0], &monitor(), Until::Time(at(HOUR)), at(0)));
    observe(&mut alerts, &rules, 4.0, MINUTE);
    assert_eq!(alerts.tell(&rules, at(MINUTE)), None);
    assert!(alerts.firing().all(|(_, standing)| standing.is_silenced(at(MINUTE))));
    assert_eq!(fired(alerts.tell(&rules, at(HOUR)).as_ref()), ["low"]);
}

#[test]
fn a_silence_that_is_ended_early_is_made_up_for() {
    let (mut alerts, rules) = (Alerts::default(), [low()]);
    assert!(alerts.silence(&rules[0], &monitor(), Until::Time(at(HOUR)), at(0)));
    observe(&mut alerts, &rules, 4.0, MINUTE);
    alerts.unsilence(&rules[0], &monitor(), at(MINUTE));
    assert_eq!(fired(alerts.tell(&rules, at(MINUTE)).as_ref()), ["low"]);
}

#[test]
fn a_silence_until_recovery_ends_with_the_alert() {
    let (mut alerts, rules) = (Alerts::default(), [low()]);
    assert!(!alerts.silence(&rules[0], &monitor(), Until::Recovery, at(0)), "nothing fires");
    observe(&mut alerts, &rules, 4.0, 0);
    assert!(alerts.tell(&rules, at(0)).is_some());
    assert!(alerts.silence(&rules[0], &monitor(), Until::Recovery, at(1)));
    observe(&mut alerts, &rules, 9.0, MINUTE);
    assert_eq!(alerts.tell(&rules, at(MINUTE)), None, "a person did not want to hear of it");
    assert!(alerts.past[0].silenced);
    observe(&mut alerts, &rules, 4.0, HOUR);
    assert_eq!(fired(alerts.tell(&rules, at(HOUR)).as_ref()), ["low"]);
}

#[test]
fn a_silence_does_not_wait_for_a_clock_that_was_wrong() {
    let silence = Silence { from: at(1000 * HOUR), until: Until::Time(at(1001 * HOUR)) };
    assert!(silence.is_on(at(1000 * HOUR)));
    assert!(silence.is_on(at(1000 * HOUR - MINUTE)), "set back by a minute");
    assert!(!silence.is_on(at(0)), "set back by weeks");
    assert!(!silence.is_on(at(1001 * HOUR)));
}

#[test]
fn what_nobody_was_told_of_is_not_said_to_be_over() {
    let (mut alerts, rules) = (Alerts::default(), [low()]);
    observe(&mut alerts, &rules, 4.0, 0);
    observe(&mut alerts, &rules, 9.0, MINUTE);
    assert_eq!(alerts.tell(&rules, at(MINUTE)), None);
    assert_eq!(alerts.past.len(), 1, "it is in the list all the same");
}

proptest! {
    /// Whatever is read, by however many workers: each alert is told once, each recovery of a told one once, in turn.
    #[test]
    fn nothing_is_told_twice_or_left_out(
        readings in prop::collection::vec((0..1000_i64, prop::option::of(0..12_i32), any::<bool>()), 0..60),
    ) {
        let rules = [low()];
        let (mut alerts, mut told, mut crossings) = (Alerts::default(), Vec::new(), (0, 0));
        for (minutes, dollars, tells) in readings {
            if let Some(dollars) = dollars {
                let (fired, resolved) = observe(&mut alerts, &rules, f64::from(dollars), minutes * MINUTE);
                crossings = (crossings.0 + fired, crossings.1 + resolved);
            }
            if tells {
                let telling = alerts.tell(&rules, at(minutes * MINUTE)).unwrap_or_default();
                // A recovery comes before the next alert.
                told.extend(telling.resolved.iter().map(|_| false));
                told.extend(telling.fired.iter().map(|_| true));
                alerts = stored(&alerts);
            }
        }
        prop_assert!(told.iter().enumerate().all(|(number, fired)| *fired == (number % 2 == 0)), "{told:?}");
        prop_assert!(told.iter().filter(|fired| **fired).count() <= crossings.0);
        prop_assert_eq!(alerts.firing().count(), crossings.0 - crossings.1);
        let last = alerts.tell(&rules, at(0)).unwrap_or_default();
        let is_told = told.iter().filter(|fired| **fired).count() + last.fired.len();
        prop_assert!(alerts.firing().count() == 0 || is_told > 0);
    }
}
