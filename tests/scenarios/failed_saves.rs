//! A save fails: what could not be stored was not done.

use std::time::Duration;

use credit_gauge::account::{Range, Usd};
use credit_gauge::engine::{Command, Keys, MonitorsFile};
use credit_gauge::monitor::{Draft, DraftKey};
use credit_gauge::session::PastedText;
use credit_gauge::view::Known;
use credit_gauge::worker::{Area, NotStored, Reply};
use serde_json::json;
use simulated_browser::{Call, Fate};

use crate::forms::{PASTED_KEY, pasted};
use crate::lab::{CREDIT_GRANTS, Lab, ORG, id, refused};

fn saves_fail(lab: &mut Lab, area: Area, fate: Fate) {
    lab.browser.decide(move |call| if matches!(call, Call::Save(it, _) if *it == area) { fate } else { Fate::Done });
}

fn saves_work(lab: &mut Lab) {
    lab.browser.decide(|_| Fate::Done);
}

/// A new monitor whose key is to be kept.
fn new_monitor() -> Command {
    let session_key = DraftKey::Pasted { text: PastedText::from(PASTED_KEY.to_owned()), remember: true };
    Command::Save { monitor: None, draft: Draft { session_key, ..pasted(PASTED_KEY) } }
}

fn import() -> Command {
    let monitors = json!([{"task_name": "One", "organization": "org-1"}, {"task_name": "Two", "organization": ORG}]);
    let file = json!({"format": "credit-gauge-monitors", "version": 1, "monitors": monitors});
    Command::Import { file: MonitorsFile::parse(&file.to_string()).unwrap() }
}

/// What pages and the worker know, and which monitors' items lie on disk.
fn everything(lab: &Lab) -> (Known, Keys, Vec<String>) {
    let names = lab.browser.world().disk.keys().filter(|name| name.contains(':')).cloned().collect();
    (lab.known(), lab.keys(), names)
}

/// The command is answered with that it could not be stored, and nothing is left of it.
fn is_as_before(command: &Command, area: Area, fate: Fate) {
    let what = format!("{command:?}, {area:?} {fate:?}");
    let mut lab = Lab::with_a_good_reading();
    let (before, disk, sent) = (everything(&lab), lab.items(Area::Disk), lab.sent().len());
    saves_fail(&mut lab, area, fate);
    let number = lab.browser.commands(command);
    lab.passes(Duration::from_secs(21));
    assert_eq!(lab.browser.reply_to(number), Some(Reply::NotStored(NotStored::CannotWrite)), "{what}");
    if fate != Fate::DoneAndRefused && area == Area::Disk {
        assert_eq!(lab.items(Area::Disk), disk, "{what}");
    }
    saves_work(&mut lab);
    // What hangs is given up, and the next event is served.
    lab.passes(Duration::from_secs(21));
    lab.commanded(Command::CatchUp);
    assert_eq!(everything(&lab), before, "{what}, and the worker knows nothing of it");
    lab.worker_is_killed();
    assert_eq!(everything(&lab), before, "{what}, and neither does storage");
    assert_eq!(lab.sent().len(), sent, "{what}: nothing was sent");
    assert!(!lab.disk_item("remembered").to_string().contains(PASTED_KEY));
}

#[test]
fn a_command_that_cannot_be_stored_leaves_everything_as_it_was() {
    let commands = [
        Command::SetLowBalance { amount: Usd::whole(7) },
        Command::Pause { monitor: id(ORG) },
        Command::Delete { monitor: id(ORG) },
        Command::Forget,
        new_monitor(),
        import(),
    ];
    for fate in [Fate::Refused, Fate::Never, Fate::DoneAndRefused] {
        for command in &commands {
            is_as_before(command, Area::Disk, fate);
        }
        is_as_before(&new_monitor(), Area::Memory, fate);
        is_as_before(&Command::Forget, Area::Memory, fate);
    }
}

#[test]
fn asked_again_it_is_done() {
    let mut lab = Lab::with_a_good_reading();
    lab.disk_takes(false);
    let command = Command::ShowRange { range: Range::Week };
    for _ in 0..3 {
        assert_eq!(lab.tries(command.clone()), Some(Reply::NotStored(NotStored::CannotWrite)));
    }
    assert_eq!(lab.popup().notices[0].title.key, "not_saved_title", "every page says so");
    lab.disk_takes(true);
    lab.commanded(command);
    assert_eq!(lab.saved().settings.range, Range::Week);
    assert!(lab.popup().notices.is_empty());
}

#[test]
fn what_an_event_asks_for_is_done_when_it_can_be_stored() {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::Refresh { monitor: None });
    lab.disk_takes(false);
    lab.ends(CREDIT_GRANTS, refused());
    let told = |lab: &Lab| lab.count(|call| matches!(call, Call::Notify(_)));
    assert_eq!(told(&lab), 0, "a worker that dies now would tell it again");
    lab.disk_takes(true);
    lab.is_woken();
    lab.is_woken();
    assert_eq!(told(&lab), 1);
}

#[test]
fn a_save_that_comes_late_is_not_waited_for_without_end() {
    let mut lab = Lab::with_a_good_reading();
    lab.browser.decide(|call| if matches!(call, Call::Save(..)) { Fate::Never } else { Fate::Done });
    let number = lab.browser.commands(&Command::ShowRange { range: Range::Week });
    lab.passes(Duration::from_secs(9));
    assert_eq!(lab.browser.reply_to(number), None);
    lab.passes(Duration::from_secs(12));
    assert_eq!(lab.browser.reply_to(number), Some(Reply::NotStored(NotStored::CannotWrite)));
}
