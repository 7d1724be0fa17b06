//! Deleting a monitor, and changing one's mind.

use std::time::Duration;

use credit_gauge::account::Usd;
use credit_gauge::engine::{Command, Refusal, UNDO_WITHIN};
use credit_gauge::monitor::Draft;
use credit_gauge::view::PageState;
use credit_gauge::worker::Reply;
use simulated_browser::{Call, Fate};

use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, OTHER_ORG, id};

fn deleted() -> Lab {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::Delete { monitor: lab.id() });
    lab
}

#[test]
fn it_is_gone_and_can_be_brought_back_for_ten_seconds() {
    let mut lab = deleted();
    assert_eq!((lab.popup().state, lab.badge_text().as_str()), (PageState::NoKey, ""));
    let undo = lab.options().deleted.unwrap();
    assert_eq!(undo.millis_left, 10_000);
    lab.passes(Duration::from_secs(9));
    lab.commanded(Command::UndoDelete { monitor: undo.id });
    assert_eq!(lab.popup().hero.balance, Usd::from_dollars(132.4));
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "and is up to date again");
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn then_it_is_gone_for_good_with_its_key() {
    let mut lab = deleted();
    assert!(lab.memory_text().contains(KEY), "kept for whoever changes their mind");
    let id = lab.saved().index.deleted[0].id.clone();
    assert!(lab.alarm().is_some(), "even if nothing else happens");
    lab.passes(UNDO_WITHIN);
    lab.is_woken();
    assert!(!lab.memory_text().contains(KEY));
    assert!(lab.saved().index.deleted.is_empty() && !lab.disk_text().contains("132.4"));
    let reply = lab.tries(Command::UndoDelete { monitor: id });
    assert_eq!(reply, Some(Reply::Refused(Refusal::NoSuchMonitor)));
    assert!(lab.saved().monitors.is_empty());
}

#[test]
fn the_tab_does_not_bring_it_back_while_that_is_open() {
    let mut lab = deleted();
    lab.tab_sends(KEY, ORG);
    assert!(lab.saved().monitors.is_empty() && lab.asks().is_empty());
    lab.passes(UNDO_WITHIN);
    lab.tab_sends(KEY, ORG);
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "an organisation that is used again is a new monitor");
}

#[test]
fn another_one_is_shown_instead() {
    let mut lab = Lab::with_a_good_reading();
    lab.tab_sends(KEY, OTHER_ORG);
    lab.all_answer_well();
    lab.commanded(Command::Delete { monitor: lab.id() });
    assert_eq!(lab.id().to_string(), ORG);
}

#[test]
fn deleted_half_way_and_brought_back_it_asks_nothing_twice() {
    let mut lab = Lab::with_a_good_reading();
    let monitor = lab.id();
    lab.commanded(Command::Refresh { monitor: None });
    lab.commanded(Command::Delete { monitor: monitor.clone() });
    lab.commanded(Command::UndoDelete { monitor: monitor.clone() });
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "the one that is on its way");
    lab.commanded(Command::Delete { monitor: monitor.clone() });
    lab.answers_well(CREDIT_GRANTS);
    assert!(lab.asks().is_empty());
    lab.commanded(Command::UndoDelete { monitor });
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
}

#[test]
fn added_again_it_is_another_one_and_nothing_brings_the_old_one_back() {
    let mut lab = deleted();
    let draft = Draft { task_name: "Again".into(), organization: ORG.into(), ..Draft::blank() };
    lab.passes(Duration::from_secs(5));
    lab.commanded(Command::Save { monitor: None, draft });
    assert_eq!(lab.options().deleted, None, "there is nothing to undo any more");
    let reply = lab.tries(Command::UndoDelete { monitor: id(ORG) });
    assert_eq!(reply, Some(Reply::Refused(Refusal::NoSuchMonitor)));
    assert_eq!((lab.saved().monitors.len(), lab.monitor().parameters.task_name.as_str()), (1, "Again"));
    assert_eq!(lab.popup().hero.balance, None, "what was read of the old one is gone with it");
    lab.passes(UNDO_WITHIN);
    lab.worker_is_killed();
    assert_eq!(lab.monitor().parameters.task_name, "Again");
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    assert_eq!((lab.monitor().parameters.task_name.as_str(), lab.popup().state), ("Again", PageState::Ok));
}

#[test]
fn what_a_dying_worker_left_of_it_goes_with_the_next_start_of_the_browser() {
    let mut lab = deleted();
    lab.browser.decide(|call| match call {
        Call::Remove(_) => Fate::DiesBefore,
        _ => Fate::Done,
    });
    lab.passes(UNDO_WITHIN);
    lab.is_woken();
    lab.browser.decide(|_| Fate::Done);
    lab.is_woken();
    assert!(lab.saved().index.deleted.is_empty() && lab.disk_text().contains("132.4"), "its readings are left");
    lab.browser_restarts();
    assert!(!lab.disk_text().contains("132.4"), "{}", lab.disk_text());
}

#[test]
fn leftovers_are_looked_for_once_in_each_run_of_the_browser() {
    let mut lab = Lab::with_a_good_reading();
    let reads_all = |call: &Call| matches!(call, Call::Load(_, None));
    for _ in 0..3 {
        lab.worker_is_killed();
    }
    assert_eq!(lab.count(reads_all), 1);
    lab.browser_restarts();
    assert_eq!(lab.count(reads_all), 2);
    assert!(lab.disk_text().contains("132.4"), "what is watched stays");
}
