//! A call to the browser fails or never ends. The next event is still served, and the call is made up for.

use std::time::Duration;

use credit_gauge::account::Range;
use credit_gauge::engine::{Command, NotificationId};
use credit_gauge::monitor::Draft;
use credit_gauge::view::PageState;
use credit_gauge::worker::{Area, Reply};
use serde_json::json;
use simulated_browser::{Call, Fate};

use crate::forms::{PASTED_KEY, pasted};
use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, SECOND_KEY, id, refused};

const THIRD_KEY: &str = "sess-MadeUpKeyOfTheThirdSession";

/// The kind of a call. A new kind must be added here and to `KINDS`, and [`story`] must contain it.
fn kind(call: &Call) -> &'static str {
    match call {
        Call::Granted => "granted",
        Call::Load(Area::Disk, _) => "load from disk",
        Call::Load(Area::Memory, _) => "load from memory",
        Call::NamesOnDisk => "names on disk",
        Call::Save(Area::Disk, _) => "save to disk",
        Call::Save(Area::Memory, _) => "save to memory",
        Call::Remove(_) => "remove",
        Call::PaintBadge(_) => "paint badge",
        Call::SetAlarm(_) => "set alarm",
        Call::Notify(_) => "notify",
        Call::ClearNotification(_) => "clear notification",
        Call::OpenTab { .. } => "open tab",
        Call::CloseTab(_) => "close tab",
        Call::OpenOptions => "open options",
    }
}

const KINDS: [&str; 14] = [
    "granted",
    "load from disk",
    "load from memory",
    "names on disk",
    "save to disk",
    "save to memory",
    "remove",
    "paint badge",
    "set alarm",
    "notify",
    "clear notification",
    "open tab",
    "close tab",
    "open options",
];

/// Answers all requests and lets calls that hang time out. Then a command must be served as usual.
fn goes_on(lab: &mut Lab, what: &str) {
    lab.all_answer_well();
    while {
        lab.passes(Duration::from_secs(11));
        !lab.asks().is_empty()
    } {
        lab.all_answer_well();
    }
    assert_eq!(lab.tries(Command::CatchUp), Some(Reply::Done), "{what}: the next event is served");
    lab.all_answer_well();
}

fn session_ends(lab: &mut Lab) {
    lab.tries(Command::Refresh { monitor: Some(id(ORG)) });
    lab.passes(Duration::from_secs(11));
    if lab.asks() == [CREDIT_GRANTS] {
        lab.ends(CREDIT_GRANTS, refused());
    }
}

/// Brings about every kind of call. After each event, more is served to see that a failed call did no harm.
fn story(lab: &mut Lab, what: &str) {
    lab.browser_restarts();
    lab.tab_sends(KEY, ORG);
    goes_on(lab, what);
    let draft = Draft { renew_in_background: true, ..Draft::of(&lab.monitor().parameters) };
    lab.tries(Command::Save { monitor: Some(id(ORG)), draft });
    goes_on(lab, what);
    session_ends(lab);
    goes_on(lab, what);
    lab.tab_sends(SECOND_KEY, ORG);
    goes_on(lab, what);
    session_ends(lab);
    goes_on(lab, what);
    lab.browser.happens("notifications.onClicked", json!(NotificationId::KeyRefused.name()));
    goes_on(lab, what);
    lab.tab_sends(THIRD_KEY, ORG);
    goes_on(lab, what);
    lab.tries(Command::Save { monitor: None, draft: pasted(PASTED_KEY) });
    goes_on(lab, what);
    lab.tries(Command::Delete { monitor: id("#1") });
    goes_on(lab, what);
}

/// Plays the story; the first call of this kind has this fate.
fn play(kind_of: &'static str, fate: Fate) -> Lab {
    let what = format!("{kind_of}: {fate:?}");
    let mut lab = Lab::new();
    let mut is_over = false;
    lab.browser.decide(move |call| {
        let is_it = !is_over && kind(call) == kind_of;
        is_over |= is_it;
        if is_it { fate } else { Fate::Done }
    });
    story(&mut lab, &what);
    let is_it = |(call, its): &(Call, Fate)| kind(call) == kind_of && *its == fate;
    assert!(lab.browser.world().calls.iter().any(is_it), "{what} did not happen");
    lab
}

#[test]
fn a_failed_call_does_not_block_the_next_event() {
    for (kind, fate) in
        KINDS.into_iter().flat_map(|kind| [Fate::Refused, Fate::Never, Fate::DoneAndRefused].map(|fate| (kind, fate)))
    {
        let what = format!("{kind}: {fate:?}");
        let mut lab = play(kind, fate);
        // If the removal failed, the command was not answered with "done". So the person repeats it.
        lab.tries(Command::Delete { monitor: id("#1") });
        lab.passes(Duration::from_secs(60));
        lab.commanded(Command::ShowRange { range: Range::Week });
        lab.commanded(Command::Refresh { monitor: Some(id(ORG)) });
        lab.all_answer_well();
        lab.commanded(Command::Show { monitor: id(ORG) });
        assert_eq!((lab.badge_text().as_str(), lab.popup().state), ("$132", PageState::Ok), "{what}");
        assert!(lab.popup().notices.is_empty(), "{what}");
        lab.assert_alarm_in(300);
        let names: Vec<String> = lab.browser.world().disk.keys().filter(|it| it.contains("#1")).cloned().collect();
        assert!(names.is_empty(), "{what}: items of the deleted monitor are left: {names:?}");
    }
}

#[test]
fn a_failed_badge_or_alarm_is_set_at_the_next_event() {
    let mut lab = Lab::new();
    lab.browser.decide(|call| match call {
        Call::PaintBadge(_) | Call::SetAlarm(_) => Fate::Refused,
        _ => Fate::Done,
    });
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    assert_eq!((lab.badge_text().as_str(), lab.alarm()), ("", None));
    lab.browser.decide(|_| Fate::Done);
    lab.commanded(Command::CatchUp);
    assert_eq!(lab.badge_text(), "$132");
    lab.assert_alarm_in(300);
    let set = |lab: &Lab| lab.count(|call| matches!(call, Call::PaintBadge(_) | Call::SetAlarm(_)));
    let before = set(&lab);
    lab.commanded(Command::DismissDamage);
    assert_eq!(set(&lab), before, "they are set only once");
}
