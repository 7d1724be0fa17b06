//! Deleting a monitor, and undoing that.

use std::time::Duration;

use credit_gauge::account::Usd;
use credit_gauge::engine::{Command, Refusal, UNDO_WITHIN};
use credit_gauge::monitor::Draft;
use credit_gauge::view::PageState;
use credit_gauge::worker::Reply;
use serde_json::json;
use simulated_browser::{Call, Fate};

use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, OTHER_ORG, id};

fn deleted() -> Lab {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::Delete { monitor: lab.id() });
    lab
}

#[test]
fn a_deletion_can_be_undone_for_ten_seconds() {
    let mut lab = deleted();
    assert_eq!((lab.popup().state, lab.badge_text().as_str()), (PageState::NoKey, ""));
    let undo = lab.options().deleted.unwrap();
    assert_eq!(undo.millis_left, 10_000);
    lab.passes(Duration::from_secs(9));
    lab.commanded(Command::UndoDelete { monitor: undo.id });
    assert_eq!(lab.popup().hero.balance, Usd::from_dollars(132.4));
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "it is read again");
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn then_it_is_gone_for_good_with_its_key() {
    let mut lab = deleted();
    assert!(lab.memory_text().contains(KEY), "the key is kept until the deletion can no longer be undone");
    let id = lab.saved().index.deleted[0].id.clone();
    assert!(lab.alarm().is_some(), "the alarm ends the ten seconds even if nothing else happens");
    lab.passes(UNDO_WITHIN);
    lab.is_woken();
    assert!(!lab.memory_text().contains(KEY));
    assert!(lab.saved().index.deleted.is_empty() && !lab.disk_text().contains("132.4"));
    assert!(!lab.disk_text().contains(OTHER_ORG) && !lab.disk_text().contains(ORG), "{}", lab.disk_text());
    let reply = lab.tries(Command::UndoDelete { monitor: id });
    assert_eq!(reply, Some(Reply::Refused(Refusal::NoSuchMonitor)));
    assert!(lab.saved().monitors.is_empty());
}

#[test]
fn the_tab_does_not_bring_a_monitor_back_while_its_deletion_can_be_undone() {
    let mut lab = deleted();
    lab.tab_sends(KEY, ORG);
    assert!(lab.saved().monitors.is_empty() && lab.asks().is_empty());
    lab.passes(UNDO_WITHIN);
    lab.tab_sends(KEY, ORG);
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "an organisation that is used again is a new monitor");
}

#[test]
fn after_a_deletion_another_monitor_is_shown() {
    let mut lab = Lab::with_a_good_reading();
    lab.tab_sends(KEY, OTHER_ORG);
    lab.all_answer_well();
    lab.commanded(Command::Delete { monitor: lab.id() });
    assert_eq!(lab.id().to_string(), ORG);
}

#[test]
fn a_monitor_deleted_and_restored_during_a_collection_asks_nothing_twice() {
    let mut lab = Lab::with_a_good_reading();
    let monitor = lab.id();
    lab.commanded(Command::Refresh { monitor: None });
    lab.commanded(Command::Delete { monitor: monitor.clone() });
    lab.commanded(Command::UndoDelete { monitor: monitor.clone() });
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "the request already in flight");
    lab.commanded(Command::Delete { monitor: monitor.clone() });
    lab.answers_well(CREDIT_GRANTS);
    assert!(lab.asks().is_empty());
    lab.commanded(Command::UndoDelete { monitor });
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
}

#[test]
fn a_deleted_account_that_is_added_again_is_a_new_monitor_without_undo() {
    let mut lab = deleted();
    let draft = Draft { task_name: "Again".into(), organization: ORG.into(), ..Draft::blank() };
    lab.passes(Duration::from_secs(5));
    lab.commanded(Command::Save { monitor: None, draft });
    assert_eq!(lab.options().deleted, None, "the deletion can no longer be undone");
    let reply = lab.tries(Command::UndoDelete { monitor: id(ORG) });
    assert_eq!(reply, Some(Reply::Refused(Refusal::NoSuchMonitor)));
    assert_eq!((lab.saved().monitors.len(), lab.monitor().parameters.task_name.as_str()), (1, "Again"));
    assert_eq!(lab.popup().hero.balance, None, "the readings of the deleted monitor are gone");
    lab.passes(UNDO_WITHIN);
    lab.worker_is_killed();
    assert_eq!(lab.monitor().parameters.task_name, "Again");
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    assert_eq!((lab.monitor().parameters.task_name.as_str(), lab.popup().state), ("Again", PageState::Ok));
}

#[test]
fn what_a_dying_worker_was_to_remove_is_removed_by_the_next_one() {
    let mut lab = deleted();
    lab.browser.decide(|call| match call {
        Call::Remove(_) => Fate::DiesBefore,
        _ => Fate::Done,
    });
    lab.passes(UNDO_WITHIN);
    lab.is_woken();
    assert!(lab.saved().index.deleted.is_empty() && lab.disk_text().contains("132.4"), "its readings are left over");
    lab.browser.decide(|_| Fate::Done);
    lab.is_woken();
    assert!(!lab.disk_text().contains("132.4"), "{}", lab.disk_text());
}

#[test]
fn items_without_a_monitor_are_removed_at_the_next_browser_start() {
    let mut lab = Lab::with_a_good_reading();
    let strays = ["credit_grants:org-gone", "history:day:1:org-gone", "costs:2:org-gone"];
    for name in strays {
        lab.browser.world_mut().disk.insert(name.to_owned(), json!("left over"));
    }
    lab.worker_is_killed();
    assert!(lab.disk_text().contains("left over"), "they are searched for once in each run of the browser");
    lab.browser_restarts();
    assert!(!lab.disk_text().contains("left over"));
    assert!(lab.disk_text().contains("history:day:"), "those of a watched monitor stay");
}

#[test]
fn storage_is_searched_for_leftovers_once_per_run_of_the_browser() {
    let mut lab = Lab::with_a_good_reading();
    let searches = |call: &Call| matches!(call, Call::NamesOnDisk);
    lab.browser_restarts();
    let before = lab.count(searches);
    for _ in 0..3 {
        lab.worker_is_killed();
    }
    assert_eq!(lab.count(searches), before);
    lab.browser_restarts();
    assert_eq!(lab.count(searches), before + 1);
    assert!(lab.disk_text().contains("132.4"), "readings of a watched monitor stay");
}
