//! Where the state is kept: keys in the browser's memory, everything else on disk.
//!
//! Pages read the disk half and nothing else. They listen to changes of `storage.local` alone: a listener to `storage.session` would be
//! handed the keys.

use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use super::webext::storage::{local_get, local_set, session_get, session_set};
use crate::engine::{Keys, Saved, State};

/// The version of the stored shape. What another version wrote is not read.
const VERSION: u32 = 1;

/// What lies under `state` in `storage.local`.
#[derive(Serialize, Deserialize)]
struct StoredState {
    version: u32,
    saved: Saved,
}

/// The object that is stored: one item under its name.
#[derive(Serialize, Deserialize)]
struct StateItem {
    state: StoredState,
}

#[derive(Serialize, Deserialize)]
struct KeysItem {
    keys: Keys,
}

/// Both halves, for the worker. What is not there, or cannot be read, is as on the first day.
pub async fn load() -> State {
    let keys = session_get("keys").await.ok().and_then(read::<KeysItem>).map(|item| item.keys);
    State { saved: load_saved().await, keys: keys.unwrap_or_default() }
}

/// The half on disk, for pages.
pub async fn load_saved() -> Saved {
    let item = local_get("state").await.ok().and_then(read::<StateItem>);
    item.map(|item| item.state).filter(|state| state.version == VERSION).map(|state| state.saved).unwrap_or_default()
}

/// Keeps the half on disk.
///
/// # Errors
/// What the browser says; its quota is 10 MB.
pub async fn save_state(saved: Saved) -> Result<(), JsValue> {
    let item = StateItem { state: StoredState { version: VERSION, saved } };
    local_set(&item.serialize(&Serializer::json_compatible())?).await.map(drop)
}

/// Keeps the keys in memory.
///
/// # Errors
/// What the browser says; its quota is 10 MB.
pub async fn save_keys(keys: Keys) -> Result<(), JsValue> {
    session_set(&KeysItem { keys }.serialize(&Serializer::json_compatible())?).await.map(drop)
}

fn read<T: for<'de> Deserialize<'de>>(items: JsValue) -> Option<T> {
    serde_wasm_bindgen::from_value(items).ok()
}
