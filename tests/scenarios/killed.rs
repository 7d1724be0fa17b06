//! The worker may die at any call to the browser. Nothing is lost, and nothing is asked twice without need.

use std::time::Duration;

use credit_gauge::monitor::{Collection, Session};
use credit_gauge::view::PageState;
use simulated_browser::Fate;

use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, SUBSCRIPTION, UNREACHABLE, USAGE};

/// A first reading in which one call, after `after` others, has this fate. Then a new worker starts, and the tab repeats its request, as
/// tabs do. Also returns whether the reading made that many calls.
fn story(after: usize, fate: Fate) -> (Lab, bool) {
    let mut lab = Lab::new();
    let before = lab.count(|_| true);
    lab.call_has_fate(after, fate);
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    let was_long_enough = lab.count(|_| true) > before + after;
    lab.worker_is_killed();
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    (lab, was_long_enough)
}

#[test]
fn wherever_the_worker_dies_the_account_is_read() {
    let readings = Lab::with_a_good_reading().known().readings;
    for fate in [Fate::DiesBefore, Fate::DiesAfter] {
        for after in 0.. {
            let (lab, was_long_enough) = story(after, fate);
            if !was_long_enough {
                assert!(after > 10, "the reading makes only {after} calls");
                break;
            }
            assert_eq!(lab.known().readings, readings, "{fate:?}, {after} calls before");
            let (badge, state) = (lab.badge_text(), lab.popup().state);
            assert_eq!((badge.as_str(), state), ("$132", PageState::Ok), "{fate:?}, {after} calls before");
            assert!(lab.alarm().is_some(), "{fate:?}, {after} calls before");
            let sent = lab.sent().len();
            assert!(sent <= 7, "{fate:?}, {after} calls before: {sent} requests");
        }
    }
}

#[test]
fn only_what_is_missing_is_asked_again() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.answers_well(CREDIT_GRANTS);
    lab.answers_well(USAGE);
    lab.worker_is_killed();
    assert_eq!(lab.asks(), [SUBSCRIPTION], "the organisation's name is not asked again, because nothing depends on it");
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn a_collection_during_which_the_worker_keeps_dying_is_given_up() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    for _ in 0..Collection::MOST_RESUMPTIONS {
        lab.worker_is_killed();
        assert_eq!(lab.asks(), [CREDIT_GRANTS]);
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
    assert_eq!((lab.badge_text().as_str(), lab.popup().state), ("$132", PageState::Stale));
    assert_eq!((lab.alarm(), lab.asks().len()), (None, 0), "nothing runs without a key");
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn a_wake_up_without_reason_sends_no_request() {
    let mut lab = Lab::with_a_good_reading();
    for _ in 0..10 {
        lab.worker_is_killed();
    }
    assert_eq!(lab.sent().len(), 4);
    assert!(lab.alarm().is_some());
}

#[test]
fn after_a_long_sleep_there_is_one_collection_and_no_burst() {
    let mut lab = Lab::with_a_good_reading();
    lab.passes(Duration::from_secs(9 * 3600));
    assert_eq!(lab.popup().state, PageState::Stale, "old values are marked as old before anything is read");
    lab.worker_is_killed();
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
    lab.all_fail(&UNREACHABLE);
    assert_eq!(lab.sent().len(), 7);
    lab.assert_alarm_in(60);
}
