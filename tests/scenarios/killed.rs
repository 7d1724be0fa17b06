//! A worker can die between any two effects. Nothing is lost then, and nothing is asked twice without need.

use std::time::Duration;

use credit_gauge::monitor::{Collection, Session};
use credit_gauge::openai::Endpoint::{CreditGrants, Subscription, Usage};
use credit_gauge::view::PageState;

use crate::lab::{KEY, Lab, ORG, UNREACHABLE};

/// The story of a first reading, with the worker dying after so many effects. The tab makes its request again afterwards, as tabs do.
fn story(dies_after: usize) -> Lab {
    let mut lab = Lab::new();
    lab.lives_for = Some(dies_after);
    lab.tab_sends(KEY, ORG);
    while lab.lives_for != Some(0) && !lab.open.is_empty() {
        lab.answers_well(lab.asks()[0]);
    }
    lab.worker_is_killed();
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    lab
}

#[test]
fn wherever_it_dies_the_account_is_read() {
    let undisturbed = Lab::with_a_good_reading();
    let status = |lab: &Lab| lab.saved().current().map(|(_, monitor)| monitor.status.clone());
    for dies_after in 0..40 {
        let lab = story(dies_after);
        assert_eq!(status(&lab), status(&undisturbed), "died after {dies_after} effects");
        assert_eq!((lab.badge_text(), lab.popup().state), ("$132", PageState::Ok), "died after {dies_after} effects");
        assert!(lab.alarm.is_some(), "died after {dies_after} effects");
        assert!(lab.sent.len() <= 7, "died after {dies_after} effects, asked {} times", lab.sent.len());
    }
}

#[test]
fn only_what_is_missing_is_asked_again() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.answers_well(CreditGrants);
    lab.answers_well(Usage);
    lab.worker_is_killed();
    assert_eq!(lab.asks(), [Subscription], "a name is a courtesy");
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn a_collection_that_kills_its_worker_is_given_up() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    for _ in 0..Collection::MOST_RESUMPTIONS {
        lab.worker_is_killed();
        assert_eq!(lab.asks(), [CreditGrants]);
    }
    lab.worker_is_killed();
    assert!(lab.asks().is_empty());
    lab.assert_alarm_in(60);
    lab.alarm_rings();
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn a_browser_restart_forgets_the_key_and_keeps_the_values() {
    let mut lab = Lab::with_a_good_reading();
    lab.browser_restarts();
    assert_eq!(lab.saved().current().unwrap().1.session, Session::NoKey);
    assert_eq!((lab.badge_text(), lab.popup().state), ("$132", PageState::Stale));
    assert_eq!((lab.alarm, lab.asks().len()), (None, 0), "nothing runs without a key");
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn a_wake_up_without_reason_asks_nothing() {
    let mut lab = Lab::with_a_good_reading();
    for _ in 0..10 {
        lab.worker_is_killed();
    }
    assert_eq!(lab.sent.len(), 4);
    assert!(lab.alarm.is_some());
}

#[test]
fn a_long_sleep_is_one_collection_not_a_burst() {
    let mut lab = Lab::with_a_good_reading();
    lab.passes(Duration::from_secs(9 * 3600));
    assert_eq!(lab.popup().state, PageState::Stale, "old, and says so before anything is read");
    lab.worker_is_killed();
    assert_eq!(lab.asks(), [CreditGrants]);
    lab.all_fail(&UNREACHABLE);
    assert_eq!(lab.sent.len(), 7);
    lab.assert_alarm_in(60);
}
