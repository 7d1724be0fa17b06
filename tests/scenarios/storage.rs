//! Storage that is damaged or full: the rest is still read, damage is reported, and nothing is done that cannot be stored.

use std::time::Duration;

use credit_gauge::account::{MetricSet, Usd};
use credit_gauge::engine::stored::{self, Loaded};
use credit_gauge::engine::{Command, NotificationId, State};
use credit_gauge::view::PageState;
use credit_gauge::worker::{Area, NotStored, Reply};
use proptest::prelude::*;
use serde_json::{Value, json};
use simulated_browser::{Call, Fate};

use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, OTHER_ORG, id, tree};

fn two() -> Lab {
    let mut lab = Lab::with_a_good_reading();
    lab.tab_sends(KEY, OTHER_ORG);
    lab.all_answer_well();
    lab
}

/// Replaces the value at this JSON pointer of an item. Also returns the damaged parts that the person is shown.
fn damaged(item: &str, place: &str, value: Value) -> (Lab, Vec<String>) {
    let mut lab = two();
    lab.commanded(Command::SetLowBalance { amount: Usd::whole(7) });
    lab.browser.kill();
    let mut stored = lab.disk_item(item);
    *stored.pointer_mut(place).unwrap_or_else(|| panic!("{item}{place}")) = value;
    lab.browser.world_mut().disk.insert(item.to_owned(), stored);
    lab.is_woken();
    lab.all_answer_well();
    let parts = lab.saved().index.damage.into_iter().map(|it| it.part).collect();
    (lab, parts)
}

#[test]
fn only_the_damaged_part_is_set_aside_and_reported() {
    for (item, place, value, part) in [
        ("monitor:org-madeup", "/schedule", json!("x"), "monitor:org-madeup/schedule"),
        ("monitor:org-madeup", "/glance", json!(7), "monitor:org-madeup/glance"),
        ("monitor:org-madeup", "/parameters/period", json!(1), "monitor:org-madeup"),
        ("monitor:org-madeup", "/parameters", Value::Null, "monitor:org-madeup"),
        ("monitor:org-madeup", "", json!("\u{fffd}"), "monitor:org-madeup"),
        ("settings", "/low_balance", json!({}), "settings/low_balance"),
        ("settings", "", json!("x"), "settings"),
        ("index", "/index/current", json!(3), "index/current"),
        ("index", "/index/damage", json!(-1), "index/damage"),
    ] {
        let (lab, parts) = damaged(item, place, value.clone());
        assert_eq!(parts, [part], "{item}{place}");
        let aside = lab.set_aside();
        assert_eq!(aside.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), [part]);
        assert!(!aside[0].value.is_empty(), "{item}{place}: the damaged value is kept");
        let saved = lab.saved();
        let other = saved.monitors.get(&id(OTHER_ORG)).unwrap();
        assert!(other.measured_at(MetricSet::CreditGrants).is_some(), "{item}{place}: the rest is used");
        assert_eq!(lab.popup().notices[0].title.key, "damage_title", "{item}{place}");
    }
}

#[test]
fn the_monitors_are_found_even_if_the_index_is_damaged() {
    for (place, value) in [("/monitors", json!(7)), ("/monitors", json!([7])), ("/index", json!("x"))] {
        let (lab, _) = damaged("index", place, value);
        assert_eq!(lab.saved().monitors.keys().map(ToString::to_string).collect::<Vec<_>>(), [ORG, OTHER_ORG]);
    }
}

#[test]
fn a_page_reports_a_damaged_reading_and_the_next_reading_replaces_it() {
    for value in [json!("\u{fffd}"), json!({"at": 1}), Value::Null] {
        let (mut lab, parts) = damaged("model_cost:org-madeupToo", "", value);
        assert_eq!((parts, lab.set_aside()), (vec![], vec![]), "the worker does not load readings");
        let popup = lab.popup();
        assert_eq!(popup.model_cost.notice.unwrap().title.key, "set_unreadable");
        assert_eq!((popup.credit_grants.notice, popup.billing_subscription.notice), (None, None));
        lab.commanded(Command::Refresh { monitor: None });
        lab.all_answer_well();
        assert_eq!(lab.popup().state, PageState::Ok);
    }
}

#[test]
fn a_dismissed_damage_notice_stays_away() {
    let (mut lab, _) = damaged("settings", "", json!([]));
    lab.commanded(Command::DismissDamage);
    assert!(lab.popup().notices.is_empty());
    lab.worker_is_killed();
    assert!(lab.saved().index.damage.is_empty());
}

#[test]
fn only_the_newest_damaged_parts_are_kept() {
    let mut lab = two();
    for number in 0..50 {
        lab.browser.kill();
        lab.browser.world_mut().disk.insert("settings".into(), json!(number));
        lab.is_woken();
    }
    let kept: Vec<String> = lab.set_aside().into_iter().map(|it| it.value).collect();
    assert_eq!(kept, (30..50).map(|number| number.to_string()).collect::<Vec<_>>(), "the newest twenty");
}

#[test]
fn an_item_of_a_later_version_is_set_aside_unchanged() {
    let (lab, parts) = damaged("index", "", json!({"version": 3, "monitors": "in another shape"}));
    assert_eq!(parts, ["index", "settings"]);
    assert!(lab.set_aside()[0].value.contains("in another shape"));
}

/// As version 1 left it: two monitors, and a notification that is shown.
fn of_version_1() -> Lab {
    let lab = two();
    lab.browser.closes();
    {
        let disk = &mut lab.browser.world_mut().disk;
        let index = disk.get_mut("index").unwrap();
        index["version"] = json!(1);
        index["index"]["told"].take();
        index["index"]["session_end_told"] = json!(true);
    }
    lab
}

#[test]
fn items_of_an_earlier_version_are_migrated_before_anything_is_read() {
    for fate in [Fate::Done, Fate::Refused, Fate::DiesBefore, Fate::DiesAfter] {
        let mut lab = of_version_1();
        let before = lab.items(Area::Disk);
        let popup = lab.popup();
        assert!(popup.accounts.is_empty() && popup.notices.is_empty(), "a page waits for the worker: {popup:?}");
        let mut is_first = true;
        lab.browser.decide(move |call| match call {
            Call::Save(Area::Disk, _) if std::mem::take(&mut is_first) => fate,
            _ => Fate::Done,
        });
        lab.is_woken();
        lab.passes(Duration::from_secs(60));
        lab.is_woken();
        let index = lab.disk_item("index");
        assert_eq!(index["version"], json!(stored::VERSION), "{fate:?}");
        // The session is no longer ended, so the notification that version 1 showed is cleared.
        let is_cleared = |call: &Call| *call == Call::ClearNotification(NotificationId::SessionEnded);
        assert!(lab.count(is_cleared) > 0, "{fate:?}");
        assert_eq!(lab.saved().monitors.len(), 2, "{fate:?}");
        let readings = |items: &Value| items.as_object().unwrap().keys().filter(|it| it.contains(':')).count();
        assert_eq!(readings(&lab.items(Area::Disk)), readings(&before), "{fate:?}: no reading is lost");
        assert!(lab.popup().notices.iter().all(|it| !it.title.key.contains("damage")), "{fate:?}");
    }
}

#[test]
fn a_key_that_cannot_be_read_is_dropped_and_never_set_aside() {
    let keys = |memory: Value, disk: Value| {
        let loaded =
            stored::read(&tree(&json!({ "remembered": disk })), &tree(&json!({})), &tree(&json!({ "keys": memory })));
        assert!(loaded.set_aside.is_empty());
        loaded.state.keys
    };
    let bad = json!({ORG: {"key": "sk-madeup", "account": {"host": "api.openai.com"}}, "x": 3});
    assert!(keys(bad, Value::Null).is_empty());
    assert!(keys(Value::Null, json!("x")).is_empty());
    let held = Lab::with_a_good_reading().items(Area::Memory)["keys"].clone();
    let both = keys(held.clone(), json!({"#1": held[ORG]}));
    assert_eq!(both.len(), 2);
}

#[test]
fn a_full_disk_is_reported_and_no_more_requests_are_sent() {
    let mut lab = Lab::with_a_good_reading();
    let before = lab.items(Area::Disk);
    lab.disk_takes(false);
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "starting a collection writes nothing to disk");
    lab.answers_well(CREDIT_GRANTS);
    assert!(lab.asks().is_empty(), "the answer was not stored, so no request follows from it");
    assert_eq!((lab.badge_text().as_str(), lab.popup().notices[0].title.key.as_ref()), ("!", "not_saved_title"));
    assert_eq!(lab.items(Area::Disk), before, "what is on disk stays unchanged");
    lab.assert_alarm_in(60);
    let refresh = Command::Refresh { monitor: None };
    assert_eq!(lab.tries(refresh), Some(Reply::NotStored(NotStored::CannotWrite)));
    lab.alarm_rings();
    assert!(lab.asks().is_empty());
    assert_eq!(lab.items(Area::Disk), before);
    lab.disk_takes(true);
    lab.alarm_rings();
    lab.all_answer_well();
    assert_eq!((lab.badge_text().as_str(), lab.popup().state), ("$132", PageState::Ok));
    assert!(lab.popup().notices.is_empty());
}

#[test]
fn a_disk_that_fails_during_a_reading_loses_no_values() {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::Refresh { monitor: None });
    lab.disk_takes(false);
    lab.answers_well(CREDIT_GRANTS);
    assert!(lab.asks().is_empty());
    lab.worker_is_killed();
    lab.disk_takes(true);
    lab.worker_is_killed();
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("monitors".to_owned()),
        Just("settings".to_owned()),
        Just("glance".to_owned()),
        Just("parameters".to_owned()),
        Just("schedule".to_owned()),
        "[a-z_]{0,8}",
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..6)
                .prop_map(|it| Value::Object(it.into_iter().collect())),
        ]
    })
}

/// Items of any content that use the known names.
fn any_items() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("index".to_owned()),
        Just("settings".to_owned()),
        Just("remembered".to_owned()),
        Just("keys".to_owned()),
        Just("running".to_owned()),
        Just(format!("monitor:{ORG}")),
        Just("monitor:#1".to_owned()),
        Just("monitor:?".to_owned()),
        Just(format!("credit_grants:{ORG}")),
    ];
    prop::collection::btree_map(name, any_json(), 0..9).prop_map(|it| Value::Object(it.into_iter().collect()))
}

fn written(state: &State) -> (Value, Value) {
    let changes = stored::changes(&State::default(), state);
    let items = |items: Vec<(String, String)>| {
        Value::Object(items.into_iter().map(|(name, text)| (name, serde_json::from_str(&text).unwrap())).collect())
    };
    (items(changes.disk), items(changes.memory))
}

proptest! {
    #[test]
    fn no_stored_value_keeps_the_worker_from_starting(items in any_items(), version in 0..3_u32) {
        let mut versioned = items.clone();
        versioned["index"] = json!({ "version": version, "monitors": [ORG], "index": items.get("index") });
        for items in [items, versioned] {
            let items = tree(&items);
            let Loaded { state, .. } = stored::read(&items, &items, &items);
            let (disk, memory) = written(&state);
            let again = stored::read(&tree(&disk), &tree(&disk), &tree(&memory));
            prop_assert_eq!(again.set_aside, vec![]);
            prop_assert_eq!(again.state, state);
        }
    }
}

#[test]
fn a_lost_index_costs_nothing_else() {
    let mut lab = two();
    lab.browser.closes();
    lab.browser.world_mut().disk.remove("index");
    lab.is_woken();
    assert_eq!(lab.saved().monitors.len(), 2);
    assert_eq!(lab.disk_item("index")["monitors"], json!([ORG, OTHER_ORG]));
}

#[test]
fn what_a_later_version_stored_is_not_taken_for_leftovers() {
    let mut lab = two();
    lab.browser.closes();
    lab.browser.world_mut().disk.get_mut("index").unwrap()["version"] = json!(stored::VERSION + 1);
    lab.is_woken();
    lab.commanded(Command::DismissDamage);
    lab.browser_restarts();
    assert!(!lab.disk_item(&format!("monitor:{ORG}")).is_null());
}
