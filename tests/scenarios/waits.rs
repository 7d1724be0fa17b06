//! OpenAI answers 429 and asks for a wait.

use std::time::Duration;

use credit_gauge::account::Timestamp;
use credit_gauge::engine::Command;
use credit_gauge::view::{Arg, PageState};
use serde_json::json;

use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, SECOND_KEY, answer};

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
