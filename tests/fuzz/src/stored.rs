//! What lies in the browser's storage, after whatever happened to it.

use credit_gauge::engine::stored::{held_keys as read_keys, read_saved};
use credit_gauge::engine::{Event, HeldKey, State};
use credit_gauge::session::SessionKey;

use crate::lab::{from_browser, take_in, woke};
use crate::soundness::{fits_into_a_header, is_sound, is_well_formed};
use crate::storage::store;

/// The item `state`. Whatever it is, what is made of it is sound, and a worker can live with it.
pub fn stored_state(item: &[u8]) {
    let Some(item) = from_browser(item) else { return };
    let (saved, damaged) = read_saved(item);
    assert!(damaged.iter().all(|part| !part.path.is_empty()));
    let key = SessionKey::parse("sess-MadeUpKeyOfEveryMonitor3").expect("a made-up key");
    let held = saved.monitors.iter().map(|(id, it)| (id.clone(), HeldKey::new(key.clone(), &it.parameters)));
    let state = State { keys: held.collect(), saved, ..State::default() };
    is_sound(&state);
    lives_on(state);
}

/// The items `keys` and `remembered`, as `{"memory": ..., "remembered": ...}`. Every key that is read can be used, and those in memory
/// come before those on disk.
pub fn held_keys(items: &[u8]) {
    let Some(mut items) = from_browser(items) else { return };
    let mut item = |name: &str| items.get_mut(name).map(serde_json::Value::take).unwrap_or_default();
    let (memory, remembered) = (item("memory"), item("remembered"));
    let in_memory = read_keys(memory.clone(), serde_json::Value::Null);
    let keys = read_keys(memory, remembered);
    for (id, held) in &in_memory {
        assert_eq!(keys.get(id), Some(held), "memory is newer than the disk");
    }
    for held in keys.values() {
        fits_into_a_header(&held.key);
        held.organization.iter().for_each(is_well_formed);
        assert!(!format!("{held:?}").contains(held.key.expose()), "a key shows itself");
    }
    assert_eq!(read_keys(store(&keys), serde_json::Value::Null), keys);
    lives_on(State { keys, ..State::default() });
}

fn lives_on(mut state: State) {
    for event in [woke(), Event::AlarmRang] {
        take_in(&mut state, event);
        is_sound(&state);
    }
}
