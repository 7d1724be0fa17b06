//! Monitors: created from captured keys, added by hand, changed, paused, named, and shown.

use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::Usd;
use credit_gauge::engine::{BadgeBalance, Command};
use credit_gauge::monitor::{Availability, Draft, MonitorId, Session};
use credit_gauge::view::{Panel, Popup};
use serde_json::json;
use simulated_browser::Fate;

use crate::forms::{PASTED_KEY, pasted};
use crate::lab::{
    CREDIT_GRANTS, KEY, Lab, ORG, ORGANIZATIONS, OTHER_ORG, SECOND_KEY, SUBSCRIPTION, USAGE, answer, id, refused,
};

/// Two organisations with a balance of $132.40 and of $1.
fn two() -> Lab {
    let mut lab = Lab::with_a_good_reading();
    lab.tab_sends(KEY, OTHER_ORG);
    lab.answers(CREDIT_GRANTS, 200, &json!({"total_granted": 2, "total_available": 1}));
    lab.all_answer_well();
    lab
}

fn names(popup: &Popup) -> Vec<String> {
    popup.accounts.iter().map(|account| format!("{:?}", account.name.args[0])).collect()
}

fn on_gateway() -> Draft {
    Draft { host: "gateway.example.test".into(), organization: "org-theirs".into(), ..pasted(PASTED_KEY) }
}

#[test]
fn a_monitor_is_named_after_the_title_of_its_organisation_else_after_its_id() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.answers_well(CREDIT_GRANTS);
    assert_eq!(lab.monitor().parameters.task_name, ORG, "not known yet");
    lab.answers_well(ORGANIZATIONS);
    assert_eq!(lab.monitor().parameters.task_name, "Acme Research");
    lab.all_answer_well();
    lab.commanded(Command::Refresh { monitor: None });
    lab.answers_well(CREDIT_GRANTS);
    assert_eq!(lab.asks(), [USAGE, SUBSCRIPTION], "asked once");

    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.answers_well(CREDIT_GRANTS);
    lab.answers(ORGANIZATIONS, 500, &json!({}));
    lab.all_answer_well();
    assert_eq!(lab.monitor().parameters.task_name, ORG);
    assert!(lab.monitor().failures.is_empty(), "a name that cannot be read is no failure");
}

#[test]
fn no_reading_waits_for_a_name() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    for endpoint in [CREDIT_GRANTS, USAGE, SUBSCRIPTION] {
        lab.answers_well(endpoint);
    }
    assert_eq!(lab.asks(), [ORGANIZATIONS]);
    lab.assert_alarm_in(300);
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.asks(), [ORGANIZATIONS, CREDIT_GRANTS]);
    lab.answers_well(ORGANIZATIONS);
    assert_eq!(lab.monitor().parameters.task_name, "Acme Research", "a name that comes late is still taken");
}

#[test]
fn the_name_is_asked_for_again_if_the_worker_died_before_its_answer() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    for endpoint in [CREDIT_GRANTS, USAGE, SUBSCRIPTION] {
        lab.answers_well(endpoint);
    }
    lab.worker_is_killed();
    assert!(lab.asks().is_empty());
    lab.alarm_rings();
    lab.all_answer_well();
    assert_eq!(lab.monitor().parameters.task_name, "Acme Research");
}

#[test]
fn one_answer_names_all_organisations_and_makes_names_unique() {
    let mut lab = two();
    assert_eq!(names(&lab.popup()), [r#"Text("Acme Games")"#, r#"Text("Acme Research")"#]);
    lab.tab_sends(SECOND_KEY, ORG);
    lab.commanded(Command::Refresh { monitor: None });
    lab.answers_well(CREDIT_GRANTS);
    let both = json!({"data": [{"id": ORG, "title": "Acme"}, {"id": OTHER_ORG, "title": "acme"}]});
    lab.answers(ORGANIZATIONS, 200, &both);
    lab.all_answer_well();
    assert_eq!(names(&lab.popup()), [r#"Text("Acme")"#, r#"Text("acme (2)")"#]);
}

#[test]
fn the_popup_follows_the_tab_until_a_person_chooses() {
    let mut lab = two();
    assert_eq!(lab.id().to_string(), OTHER_ORG);
    lab.commanded(Command::Show { monitor: id(ORG) });
    lab.tab_sends(KEY, OTHER_ORG);
    assert_eq!(lab.id().to_string(), ORG, "the tab continues in the same organisation");
    lab.tab_sends(KEY, ORG);
    lab.tab_sends(KEY, OTHER_ORG);
    assert_eq!(lab.id().to_string(), OTHER_ORG, "the tab has switched to it");
}

#[test]
fn all_accounts_are_in_one_list() {
    let lab = two();
    let accounts = lab.popup().accounts;
    let shown: Vec<_> = accounts.iter().map(|it| (it.balance.unwrap().dollars(), it.month_cost, it.current)).collect();
    assert_eq!(shown, [(1.0, Usd::from_dollars(30.0), true), (132.4, Usd::from_dollars(30.0), false)]);
    assert!(accounts.iter().all(|it| it.status.text.key == "availability_up"));
}

#[test]
fn the_badge_shows_what_the_person_wants() {
    let mut lab = two();
    let mut badge = |badge| {
        lab.commanded(Command::SetBadge { badge });
        lab.badge_text()
    };
    assert_eq!(badge(BadgeBalance::Shown), "$1");
    assert_eq!(badge(BadgeBalance::Chosen(id(ORG))), "$132");
    assert_eq!(badge(BadgeBalance::Lowest), "$1");
    assert_eq!(badge(BadgeBalance::Sum), "$133");
    lab.commanded(Command::Pause { monitor: id(OTHER_ORG) });
    assert_eq!(lab.badge_text(), "$132", "a paused monitor does not count");
    lab.commanded(Command::Refresh { monitor: Some(id(ORG)) });
    lab.ends(CREDIT_GRANTS, refused());
    assert_eq!(lab.badge_text(), "!", "an ended session comes first");
}

#[test]
fn a_monitor_added_by_hand_asks_its_own_host_with_its_own_key() {
    let mut lab = Lab::with_a_good_reading();
    lab.access_changes(Access::to(["https://*/*"]));
    lab.commanded(Command::Save { monitor: None, draft: on_gateway() });
    let request = lab.open()[0].clone();
    assert_eq!(request.http.url, "https://gateway.example.test/dashboard/billing/credit_grants");
    assert_eq!(
        (request.http.authorization.key().expose(), request.http.organization.unwrap().as_str()),
        (PASTED_KEY, "org-theirs")
    );
    lab.all_answer_well();
    assert_eq!(lab.popup().host.as_deref(), Some("gateway.example.test"));
    assert_eq!(lab.monitor().availability(), Availability::Up);
    for request in &lab.sent() {
        let captured = request.http.authorization.key().expose() == KEY;
        assert_eq!(request.http.url.starts_with("https://api.openai.com/"), captured, "{}", request.http.url);
    }
    assert!(!lab.disk_text().contains("MadeUpKey") && lab.disk_item("remembered").is_null());
}

#[test]
fn without_the_persons_permission_another_host_is_not_asked() {
    let mut lab = Lab::new();
    lab.commanded(Command::Save { monitor: None, draft: on_gateway() });
    assert!(lab.asks().is_empty());
    assert_eq!(lab.popup().notices[0].title.key, "no_host_access_title");
    lab.access_changes(Access::to(["https://gateway.example.test/*"]));
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "it is asked as soon as access is granted");
}

#[test]
fn a_key_is_remembered_only_where_a_person_wants_it() {
    let mut lab = Lab::new();
    let mut draft = Draft { task_name: "Kept".into(), ..pasted(PASTED_KEY) };
    draft.session_key = match draft.session_key {
        credit_gauge::monitor::DraftKey::Pasted { text, .. } => {
            credit_gauge::monitor::DraftKey::Pasted { text, remember: true }
        }
        automatic => automatic,
    };
    lab.commanded(Command::Save { monitor: None, draft: draft.clone() });
    lab.all_answer_well();
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    assert!(
        lab.disk_item("remembered").to_string().contains(PASTED_KEY)
            && !lab.disk_item("remembered").to_string().contains(KEY)
    );
    assert!(!lab.disk_text().contains(PASTED_KEY));
    lab.browser_restarts();
    lab.passes(Duration::from_secs(600));
    lab.alarm_rings();
    assert_eq!(
        lab.open()[0].http.authorization.key().expose(),
        PASTED_KEY,
        "after a restart of the browser the reading goes on"
    );
    lab.all_answer_well();

    let forgetful = Draft { task_name: "Kept".into(), ..pasted("") };
    lab.commanded(Command::Save { monitor: Some(MonitorId::Pasted(1)), draft: forgetful });
    assert_eq!(lab.disk_item("remembered"), json!({}));
    lab.browser_restarts();
    assert_eq!(lab.saved().monitors.get(&MonitorId::Pasted(1)).unwrap().session, Session::NoKey);
}

#[test]
fn a_paused_monitor_sends_no_requests() {
    let mut lab = Lab::with_a_good_reading();
    let monitor = lab.id();
    lab.commanded(Command::Pause { monitor: monitor.clone() });
    assert_eq!((lab.monitor().availability(), lab.alarm()), (Availability::Paused, None));
    lab.passes(Duration::from_secs(3600));
    lab.commanded(Command::Refresh { monitor: None });
    lab.tab_sends(SECOND_KEY, ORG);
    lab.worker_is_killed();
    assert!(lab.asks().is_empty());
    assert_eq!(lab.popup().notices[0].title.key, "paused_title");
    lab.commanded(Command::Resume { monitor });
    assert_eq!(lab.open()[0].http.authorization.key().expose(), SECOND_KEY);
    lab.all_answer_well();
    assert_eq!(lab.monitor().availability(), Availability::Up);
}

#[test]
fn a_monitor_paused_during_a_collection_keeps_the_answers_and_asks_no_more() {
    let mut lab = Lab::with_a_good_reading();
    let monitor = lab.id();
    lab.passes(Duration::from_secs(60));
    lab.commanded(Command::Refresh { monitor: None });
    lab.commanded(Command::Pause { monitor });
    lab.answers(CREDIT_GRANTS, 200, &json!({"total_available": 7}));
    assert_eq!(lab.popup().hero.balance, Usd::from_dollars(7.0));
    assert!(lab.asks().is_empty());
}

#[test]
fn an_edit_changes_only_what_the_person_changed() {
    let mut lab = Lab::with_a_good_reading();
    let id = lab.id();
    let mut draft = Draft::of(&lab.monitor().parameters);
    (draft.task_name, draft.period, draft.tags) = ("Research".into(), "60".into(), "env:prod".into());
    draft.organization = "org-of-somebody-else".into();
    lab.commanded(Command::Save { monitor: Some(id.clone()), draft });
    let parameters = lab.monitor().parameters;
    assert_eq!((parameters.task_name.as_str(), parameters.period.as_seconds()), ("Research", 60));
    assert_eq!(parameters.account.organization.unwrap().as_str(), ORG, "the account of a captured key does not change");
    assert_eq!(lab.popup().hero.balance, Usd::from_dollars(132.4));
    lab.assert_alarm_in(60);
    let draft = Draft { task_name: String::new(), ..Draft::of(&lab.monitor().parameters) };
    lab.commanded(Command::Save { monitor: Some(id), draft });
    lab.commanded(Command::Refresh { monitor: None });
    lab.all_answer_well();
    assert_eq!(lab.monitor().parameters.task_name, "Acme Research", "the name follows the organisation's again");
}

#[test]
fn a_monitor_moved_to_another_account_keeps_nothing_of_the_old_one() {
    let mut lab = Lab::new();
    lab.access_changes(Access::to(["https://*/*"]));
    lab.commanded(Command::Save { monitor: None, draft: on_gateway() });
    lab.all_answer_well();
    let moved = Draft { host: "other.example.test".into(), ..pasted(SECOND_KEY) };
    lab.commanded(Command::Save { monitor: Some(MonitorId::Pasted(1)), draft: moved });
    assert_eq!(lab.popup().panel, Panel::Loading);
    assert_eq!(lab.open()[0].http.url, "https://other.example.test/dashboard/billing/credit_grants");
    assert_eq!(lab.open()[0].http.authorization.key().expose(), SECOND_KEY);
}

#[test]
fn a_worker_killed_between_key_and_parameters_sends_the_key_nowhere_else() {
    for (after, fate) in (0..12).flat_map(|after| [(after, Fate::DiesBefore), (after, Fate::DiesAfter)]) {
        let mut lab = Lab::new();
        lab.access_changes(Access::to(["https://*/*"]));
        lab.commanded(Command::Save { monitor: None, draft: on_gateway() });
        lab.all_answer_well();
        lab.call_has_fate(after, fate);
        let moved = Draft { host: "other.example.test".into(), ..pasted(SECOND_KEY) };
        lab.tries(Command::Save { monitor: Some(MonitorId::Pasted(1)), draft: moved });
        lab.worker_is_killed();
        lab.tries(Command::Refresh { monitor: None });
        for request in &lab.sent() {
            let to_other = request.http.url.starts_with("https://other.example.test/");
            assert_eq!(
                request.http.authorization.key().expose() == SECOND_KEY,
                to_other,
                "{fate:?}, {after} calls before"
            );
        }
    }
}

#[test]
fn response_times_are_measured_from_request_to_answer() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.passes(Duration::from_millis(210));
    lab.answers_well(CREDIT_GRANTS);
    lab.passes(Duration::from_millis(90));
    lab.ends(USAGE, answer(503, None, &json!({})));
    lab.all_answer_well();
    let times: Vec<_> = lab.monitor().response_times.iter().map(|(set, millis)| (set.name(), *millis)).collect();
    assert_eq!(times, [("credit_grants", 210), ("model_cost", 90), ("billing_subscription", 90)]);
    assert_eq!(lab.monitor().availability(), Availability::Up, "availability depends on the credit grants");
}

#[test]
fn after_a_long_sleep_only_a_few_monitors_are_asked_at_a_time() {
    let mut lab = Lab::new();
    for number in 0..20 {
        lab.tab_sends(KEY, &format!("org-{number}"));
        lab.all_answer_well();
    }
    lab.passes(Duration::from_secs(8 * 3600));
    let (mut most, before) = (0, lab.sent().len());
    lab.is_woken();
    while !lab.open().is_empty() {
        let mut asked: Vec<_> = lab.open().iter().map(|request| request.id.monitor.clone()).collect();
        asked.dedup();
        most = most.max(asked.len());
        lab.answers_well(lab.asks()[0]);
    }
    assert_eq!(most, credit_gauge::engine::MOST_AT_ONCE);
    assert_eq!(lab.sent().len() - before, 60, "each of them once");
}
