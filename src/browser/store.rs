//! Where the state is kept. How it is read, whatever was found there, is the core's business: [`stored`].
//!
//! | item | area | what | read by |
//! |---|---|---|---|
//! | `state` | `storage.local`, disk | everything but keys | worker, pages |
//! | `remembered` | `storage.local`, disk | keys a person wants remembered | worker |
//! | `set_aside` | `storage.local`, disk | parts that could not be read | nobody: for whoever looks into it |
//! | `keys` | `storage.session`, memory | all keys | worker |
//! | `unsaved_since` | `storage.session`, memory | since when the disk takes nothing | worker, pages |
//!
//! Pages listen to changes of `storage.local` alone: a listener to `storage.session` would be handed the keys.

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::json::{object, value_of};
use super::webext::storage::{local_get, local_remove, local_set, session_get, session_set};
use crate::account::Timestamp;
use crate::engine::stored::{StoredState, held_keys, read_saved};
use crate::engine::{Keys, Saved, SetAside, State};

/// How many unreadable parts are kept; the oldest go first.
const MOST_SET_ASIDE: usize = 20;

/// Everything, for the worker, and what of it could not be read.
pub async fn load() -> (State, Vec<SetAside>) {
    let (saved, set_aside) = read_saved(local("state").await);
    let keys = held_keys(session("keys").await, local("remembered").await);
    (State { saved, keys, unsaved_since: load_trouble().await, last_event_at: None }, set_aside)
}

/// The part on disk, for pages.
pub async fn load_saved() -> Saved {
    read_saved(local("state").await).0
}

/// Since when the disk takes nothing.
pub async fn load_trouble() -> Option<Timestamp> {
    serde_json::from_value(session("unsaved_since").await).unwrap_or_default()
}

/// Keeps the part on disk.
///
/// # Errors
/// What the browser says; its quota is 10 MB.
pub async fn save_state(saved: &Saved) -> Result<(), JsValue> {
    #[derive(Serialize)]
    struct Item<'a> {
        state: StoredState<'a>,
    }
    local_set(&object(&Item { state: StoredState::of(saved) })).await.map(drop)
}

/// Keeps the keys in memory.
///
/// # Errors
/// What the browser says; its quota is 10 MB.
pub async fn save_keys(keys: &Keys) -> Result<(), JsValue> {
    #[derive(Serialize)]
    struct Item<'a> {
        keys: &'a Keys,
    }
    session_set(&object(&Item { keys })).await.map(drop)
}

/// Keeps on disk the keys a person wants remembered there, in place of those that were.
///
/// # Errors
/// As [`save_state`].
pub async fn save_remembered(remembered: &Keys) -> Result<(), JsValue> {
    #[derive(Serialize)]
    struct Item<'a> {
        remembered: &'a Keys,
    }
    local_set(&object(&Item { remembered })).await.map(drop)
}

/// Keeps in memory since when the disk takes nothing.
///
/// # Errors
/// As [`save_keys`].
pub async fn save_trouble(unsaved_since: Option<Timestamp>) -> Result<(), JsValue> {
    #[derive(Serialize)]
    struct Item {
        unsaved_since: Option<Timestamp>,
    }
    session_set(&object(&Item { unsaved_since })).await.map(drop)
}

/// Adds to the parts that could not be read.
///
/// # Errors
/// As [`save_state`].
pub async fn set_aside(parts: &[SetAside]) -> Result<(), JsValue> {
    #[derive(Serialize)]
    struct Item {
        set_aside: Vec<SetAside>,
    }
    let mut all: Vec<SetAside> = serde_json::from_value(local("set_aside").await).unwrap_or_default();
    all.extend_from_slice(parts);
    let set_aside = all.split_off(all.len().saturating_sub(MOST_SET_ASIDE));
    local_set(&object(&Item { set_aside })).await.map(drop)
}

/// Forgets all parts that could not be read.
///
/// # Errors
/// What the browser says.
pub async fn forget_set_aside() -> Result<(), JsValue> {
    local_remove("set_aside").await.map(drop)
}

async fn local(key: &str) -> Value {
    under(key, local_get(key).await)
}

async fn session(key: &str) -> Value {
    under(key, session_get(key).await)
}

/// What lies under the key; null where there is nothing, or the browser says nothing.
fn under(key: &str, items: Result<JsValue, JsValue>) -> Value {
    let mut items = items.map(value_of).unwrap_or_default();
    items.get_mut(key).map(Value::take).unwrap_or_default()
}
