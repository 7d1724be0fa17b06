//! An ended session: told once, and renewed in a background tab where a person wants that.

use std::time::Duration;

use credit_gauge::engine::{Command, Effect, Event};
use credit_gauge::monitor::Draft;
use credit_gauge::openai::Endpoint::CreditGrants;
use credit_gauge::view::PageState;

use crate::lab::{KEY, Lab, ORG, OTHER_ORG, SECOND_KEY, refused};

fn with_renewal() -> Lab {
    let mut lab = Lab::with_a_good_reading();
    let draft = Draft { renew_in_background: true, ..Draft::of(&lab.monitor().parameters) };
    lab.commanded(Command::Save { monitor: Some(lab.id()), draft });
    lab
}

fn session_ends(lab: &mut Lab) {
    lab.commanded(Command::Refresh { monitor: None });
    lab.ends(CreditGrants, refused());
}

#[test]
fn one_notification_is_enough() {
    let mut lab = Lab::with_a_good_reading();
    lab.tab_sends(KEY, OTHER_ORG);
    lab.all_answer_well();
    for _ in 0..3 {
        session_ends(&mut lab);
        lab.commanded(Command::Show { monitor: lab.saved().monitors.keys().next().unwrap().clone() });
        lab.worker_is_killed();
    }
    let [Effect::NotifySessionEnded(_)] = &lab.done[..] else { panic!("{:?}", lab.done) };
    lab.tab_sends(SECOND_KEY, ORG);
    lab.tab_sends(SECOND_KEY, OTHER_ORG);
    lab.all_answer_well();
    assert_eq!(lab.done.last(), Some(&Effect::ClearNotification));
    assert_eq!(lab.popup().state, PageState::Ok);
    session_ends(&mut lab);
    assert_eq!(lab.done.len(), 3, "the next one is told again");
}

#[test]
fn none_where_a_person_wants_none() {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::SetNotifications { on: false });
    session_ends(&mut lab);
    assert!(lab.done.is_empty());
}

#[test]
fn a_background_tab_is_opened_waited_for_and_closed() {
    let mut lab = with_renewal();
    session_ends(&mut lab);
    assert_eq!(lab.done, [Effect::OpenBackgroundTab], "and nobody is bothered yet");
    lab.happens(Event::TabOpened { tab: 7 });
    lab.tab_sends(SECOND_KEY, ORG);
    assert_eq!(lab.done.last(), Some(&Effect::CloseTab(7)));
    lab.all_answer_well();
    assert_eq!((lab.popup().state, lab.badge_text()), (PageState::Ok, "$132"));
}

#[test]
fn a_tab_that_brings_nothing_is_closed_and_the_person_told() {
    let mut lab = with_renewal();
    session_ends(&mut lab);
    lab.happens(Event::TabOpened { tab: 7 });
    lab.tab_sends(KEY, ORG);
    assert_eq!(lab.done.len(), 1, "the old key is no new session");
    lab.alarm_rings();
    let [_, Effect::CloseTab(7), Effect::NotifySessionEnded(_)] = &lab.done[..] else { panic!("{:?}", lab.done) };
}

#[test]
fn it_is_no_loop() {
    let mut lab = with_renewal();
    let opened = |lab: &Lab| lab.done.iter().filter(|it| **it == Effect::OpenBackgroundTab).count();
    for (minutes, tabs) in [(0, 1), (20, 1), (39, 1), (2, 2)] {
        lab.passes(Duration::from_secs(minutes * 60));
        lab.happens(Event::AlarmRang);
        session_ends(&mut lab);
        lab.happens(Event::TabOpened { tab: 7 });
        assert_eq!(opened(&lab), tabs, "after {minutes} min more");
    }
}

#[test]
fn a_tab_whose_number_comes_late_is_closed_all_the_same() {
    let mut lab = with_renewal();
    session_ends(&mut lab);
    lab.tab_sends(SECOND_KEY, ORG);
    lab.all_answer_well();
    lab.happens(Event::TabOpened { tab: 7 });
    assert_eq!(lab.done.last(), Some(&Effect::CloseTab(7)));

    let mut lab = with_renewal();
    session_ends(&mut lab);
    lab.alarm_rings();
    lab.happens(Event::TabOpened { tab: 8 });
    assert_eq!(lab.done.last(), Some(&Effect::CloseTab(8)), "nobody waits for it any more");
}

#[test]
fn it_is_off_unless_a_person_turns_it_on() {
    let mut lab = Lab::with_a_good_reading();
    session_ends(&mut lab);
    assert!(!lab.done.contains(&Effect::OpenBackgroundTab));
}
