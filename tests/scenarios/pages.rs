//! What popup, options page and badge show in each state, as plain data.

use std::time::Duration;

use credit_gauge::account::Reading;
use credit_gauge::account::{Range, Usd};
use credit_gauge::engine::Command;
use credit_gauge::openai::{NoAnswer, Outcome};
use credit_gauge::view::PageState;
use serde_json::json;

use crate::lab::{CREDIT_GRANTS, KEY, Lab, NOON, ORG, SUBSCRIPTION, USAGE, answer, broken, refused};

#[test]
fn a_whole_popup() {
    let mut popup = Lab::with_a_good_reading().popup();
    // What this account does not report is left out, so that a new row of the catalogue changes nothing here.
    popup.billing_subscription.groups.iter_mut().for_each(|(_, rows)| rows.retain(|row| row.value != Reading::Absent));
    insta::assert_json_snapshot!(popup);
}

#[test]
fn the_options_page() {
    let lab = Lab::with_a_good_reading();
    insta::assert_json_snapshot!(lab.options());
}

/// For every way a reading can fail, at first and after a good reading: the state of the page, the badge and the notices.
#[test]
fn every_failure_has_its_words() {
    let error = |status, message: &str| answer(status, None, &json!({"error": {"message": message, "code": null}}));
    let rows: Vec<(&str, Outcome)> = vec![
        ("session ended", refused()),
        (
            "wrong organisation",
            answer(401, None, &json!({"error": {"message": "x", "code": "mismatched_organization"}})),
        ),
        ("deactivated", error(401, "This key is associated with a deactivated account.")),
        ("api key", error(403, "Your request must be made with a session key")),
        ("role", error(403, "You have insufficient permissions for this operation.")),
        ("gone", error(404, "Invalid URL (GET /v1/dashboard/billing/credit_grants)")),
        ("429 with a time", answer(429, Some("120"), &json!({}))),
        ("429", answer(429, None, &json!({}))),
        ("server", broken()),
        ("timed out", Err(NoAnswer::TimedOut)),
        ("unreachable", Err(NoAnswer::Unreachable)),
        (
            "web page",
            answer(200, None, &json!("")).map(|it| credit_gauge::openai::Answer { body: b"<html>".into(), ..it }),
        ),
        ("unreadable", answer(200, None, &json!({"total_ava": 1}))),
        ("unexpected", answer(418, None, &json!({}))),
    ];
    let mut said = Vec::new();
    for (name, outcome) in rows {
        for mut lab in [Lab::new(), Lab::with_a_good_reading()] {
            lab.tab_sends(KEY, ORG);
            lab.commanded(Command::Refresh { monitor: None });
            lab.all_fail(&outcome);
            let popup = lab.popup();
            let notices: Vec<String> =
                popup.notices.iter().map(|notice| format!("{} / {}", notice.title.key, notice.next.key)).collect();
            assert_eq!(notices.len(), 1, "{name}: all sets failed alike, so there is one notice");
            let title = lab.badge().title.key.clone();
            let (state, badge) = (popup.state, lab.badge_text());
            said.push(format!("{name}: {state:?}, badge {badge:?} ({title}), {}", notices.join("; ")));
        }
    }
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn two_kinds_of_failure_make_two_notices() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.answers_well(CREDIT_GRANTS);
    lab.ends(USAGE, broken());
    lab.ends(SUBSCRIPTION, Err(NoAnswer::TimedOut));
    let popup = lab.popup();
    assert!(popup.notices.is_empty() && popup.credit_grants.notice.is_none());
    let keys = |notice: Option<credit_gauge::view::SetNotice>| -> Vec<String> {
        let notice = notice.unwrap();
        [&notice.title].into_iter().chain(&notice.next).map(|message| message.key.to_string()).collect()
    };
    assert_eq!(keys(popup.model_cost.notice), ["failure_server_error", "failure_server_error_next", "set_missing"]);
    let subscription = keys(popup.billing_subscription.notice);
    assert_eq!(subscription, ["failure_timed_out", "failure_timed_out_next", "set_missing"]);
    assert_eq!(popup.state, PageState::Error);
}

#[test]
fn the_badge_changes_colour_with_the_balance_and_its_age() {
    let mut lab = Lab::with_a_good_reading();
    let fine = lab.badge();
    lab.commanded(Command::SetLowBalance { amount: Usd::whole(200) });
    let low = lab.badge();
    lab.browser_restarts();
    let stale = lab.badge();
    for badge in [&fine, &low, &stale] {
        assert_eq!(badge.text, "$132");
    }
    let keys = [&fine, &low, &stale].map(|badge| badge.title.key.to_string());
    assert_eq!(keys, ["badge_fine", "badge_low", "badge_stale"]);
    assert!(fine.color != low.color && low.color != stale.color);
}

#[test]
fn a_balance_that_is_not_reported_is_not_shown_as_zero() {
    for body in [json!({"total_granted": 5, "total_available": null}), json!({"total_granted": 5})] {
        let mut lab = Lab::new();
        lab.tab_sends(KEY, ORG);
        lab.answers(CREDIT_GRANTS, 200, &body);
        assert_eq!(lab.badge_text(), "—");
        assert_eq!(lab.popup().hero.balance, None);
    }
}

#[test]
fn the_chosen_range_is_shown() {
    let mut lab = Lab::with_a_good_reading();
    let total = |lab: &Lab| lab.popup().model_cost.total.unwrap().dollars();
    assert_eq!(total(&lab), 40.0);
    lab.commanded(Command::ShowRange { range: Range::Today });
    assert_eq!(total(&lab), 30.0);
    lab.passes(Duration::from_secs(24 * 3600));
    assert_eq!(total(&lab), 30.0, "today's cost is that of the day it was measured on, which is shown");
}

#[test]
fn values_become_stale_as_time_passes() {
    let mut lab = Lab::with_a_good_reading();
    lab.passes(Duration::from_secs(900));
    assert_eq!(lab.popup().state, PageState::Ok);
    lab.passes(Duration::from_secs(1));
    assert_eq!(lab.popup().state, PageState::Stale);
    lab.clock_is_set(NOON);
    lab.worker_is_killed();
    assert_eq!(lab.popup().state, PageState::Ok, "a clock set back makes nothing older");
}
