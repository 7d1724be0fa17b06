//! What is stored: read whatever became of it, told where it was damaged, and not acted on where it cannot be kept.

use credit_gauge::account::Usd;
use credit_gauge::engine::stored::{StoredState, held_keys, read_keys, read_saved};
use credit_gauge::engine::{Command, Effect};
use credit_gauge::monitor::MonitorId;
use credit_gauge::openai::Endpoint::CreditGrants;
use credit_gauge::view::PageState;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::lab::{KEY, Lab, ORG, OTHER_ORG};

fn two() -> Lab {
    let mut lab = Lab::with_a_good_reading();
    lab.tab_sends(KEY, OTHER_ORG);
    lab.all_answer_well();
    lab
}

fn damaged(place: &str, value: Value) -> (Lab, Vec<String>) {
    let mut lab = two();
    *lab.disk.pointer_mut(&format!("/saved{place}")).unwrap_or_else(|| panic!("{place}")) = value;
    lab.worker_is_killed();
    lab.all_answer_well();
    let parts = lab.saved().damage.into_iter().map(|it| it.part).collect();
    (lab, parts)
}

#[test]
fn only_the_damaged_part_is_set_aside_and_it_is_told() {
    for (place, value, part) in [
        ("/monitors/org-madeup/status/credit_grants", json!("\u{fffd}"), "monitors/org-madeup/status/credit_grants"),
        ("/monitors/org-madeup/schedule", json!("x"), "monitors/org-madeup/schedule"),
        ("/monitors/org-madeup/status", json!(7), "monitors/org-madeup/status"),
        ("/monitors/org-madeup/parameters/period", json!(1), "monitors/org-madeup"),
        ("/monitors/org-madeup", Value::Null, "monitors/org-madeup"),
        ("/settings/low_balance", json!({}), "settings/low_balance"),
        ("/settings", json!("x"), "settings"),
        ("/current", json!(3), "current"),
        ("/collections", json!(-1), "collections"),
    ] {
        let (lab, parts) = damaged(place, value.clone());
        assert_eq!(parts, [part], "{place}");
        let Some(Effect::SetAside(aside)) = lab.done.first() else { panic!("{place}: {:?}", lab.done) };
        assert_eq!(aside[0].path, part);
        let other = &lab.saved().monitors[&MonitorId::from(OTHER_ORG.to_owned())];
        assert!(other.status.credit_grants.is_some(), "{place}: the rest is used");
        assert_eq!(lab.popup().notices[0].title.key, "damage_title", "{place}");
    }
}

#[test]
fn the_person_takes_note_and_it_is_over() {
    let (mut lab, _) = damaged("/settings", json!([]));
    lab.commanded(Command::DismissDamage);
    assert!(lab.popup().notices.is_empty());
    lab.worker_is_killed();
    assert!(lab.saved().damage.is_empty());
}

#[test]
fn what_a_later_version_wrote_is_kept_for_it() {
    let mut lab = two();
    lab.disk = json!({"version": 3, "saved": {"monitors": "in another shape"}});
    lab.worker_is_killed();
    let Some(Effect::SetAside(aside)) = lab.done.first() else { panic!("{:?}", lab.done) };
    assert_eq!(aside[0].value["saved"]["monitors"], "in another shape");
}

#[test]
fn version_1_is_read() {
    let mut lab = Lab::with_a_good_reading();
    let mut old = json!({"version": 1, "saved": lab.disk["saved"]});
    let monitor = old["saved"]["monitors"][ORG].as_object_mut().unwrap();
    for new in ["parameters", "response_times", "naming"] {
        monitor.remove(new);
    }
    for new in ["in_tab", "access", "offline", "pasted", "deleted", "damage"] {
        old["saved"].as_object_mut().unwrap().remove(new);
    }
    old["saved"]["access_missing"] = json!(false);
    old["saved"]["settings"] = json!({"low_balance": 7, "range": "week"});
    let (saved, set_aside) = read_saved(old.clone());
    assert!(set_aside.is_empty(), "{set_aside:?}");
    let (id, monitor) = saved.current().unwrap();
    assert_eq!((id.as_str(), monitor.parameters.organization.as_ref().unwrap().as_str()), (ORG, ORG));
    assert_eq!(saved.settings.low_balance, Usd::whole(7));
    lab.disk = old;
    lab.browser_restarts();
    assert_eq!((lab.badge_text(), lab.popup().state), ("$132", PageState::Stale));
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
    assert_eq!(lab.disk["version"], 2);
}

#[test]
fn a_key_that_cannot_be_read_is_dropped_and_never_set_aside() {
    let stored = json!({ORG: {"key": "sk-madeup", "origin": "https://api.openai.com"}, "x": 3});
    assert!(read_keys(stored).is_empty());
    assert!(held_keys(Value::Null, json!("x")).is_empty());
    let lab = Lab::with_a_good_reading();
    let both = held_keys(lab.memory.clone(), json!({"#1": lab.memory[ORG]}));
    assert_eq!(both.len(), 2);
}

#[test]
fn a_full_disk_is_told_and_nothing_is_asked() {
    let mut lab = Lab::with_a_good_reading();
    let before = lab.disk.clone();
    lab.disk_takes = false;
    lab.commanded(Command::Refresh { monitor: None });
    assert!(lab.asks().is_empty(), "nobody would remember it");
    assert_eq!((lab.badge_text(), lab.popup().notices[0].title.key.as_ref()), ("!", "not_saved_title"));
    assert_eq!(lab.disk, before, "what is there stays as it is");
    lab.assert_alarm_in(60);
    lab.disk_takes = true;
    lab.alarm_rings();
    lab.all_answer_well();
    assert_eq!((lab.badge_text(), lab.popup().state), ("$132", PageState::Ok));
    assert!(lab.popup().notices.is_empty());
}

#[test]
fn a_disk_that_fails_under_an_answer_loses_nothing_good() {
    let mut lab = Lab::with_a_good_reading();
    lab.commanded(Command::Refresh { monitor: None });
    lab.disk_takes = false;
    lab.answers_well(CreditGrants);
    assert!(lab.asks().is_empty());
    lab.worker_is_killed();
    lab.disk_takes = true;
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
        Just("status".to_owned()),
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

proptest! {
    #[test]
    fn no_stored_value_keeps_the_worker_from_starting(saved in any_json(), version in 0..4_u32) {
        for stored in [saved.clone(), json!({"version": version, "saved": saved})] {
            let (saved, _) = read_saved(stored.clone());
            let again = serde_json::to_value(StoredState::of(&saved)).unwrap();
            prop_assert_eq!(read_saved(again), (saved, vec![]));
            let _ = held_keys(stored.clone(), stored);
        }
    }
}
