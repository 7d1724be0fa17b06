//! The "Detect" button: tests a draft without saving it.

use credit_gauge::engine::{Command, Refusal};
use credit_gauge::monitor::{Draft, MonitorId};
use credit_gauge::view::DetectionView;
use credit_gauge::worker::Reply;
use serde_json::json;

use crate::forms::{PASTED_KEY, pasted};
use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, SUBSCRIPTION, USAGE, answer, broken, refused};

fn detect(lab: &mut Lab, draft: Draft) {
    lab.commanded(Command::Detect { monitor: None, draft });
}

fn view(lab: &Lab) -> DetectionView {
    lab.detection().unwrap()
}

fn outcome(lab: &Lab) -> (String, Vec<&'static str>) {
    let view = view(lab);
    (view.outcome.key.to_string(), view.sets.iter().map(|set| set.state.name()).collect())
}

#[test]
fn a_detection_shows_the_result_of_each_set_and_saves_no_monitor() {
    let mut lab = Lab::new();
    detect(&mut lab, pasted(PASTED_KEY));
    assert_eq!(outcome(&lab), ("detect_busy".into(), vec!["waiting", "not_asked", "not_asked"]));
    lab.answers_well(CREDIT_GRANTS);
    lab.ends(USAGE, broken());
    lab.answers_well(SUBSCRIPTION);
    assert_eq!(outcome(&lab), ("detect_partly".into(), vec!["ok", "failed", "ok"]));
    assert!(lab.saved().monitors.is_empty());
    assert!(!lab.memory_text().contains(PASTED_KEY), "the key is no longer needed");
    assert_eq!(lab.alarm(), None, "a detection is not repeated");
    lab.commanded(Command::EndDetection);
    assert!(lab.saved().detection.is_none());
}

#[test]
fn a_detection_with_a_captured_key_asks_for_the_organisation_in_the_draft() {
    let mut lab = Lab::with_a_good_reading();
    let draft = Draft { task_name: "Mine".into(), ..Draft::of(&lab.monitor().parameters) };
    lab.commanded(Command::Detect { monitor: Some(lab.id()), draft });
    assert_eq!(
        (lab.open()[0].http.authorization.key().expose(), lab.open()[0].http.organization.as_ref().unwrap().as_str()),
        (KEY, ORG)
    );
    lab.all_answer_well();
    assert_eq!(outcome(&lab).0, "detect_ok");

    detect(&mut lab, Draft { organization: "org-never-seen".into(), ..Draft::blank() });
    assert_eq!(outcome(&lab).0, "detect_no_key");
}

#[test]
fn a_key_refused_in_a_detection_ends_no_session() {
    let mut lab = Lab::with_a_good_reading();
    detect(&mut lab, pasted(PASTED_KEY));
    lab.ends(CREDIT_GRANTS, refused());
    assert_eq!(outcome(&lab), ("detect_failed".into(), vec!["failed", "not_asked", "not_asked"]));
    assert_eq!(lab.badge_text(), "$132");
    assert!(lab.browser.world().notifications.is_empty(), "no notification is shown");
}

#[test]
fn a_detection_keeps_to_the_wait_that_a_monitor_of_the_account_was_given() {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::Refresh { monitor: None });
    lab.ends(CREDIT_GRANTS, answer(429, Some("600"), &json!({})));
    let draft = Draft { task_name: "Again".into(), organization: ORG.into(), ..pasted(PASTED_KEY) };
    detect(&mut lab, draft);
    assert!(lab.asks().is_empty());
    assert_eq!(outcome(&lab).0, "failure_too_many_requests_next");
}

#[test]
fn a_detection_goes_on_after_its_worker_is_killed() {
    let mut lab = Lab::new();
    detect(&mut lab, pasted(PASTED_KEY));
    lab.answers_well(CREDIT_GRANTS);
    lab.worker_is_killed();
    assert_eq!(lab.asks(), [USAGE, SUBSCRIPTION]);
    lab.all_answer_well();
    assert_eq!(outcome(&lab).0, "detect_ok");
    lab.browser_restarts();
    assert!(lab.saved().detection.is_none(), "the form closed with the browser");
}

#[test]
fn an_invalid_draft_is_not_tested() {
    let mut lab = Lab::new();
    for draft in [pasted("sk-madeup"), Draft { period: "1".into(), ..pasted(PASTED_KEY) }] {
        let reply = lab.tries(Command::Detect { monitor: None, draft });
        assert!(matches!(reply, Some(Reply::Refused(Refusal::Problems(_)))), "{reply:?}");
    }
    assert!(lab.sent().is_empty() && lab.saved().detection.is_none());
    let save = Command::Save { monitor: Some(MonitorId::Pasted(7)), draft: pasted(PASTED_KEY) };
    assert_eq!(lab.tries(save), Some(Reply::Refused(Refusal::NoSuchMonitor)));
    assert!(lab.saved().monitors.is_empty(), "a draft for a deleted monitor is not saved");
}
