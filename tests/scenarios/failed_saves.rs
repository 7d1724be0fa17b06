//! A save fails. Then the command is not done and leaves no trace, and effects wait.

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

/// Adds a monitor with a pasted key that is remembered.
fn new_monitor() -> Command {
    let session_key = DraftKey::Pasted { text: PastedText::from(PASTED_KEY.to_owned()), remember: true };
    Command::Save { monitor: None, draft: Draft { session_key, ..pasted(PASTED_KEY) } }
}

fn import() -> Command {
    let monitors = json!([{"task_name": "One", "organization": "org-1"}, {"task_name": "Two", "organization": ORG}]);
    let file = json!({"format": "credit-gauge-monitors", "version": 1, "monitors": monitors});
    Command::Import { file: MonitorsFile::parse(&file.to_string()).unwrap() }
}

/// What pages and the worker know, and the names of the monitors' items on disk.
fn everything(lab: &Lab) -> (Known, Keys, Vec<String>) {
    let names = lab.browser.world().disk.keys().filter(|name| name.contains(':')).cloned().collect();
    (lab.known(), lab.keys(), names)
}

/// Asserts that a command whose save fails is answered with `NotStored`, and leaves worker and storage as they were.
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
    // A save that hangs times out, and the next event is served.
    lab.passes(Duration::from_secs(21));
    lab.commanded(Command::CatchUp);
    assert_eq!(everything(&lab), before, "{what}: the worker still knows of it");
    lab.worker_is_killed();
    assert_eq!(everything(&lab), before, "{what}: storage still holds some of it");
    assert_eq!(lab.sent().len(), sent, "{what}: a request was sent");
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
fn a_command_that_could_not_be_stored_can_be_repeated() {
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
fn effects_of_an_event_wait_until_it_is_stored() {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::Refresh { monitor: None });
    lab.disk_takes(false);
    lab.ends(CREDIT_GRANTS, refused());
    let told = |lab: &Lab| lab.count(|call| matches!(call, Call::Notify(_)));
    assert_eq!(told(&lab), 0, "if the worker died now, the next one would notify again");
    lab.disk_takes(true);
    lab.is_woken();
    lab.is_woken();
    assert_eq!(told(&lab), 1);
}

#[test]
fn a_save_that_hangs_times_out() {
    let mut lab = Lab::with_a_good_reading();
    lab.browser.decide(|call| if matches!(call, Call::Save(..)) { Fate::Never } else { Fate::Done });
    let number = lab.browser.commands(&Command::ShowRange { range: Range::Week });
    lab.passes(Duration::from_secs(9));
    assert_eq!(lab.browser.reply_to(number), None);
    lab.passes(Duration::from_secs(12));
    assert_eq!(lab.browser.reply_to(number), Some(Reply::NotStored(NotStored::CannotWrite)));
}
