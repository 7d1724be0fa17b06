//! The browser's storage with any content.

use credit_gauge::engine::stored::{self, Loaded};
use credit_gauge::engine::{Command, HeldKey, State};
use credit_gauge::json::to_tree;
use credit_gauge::session::SessionKey;
use credit_gauge::worker::Reply;
use serde_json::{Value, json};

use crate::lab::{browser_with, from_browser, pasted_draft, read, state, tab_request, wakes};
use crate::soundness::{fits_into_a_header, is_sound, is_well_formed};
use crate::storage::store;

/// The items on disk, by name. With any items, and a key for every monitor in them, a worker starts, serves a page, a tab and its alarm,
/// and leaves storage sound.
pub fn stored_state(items: &[u8]) {
    let Some(items) = from_browser(items) else { return };
    let Loaded { state, set_aside } = read(&items, &Value::Null);
    assert!(set_aside.iter().all(|part| !part.path.is_empty()));
    lives_on(&items, &json!({ "keys": keys_for(&state) }));
}

/// The items in memory, by name, with an empty disk. A worker starts with any items.
pub fn running(items: &[u8]) {
    let Some(items) = from_browser(items) else { return };
    let before = stored::read_running(&to_tree(&items));
    let written = stored::text_of(&State { running: before.clone(), ..State::default() }, stored::RUNNING);
    let written: Value = serde_json::from_str(&written.expect("there is such an item")).expect("JSON");
    assert_eq!(stored::read_running(&to_tree(&json!({ "running": written }))), before, "it is written as it was read");
    lives_on(&json!({}), &items);
}

/// The items `keys` and `remembered`, as `{"memory": ..., "remembered": ...}`. Every key that is read can be used. Keys on disk take
/// precedence over those in memory, because disk is written first.
pub fn held_keys(items: &[u8]) {
    let Some(mut items) = from_browser(items) else { return };
    let mut item = |name: &str| items.get_mut(name).map(Value::take).unwrap_or_default();
    let (memory, remembered) = (json!({ "keys": item("memory") }), json!({ "remembered": item("remembered") }));
    let read = |disk: &Value, memory: &Value| read(disk, memory).state.keys;
    let keys = read(&remembered, &memory);
    for (id, held) in read(&remembered, &Value::Null).iter() {
        assert_eq!(keys.get(id), Some(held), "memory is never newer than the disk");
    }
    for (_, held) in keys.iter() {
        fits_into_a_header(&held.key);
        held.account.organization.iter().for_each(is_well_formed);
        let named_alike = format!("{:?}", held.account).contains(held.key.expose());
        assert!(named_alike || !format!("{held:?}").contains(held.key.expose()), "a key shows itself");
    }
    let written = stored::text_of(&State { keys: keys.clone(), ..State::default() }, stored::KEYS);
    let written: Value = serde_json::from_str(&written.expect("there is such an item")).expect("JSON");
    assert_eq!(read(&Value::Null, &json!({ "keys": written })), keys);
    lives_on(&remembered, &memory);
}

/// A key for each monitor, as the item `keys`.
fn keys_for(state: &State) -> Value {
    let key = SessionKey::parse("sess-MadeUpKeyOfEveryMonitor3").expect("a made-up key");
    let held = state.saved.monitors.iter().map(|(id, monitor)| {
        let account = monitor.parameters.account.clone();
        (id.to_string(), store(&HeldKey { key: key.clone(), account, remember: false }))
    });
    Value::Object(held.collect())
}

/// Starts a worker with this storage, lets it serve some events, and starts another one with what it leaves.
fn lives_on(disk: &Value, memory: &Value) {
    let browser = browser_with(disk, memory);
    for _ in 0..2 {
        wakes(&browser);
        is_sound(&browser);
        let number = browser.commands(&Command::CatchUp);
        assert_eq!(browser.reply_to(number), Some(Reply::Done), "a page is served");
        browser.commands(&Command::Save { monitor: None, draft: pasted_draft() });
        browser.happens("webRequest.onSendHeaders", tab_request());
        is_sound(&browser);
        browser.alarm_rings();
        is_sound(&browser);
        browser.kill();
    }
    let before = state(&browser);
    wakes(&browser);
    assert_eq!(state(&browser).saved.index.damage, before.saved.index.damage, "damage is told once");
}
