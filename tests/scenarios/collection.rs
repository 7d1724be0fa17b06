//! From a key to a balance.

use credit_gauge::account::{MetricSet, Usd};
use credit_gauge::engine::Command;
use credit_gauge::monitor::Collection;
use credit_gauge::view::PageState;
use serde_json::json;

use crate::lab::{
    CREDIT_GRANTS, KEY, Lab, NOON, ORG, ORGANIZATIONS, OTHER_ORG, SECOND_KEY, SUBSCRIPTION, UNREACHABLE, USAGE, broken,
};

#[test]
fn a_key_becomes_a_balance_then_everything_else() {
    let mut lab = Lab::new();
    assert_eq!((lab.badge_text().as_str(), lab.popup().state), ("", PageState::NoKey));
    lab.tab_sends(KEY, ORG);
    assert_eq!((lab.badge_text().as_str(), lab.popup().state), ("…", PageState::Loading));
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
    lab.answers_well(CREDIT_GRANTS);
    assert_eq!(lab.badge_text(), "$132", "the balance does not wait for the other sets");
    assert_eq!(lab.asks(), [USAGE, SUBSCRIPTION, ORGANIZATIONS], "these are asked in parallel");
    lab.answers_well(SUBSCRIPTION);
    lab.answers_well(USAGE);
    assert_eq!(lab.popup().state, PageState::Ok);
    assert!(!lab.popup().busy);
}

#[test]
fn requests_name_the_organisation_and_the_days() {
    let lab = Lab::with_a_good_reading();
    let sent = lab.sent();
    let urls: Vec<&str> = sent.iter().map(|request| request.http.url.as_str()).collect();
    assert_eq!(
        urls,
        [
            "https://api.openai.com/dashboard/billing/credit_grants",
            "https://api.openai.com/dashboard/billing/usage?start_date=2026-10-24&end_date=2026-11-23",
            "https://api.openai.com/dashboard/billing/subscription",
            "https://api.openai.com/v1/organizations",
        ]
    );
    for request in &sent {
        assert_eq!(request.http.organization.as_ref().unwrap().as_str(), ORG);
        assert_eq!(request.http.authorization.key().expose(), KEY);
    }
}

#[test]
fn a_hundred_requests_of_the_tab_cause_one_collection() {
    let mut lab = Lab::new();
    for _ in 0..100 {
        lab.tab_sends(KEY, ORG);
    }
    assert_eq!(lab.sent().len(), 1);
    lab.all_answer_well();
    for _ in 0..100 {
        lab.tab_sends(KEY, ORG);
    }
    assert_eq!(lab.sent().len(), 4);
}

#[test]
fn a_refresh_during_a_collection_starts_no_second_one() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
    lab.all_answer_well();
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
}

#[test]
fn a_failed_set_keeps_its_values_and_the_others_go_on() {
    let mut lab = Lab::with_a_good_reading();
    lab.passes(std::time::Duration::from_secs(600));
    lab.commanded(Command::Refresh { monitor: None });
    lab.ends(CREDIT_GRANTS, broken());
    assert_eq!(lab.asks(), [USAGE, SUBSCRIPTION]);
    lab.all_answer_well();
    let popup = lab.popup();
    assert_eq!(popup.state, PageState::Stale);
    assert_eq!(popup.hero.balance, Usd::from_dollars(132.4));
    assert!(popup.credit_grants.notice.is_some());
    assert!(popup.model_cost.notice.is_none());
    let status = lab.known().readings;
    assert_eq!(status.measured_at(MetricSet::CreditGrants), Some(NOON));
    assert_eq!(status.measured_at(MetricSet::ModelCost), Some(lab.now()));
}

#[test]
fn an_answer_that_cannot_be_decoded_overwrites_nothing() {
    for nonsense in [json!({}), json!([1]), json!({"error": {}}), json!("down for maintenance")] {
        let mut lab = Lab::with_a_good_reading();
        lab.commanded(Command::Refresh { monitor: None });
        lab.answers(CREDIT_GRANTS, 200, &nonsense);
        lab.answers(USAGE, 200, &nonsense);
        lab.answers(SUBSCRIPTION, 200, &nonsense);
        let before = Lab::with_a_good_reading();
        assert_eq!(lab.known().readings, before.known().readings, "{nonsense}");
        assert_eq!(lab.monitor().glance, before.monitor().glance, "{nonsense}");
    }
}

#[test]
fn after_a_404_the_other_form_of_the_path_is_tried_once_and_remembered() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.answers(CREDIT_GRANTS, 404, &json!({}));
    assert_eq!(lab.open()[0].http.url, "https://api.openai.com/v1/dashboard/billing/credit_grants");
    lab.answers_well(CREDIT_GRANTS);
    lab.all_answer_well();
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.open()[0].http.url, "https://api.openai.com/v1/dashboard/billing/credit_grants");
    lab.answers(CREDIT_GRANTS, 404, &json!({}));
    assert_eq!(lab.open()[0].http.url, "https://api.openai.com/dashboard/billing/credit_grants");
    lab.answers(CREDIT_GRANTS, 404, &json!({}));
    assert_eq!(lab.asks(), [USAGE, SUBSCRIPTION], "both forms gave 404, and neither is tried again");
}

#[test]
fn the_collection_of_a_dead_worker_is_started_again() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    assert!(lab.alarm().unwrap().since(NOON) >= Collection::LOOKED_AFTER_IN, "the alarm wakes a new worker");
    lab.browser.kill();
    lab.passes(Collection::LOOKED_AFTER_IN);
    lab.is_woken();
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "asked again");
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn a_clock_set_forward_starts_no_second_collection() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.clock_is_set(NOON.after(std::time::Duration::from_secs(7 * 3600)));
    lab.is_woken();
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
}

#[test]
fn collections_repeat_by_themselves_each_period() {
    let mut lab = Lab::with_a_good_reading();
    for _ in 0..3 {
        lab.alarm_rings();
        assert_eq!(lab.asks(), [CREDIT_GRANTS]);
        lab.all_answer_well();
    }
    assert!((900..=945).contains(&lab.now().since(NOON).as_secs()));
    lab.alarm_rings();
    lab.all_fail(&UNREACHABLE);
    lab.assert_alarm_in(60);
}

#[test]
fn every_organisation_has_its_own_numbers() {
    let mut lab = Lab::with_a_good_reading();
    lab.tab_sends(KEY, OTHER_ORG);
    assert_eq!(lab.open()[0].http.organization.as_ref().unwrap().as_str(), OTHER_ORG);
    lab.answers(CREDIT_GRANTS, 200, &json!({"total_available": 1}));
    assert_eq!(lab.badge_text(), "$1");
    lab.all_answer_well();
    lab.tab_sends(KEY, ORG);
    assert_eq!((lab.badge_text().as_str(), lab.asks().len()), ("$132", 0), "back to the first, which is still current");
}

#[test]
fn a_monitor_without_organisation_becomes_the_monitor_of_the_first_one_named() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, "");
    assert_eq!(lab.open()[0].http.organization.as_ref(), None);
    lab.all_answer_well();
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    assert_eq!(lab.saved().monitors.len(), 1, "the monitor without organisation became this one");
    lab.tab_sends(KEY, "");
    assert_eq!(lab.id().to_string(), ORG);
    lab.tab_sends(SECOND_KEY, "");
    assert_eq!(lab.saved().monitors.len(), 1, "a person is signed in with one account");
}

#[test]
fn usage_asked_for_before_midnight_belongs_to_that_day() {
    let mut lab = Lab::new();
    lab.passes(std::time::Duration::from_secs(12 * 3600 - 5));
    lab.tab_sends(KEY, ORG);
    lab.answers_well(CREDIT_GRANTS);
    lab.passes(std::time::Duration::from_secs(10));
    lab.all_answer_well();
    let cost = lab.known().readings.model_cost.unwrap();
    assert_eq!(cost.value.last_day.to_string(), "2026-11-22");
    assert_eq!(cost.at.day().to_string(), "2026-11-23");
}
