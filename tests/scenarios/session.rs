//! The key: refused, renewed, replaced, forgotten, and never shown anywhere.

use std::time::Duration;

use credit_gauge::engine::{Command, Request};
use credit_gauge::monitor::Session;
use credit_gauge::openai::Failure;
use credit_gauge::view::PageState;
use serde_json::json;

use crate::lab::{
    CREDIT_GRANTS, KEY, Lab, ORG, SECOND_KEY, SUBSCRIPTION, UNREACHABLE, USAGE, answer, broken, good_body, refused,
};

fn ended() -> Lab {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::Refresh { monitor: None });
    lab.ends(CREDIT_GRANTS, refused());
    lab
}

#[test]
fn an_ended_session_keeps_its_values_and_sends_no_requests() {
    let lab = ended();
    assert_eq!(lab.badge_text(), "!");
    assert_eq!(lab.popup().state, PageState::Stale);
    assert!(lab.asks().is_empty(), "no other request is sent with a refused key");
    assert_eq!(lab.alarm(), None);
}

#[test]
fn a_session_can_end_before_the_first_reading() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.ends(CREDIT_GRANTS, refused());
    assert_eq!((lab.badge_text().as_str(), lab.popup().state), ("!", PageState::Error));
}

#[test]
fn the_dead_key_is_not_tried_again_at_once() {
    let mut lab = ended();
    lab.tab_sends(KEY, ORG);
    assert!(lab.asks().is_empty(), "the tab may be in a log-in loop");
    lab.passes(Duration::from_secs(300));
    lab.tab_sends(KEY, ORG);
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "a tab that keeps using the key may be right");
    lab.all_answer_well();
    assert_eq!((lab.badge_text().as_str(), lab.popup().state), ("$132", PageState::Ok));
}

#[test]
fn a_new_key_starts_the_readings_again() {
    let mut lab = ended();
    lab.tab_sends(SECOND_KEY, ORG);
    assert_eq!(lab.open()[0].http.authorization.key().expose(), SECOND_KEY);
    lab.all_answer_well();
    assert_eq!((lab.badge_text().as_str(), lab.popup().state), ("$132", PageState::Ok));
    assert!(lab.alarm().is_some());
}

#[test]
fn a_refresh_by_hand_tries_even_a_refused_key() {
    let mut lab = ended();
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
    lab.ends(CREDIT_GRANTS, refused());
    assert_eq!(lab.badge_text(), "!");
}

#[test]
fn a_key_captured_during_a_collection_is_used_when_the_old_one_is_refused() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.tab_sends(SECOND_KEY, ORG);
    assert_eq!(lab.sent().len(), 1, "one collection at a time");
    lab.ends(CREDIT_GRANTS, refused());
    assert_eq!(lab.open()[0].http.authorization.key().expose(), SECOND_KEY);
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn a_new_key_of_a_live_session_causes_no_second_reading() {
    let mut lab = Lab::with_a_good_reading();
    lab.tab_sends(SECOND_KEY, ORG);
    assert!(lab.asks().is_empty());
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.open()[0].http.authorization.key().expose(), SECOND_KEY);
}

#[test]
fn a_role_may_forbid_only_one_set() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.answers_well(CREDIT_GRANTS);
    lab.ends(USAGE, answer(403, None, &json!({"error": {"message": "Missing scopes: api.usage.read"}})));
    lab.all_answer_well();
    let saved = lab.saved();
    let monitor = saved.current().unwrap().1;
    assert_eq!(monitor.session, Session::Live);
    let failures: Vec<&Failure> = monitor.failures.iter().map(|(_, failed)| &failed.failure).collect();
    assert_eq!(failures, [&Failure::RoleCannotSeeBilling]);
    assert_eq!((lab.badge_text().as_str(), lab.popup().state), ("$132", PageState::Error));
    lab.assert_alarm_in(300);
}

#[test]
fn forgetting_forgets_everything() {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::Refresh { monitor: None });
    lab.commanded(Command::Forget);
    assert!(lab.saved().monitors.is_empty() && lab.keys().is_empty());
    assert_eq!((lab.badge_text().as_str(), lab.alarm(), lab.popup().state), ("", None, PageState::NoKey));
    lab.ends(CREDIT_GRANTS, refused());
    assert!(lab.saved().monitors.is_empty());
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn a_key_is_kept_in_memory_and_nowhere_else() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.all_fail(&answer(401, None, &json!({"error": {"message": format!("Incorrect API key provided: {KEY}")}})));
    lab.tab_sends(SECOND_KEY, ORG);
    lab.all_answer_well();
    assert!(lab.memory_text().contains(SECOND_KEY));
    for (place, text) in [
        ("the disk", lab.disk_text()),
        ("the popup", format!("{:?}", lab.popup())),
        ("the badge", format!("{:?}", lab.badge())),
        ("a log of requests", format!("{:?}", lab.sent())),
        ("a log of keys", format!("{:?}", lab.keys())),
    ] {
        assert!(!text.contains("MadeUpKey"), "{place} holds a key");
    }
}

#[test]
fn a_key_that_comes_between_a_refusal_and_the_last_answer_is_used() {
    for last in [answer(200, None, &good_body(SUBSCRIPTION)), UNREACHABLE, broken()] {
        let mut lab = Lab::new();
        lab.tab_sends(KEY, ORG);
        lab.answers_well(CREDIT_GRANTS);
        lab.ends(USAGE, refused());
        lab.tab_sends(SECOND_KEY, ORG);
        lab.ends(SUBSCRIPTION, last);
        lab.lives(Duration::from_secs(600), |it| answer(200, None, &good_body(it.id.purpose)));
        let is_with_it = |request: &Request| request.http.authorization.key().expose() == SECOND_KEY;
        assert!(lab.sent().iter().any(is_with_it), "the person has signed in again");
    }
}

#[test]
fn a_refused_key_that_is_tried_again_during_an_outage_waits_as_any_other() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.all_fail(&refused());
    lab.passes(Duration::from_secs(301));
    let before = lab.sent().len();
    for _ in 0..30 {
        lab.tab_sends(KEY, ORG);
        lab.all_fail(&broken());
        lab.passes(Duration::from_secs(1));
    }
    assert_eq!(lab.sent().len() - before, 1, "one attempt, then the back-off");
}
