//! An ended session is notified once, and renewed in a background tab if the person wants that.

use std::time::Duration;

use credit_gauge::engine::{Command, NotificationId};
use credit_gauge::monitor::Draft;
use credit_gauge::view::PageState;
use serde_json::json;
use simulated_browser::{Call, Fate};

use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, OTHER_ORG, SECOND_KEY, refused};

fn with_renewal() -> Lab {
    let mut lab = Lab::with_a_good_reading();
    let draft = Draft { renew_in_background: true, ..Draft::of(&lab.monitor().parameters) };
    lab.commanded(Command::Save { monitor: Some(lab.id()), draft });
    lab
}

fn session_ends(lab: &mut Lab) {
    lab.commanded(Command::Refresh { monitor: None });
    lab.ends(CREDIT_GRANTS, refused());
}

/// How often the person was notified.
fn told(lab: &Lab) -> usize {
    lab.count(|call| matches!(call, Call::Notify(_)))
}

fn tabs_opened(lab: &Lab) -> usize {
    lab.count(|call| matches!(call, Call::OpenTab { .. }))
}

fn open_tabs(lab: &Lab) -> usize {
    lab.browser.world().tabs.len()
}

/// From now on the browser opens tabs late.
fn tabs_open_late(lab: &mut Lab) {
    lab.browser.decide(|call| if matches!(call, Call::OpenTab { .. }) { Fate::Later } else { Fate::Done });
}

fn tab_is_open(lab: &mut Lab) {
    lab.browser.world_mut().let_go(0, true);
    assert_eq!(open_tabs(lab), 1);
    lab.browser.run();
}

#[test]
fn an_ended_session_is_notified_once() {
    let mut lab = Lab::with_a_good_reading();
    lab.tab_sends(KEY, OTHER_ORG);
    lab.all_answer_well();
    for _ in 0..3 {
        session_ends(&mut lab);
        lab.commanded(Command::Show { monitor: lab.saved().monitors.keys().next().unwrap().clone() });
        lab.worker_is_killed();
    }
    assert_eq!((told(&lab), lab.browser.world().notifications.len()), (1, 1));
    lab.tab_sends(SECOND_KEY, ORG);
    lab.tab_sends(SECOND_KEY, OTHER_ORG);
    lab.all_answer_well();
    assert!(lab.browser.world().notifications.is_empty(), "the notification is cleared once a new key works");
    assert_eq!(lab.popup().state, PageState::Ok);
    session_ends(&mut lab);
    assert_eq!(told(&lab), 2, "the end of the next session is notified again");
}

#[test]
fn no_notification_is_shown_if_the_person_turned_them_off() {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::SetNotifications { on: false });
    session_ends(&mut lab);
    assert_eq!(told(&lab), 0);
}

#[test]
fn a_click_on_a_notification_opens_the_page_that_helps() {
    let mut lab = Lab::with_a_good_reading();
    session_ends(&mut lab);
    lab.browser.happens("notifications.onClicked", json!(NotificationId::SessionEnded.name()));
    let tabs: Vec<(String, bool)> = lab.browser.world().tabs.values().cloned().collect();
    assert!(matches!(&tabs[..], [(url, true)] if url.starts_with("https://platform.openai.com/")), "{tabs:?}");
    lab.browser.happens("notifications.onClicked", json!(NotificationId::KeyRefused.name()));
    assert_eq!(lab.browser.world().options_opened, 1);
    lab.browser.happens("notifications.onClicked", json!("another's"));
    assert_eq!((open_tabs(&lab), lab.browser.world().options_opened), (1, 1));
}

#[test]
fn a_background_tab_is_opened_waited_for_and_closed() {
    let mut lab = with_renewal();
    session_ends(&mut lab);
    let tabs: Vec<(String, bool)> = lab.browser.world().tabs.values().cloned().collect();
    assert!(matches!(&tabs[..], [(url, false)] if url.starts_with("https://platform.openai.com/")), "{tabs:?}");
    assert_eq!(told(&lab), 0, "there is no notification yet");
    lab.tab_sends(SECOND_KEY, ORG);
    assert_eq!(open_tabs(&lab), 0);
    lab.all_answer_well();
    assert_eq!((lab.popup().state, lab.badge_text().as_str()), (PageState::Ok, "$132"));
}

#[test]
fn a_background_tab_without_a_new_key_is_closed_and_the_person_notified() {
    let mut lab = with_renewal();
    session_ends(&mut lab);
    lab.tab_sends(KEY, ORG);
    assert_eq!((open_tabs(&lab), told(&lab)), (1, 0), "the old key does not end the renewal");
    lab.alarm_rings();
    assert_eq!((open_tabs(&lab), told(&lab)), (0, 1));
}

#[test]
fn a_background_tab_is_opened_once_an_hour_at_most() {
    let mut lab = with_renewal();
    for (minutes, tabs) in [(0, 1), (20, 1), (39, 1), (2, 2)] {
        lab.passes(Duration::from_secs(minutes * 60));
        lab.is_woken();
        session_ends(&mut lab);
        assert_eq!(tabs_opened(&lab), tabs, "{minutes} min later");
    }
}

#[test]
fn a_background_tab_whose_id_arrives_late_is_still_closed() {
    let mut lab = with_renewal();
    tabs_open_late(&mut lab);
    session_ends(&mut lab);
    lab.tab_sends(SECOND_KEY, ORG);
    lab.all_answer_well();
    tab_is_open(&mut lab);
    assert_eq!(open_tabs(&lab), 0);

    let mut lab = with_renewal();
    tabs_open_late(&mut lab);
    session_ends(&mut lab);
    lab.alarm_rings();
    assert_eq!(told(&lab), 1);
    tab_is_open(&mut lab);
    assert_eq!(open_tabs(&lab), 0, "the renewal is over, so the tab is closed");
}

#[test]
fn a_tab_id_from_before_a_browser_restart_is_not_closed() {
    let mut lab = with_renewal();
    session_ends(&mut lab);
    lab.browser_restarts();
    // Tab ids start again with the browser. This tab has the old id, but it is the person's.
    lab.browser.world_mut().tabs.insert(1, ("https://example.test/".into(), true));
    lab.tab_sends(SECOND_KEY, ORG);
    lab.all_answer_well();
    lab.passes(Duration::from_secs(120));
    lab.is_woken();
    assert_eq!(open_tabs(&lab), 1);
}

#[test]
fn renewal_in_a_background_tab_is_off_by_default() {
    let mut lab = Lab::with_a_good_reading();
    session_ends(&mut lab);
    assert_eq!(tabs_opened(&lab), 0);
}
