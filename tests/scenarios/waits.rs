//! OpenAI answers 429 and asks for a wait.

use std::time::Duration;

use credit_gauge::account::Timestamp;
use credit_gauge::engine::Command;
use credit_gauge::monitor::Draft;
use credit_gauge::view::{Arg, PageState};
use serde_json::json;

use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, SECOND_KEY, SUBSCRIPTION, UNREACHABLE, USAGE, answer, id};

fn told_to_wait() -> (Lab, Timestamp) {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::Refresh { monitor: None });
    lab.ends(CREDIT_GRANTS, answer(429, Some("600"), &json!({})));
    lab.all_answer_well();
    let until = lab.now().after(Duration::from_secs(600));
    (lab, until)
}

#[test]
fn no_request_is_sent_during_the_wait() {
    let (mut lab, until) = told_to_wait();
    lab.assert_alarm_in(600);
    lab.passes(Duration::from_secs(590));
    lab.commanded(Command::Refresh { monitor: None });
    lab.tab_sends(KEY, ORG);
    lab.tab_sends(SECOND_KEY, ORG);
    lab.worker_is_killed();
    assert!(lab.asks().is_empty());
    assert!(lab.alarm() >= Some(until));
    lab.alarm_rings();
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "the wait is over");
}

#[test]
fn the_popup_says_when_the_wait_ends() {
    let (lab, until) = told_to_wait();
    let popup = lab.popup();
    assert_eq!(popup.refresh_waits.unwrap().args, [Arg::Time(until)]);
    assert_eq!(popup.notices[0].next.key, "failure_too_many_requests_next");
    assert_eq!(popup.notices[0].next.args, [Arg::Time(until)]);
}

#[test]
fn without_a_time_the_waits_grow() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    for wait in [60, 120, 240, 480] {
        lab.ends(CREDIT_GRANTS, answer(429, None, &json!({})));
        assert!(lab.asks().is_empty(), "no request is sent during the wait");
        lab.assert_alarm_in(wait);
        lab.alarm_rings();
    }
}

#[test]
fn the_wait_outlives_a_browser_restart() {
    let (mut lab, until) = told_to_wait();
    lab.browser_restarts();
    lab.tab_sends(SECOND_KEY, ORG);
    assert!(lab.asks().is_empty());
    assert!(lab.alarm() >= Some(until));
}

#[test]
fn a_clock_set_back_before_the_collection_ends_makes_the_wait_no_longer() {
    let mut lab = Lab::new();
    let now = lab.now();
    lab.clock_is_set(now.after(Duration::from_secs(365 * 86_400)));
    lab.tab_sends(KEY, ORG);
    lab.answers_well(CREDIT_GRANTS);
    lab.ends(USAGE, answer(429, Some("60"), &json!({})));
    lab.clock_is_set(now);
    lab.answers_well(SUBSCRIPTION);
    let wait = lab.monitor().schedule.wait_until.unwrap().since(lab.now());
    assert!(wait <= Duration::from_secs(60), "{wait:?}");
}

#[test]
fn a_long_period_does_not_hold_back_the_first_reading_after_a_start() {
    let mut lab = Lab::with_a_good_reading();
    let draft = Draft { period: "604800".into(), ..Draft::of(&lab.monitor().parameters) };
    lab.commanded(Command::Save { monitor: Some(id(ORG)), draft });
    for _ in 0..4 {
        lab.browser_restarts();
        lab.passes(Duration::from_secs(60));
        lab.tab_sends(KEY, ORG);
        lab.all_fail(&UNREACHABLE);
    }
    lab.browser_restarts();
    lab.tab_sends(KEY, ORG);
    let wait = lab.monitor().schedule.next_at.unwrap().since(lab.now());
    assert!(wait <= Duration::from_secs(3600), "{wait:?}");
}
