use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::items::{
    INDEX, KEYS, MONITOR, REMEMBERED, REMOVING, RUNNING, SET_ASIDE, SETTINGS, VERSION, monitor_item, monitor_items,
};
use crate::account::Timestamp;
use crate::engine::damage::read_fields;
use crate::engine::{HeldKey, Index, Keys, Running, Saved, SetAside, State, Unstored};
use crate::json::{self, Json};
use crate::monitor::{Collection, Monitor, MonitorId, Parameters};

pub struct Loaded {
    pub state: State,
    pub set_aside: Vec<SetAside>,
}

/// Reads everything the worker needs, damaged or not. Empty storage is a fresh start, not damage.
///
/// `opening` and `memory` hold the items of [`disk_opening`](super::disk_opening) and [`memory_opening`](super::memory_opening), `monitors`
/// those of [`monitor_items`](super::monitor_items), or all items.
#[must_use]
pub fn read(opening: &Json, monitors: &Json, memory: &Json) -> Loaded {
    let mut keys = read_keys(item(memory, KEYS));
    // Disk is written first, so a remembered key is never older than the one in memory.
    for (id, held) in read_keys(item(opening, REMEMBERED)).iter() {
        keys.insert(id.clone(), held.clone());
    }
    let mut set_aside = Vec::new();
    let saved = read_saved(opening, monitors, &mut set_aside);
    let running = read_running(memory);
    let removed: Option<Vec<String>> = item(opening, REMOVING).and_then(|it| json::from_tree(it).ok());
    let unstored = Unstored::removing(removed.unwrap_or_default());
    Loaded { state: State { saved, keys, running, unstored }, set_aside }
}

/// Reads what is on disk, except the readings.
pub fn read_saved(opening: &Json, monitors: &Json, set_aside: &mut Vec<SetAside>) -> Saved {
    let Some(opening) = current(opening, set_aside) else { return Saved::default() };
    let index = item(&opening, INDEX);
    if let Some(index) = index.as_ref().filter(|_| monitor_items(&opening).is_none()) {
        // All items were read instead, so the list can be written again.
        let list = index.get("monitors").cloned().unwrap_or_default();
        set_aside.push(SetAside::new(format!("{INDEX}/monitors"), &list));
    }
    let mut saved = Saved {
        index: read_index(index, set_aside),
        settings: item(&opening, SETTINGS).map(|it| read_fields(it, SETTINGS, set_aside)).unwrap_or_default(),
        ..Saved::default()
    };
    for (name, stored) in monitors.as_object().into_iter().flatten() {
        let Some(id) = name.strip_prefix(MONITOR).and_then(MonitorId::parse) else { continue };
        if id.is_detection() {
            // A damaged detection is no loss and is not reported.
            saved.detection = read_monitor(stored, &id, &mut Vec::new()).map(Into::into);
        } else if let Some(monitor) = read_monitor(stored, &id, set_aside) {
            saved.monitors.insert(id, monitor);
        }
    }
    saved
}

/// The opening items if they are of the current version, without an index whose version cannot be read. `None` if they cannot be used. Items
/// of a later version are set aside, because that version may be installed again. Items of an earlier one are migrated by the worker
/// before it reads them; a page shows nothing until then.
fn current(opening: &Json, set_aside: &mut Vec<SetAside>) -> Option<Json> {
    let Some(index) = item(opening, INDEX) else { return Some(opening.clone()) };
    match index.get("version").and_then(Json::as_u64) {
        Some(VERSION) => Some(opening.clone()),
        Some(_) => {
            let known = [INDEX, SETTINGS].into_iter().filter_map(|name| Some((name, item(opening, name)?)));
            set_aside.extend(known.map(|(name, value)| SetAside::new(name, value)));
            None
        }
        None => {
            // Only the index is damaged; the other items are used.
            set_aside.push(SetAside::new(INDEX, index));
            let others = opening.as_object().into_iter().flatten().filter(|(name, _)| name != INDEX);
            Some(Json::Object(others.cloned().collect()))
        }
    }
}

fn read_index(stored: Option<&Json>, set_aside: &mut Vec<SetAside>) -> Index {
    let index = stored.and_then(|it| it.get("index"));
    index.map(|it| read_fields(it, INDEX, set_aside)).unwrap_or_default()
}

/// A monitor whose parameters are damaged is dropped: its account would be unknown.
fn read_monitor(stored: &Json, id: &MonitorId, set_aside: &mut Vec<SetAside>) -> Option<Monitor> {
    let path = monitor_item(id);
    let parameters = stored.get("parameters").and_then(|it| json::from_tree::<Parameters>(it).ok());
    let is_sound = |it: &Parameters| match id {
        MonitorId::Detection => true,
        MonitorId::Automatic(_) => it.automatic_id().as_ref() == Some(id) && it.holds_together(),
        MonitorId::Pasted(_) => !it.is_automatic() && it.holds_together(),
    };
    if parameters.filter(is_sound).is_none() {
        set_aside.push(SetAside::new(path, stored));
        return None;
    }
    Some(read_fields(stored, &path, set_aside))
}

/// Damaged keys are dropped: a key must not be set aside on disk, and the tab or the person can provide it again.
fn read_keys(stored: Option<&Json>) -> Keys {
    entries::<HeldKey>(stored)
}

/// Damaged parts are dropped: they concern only this run of the browser.
#[must_use]
pub fn read_running(memory: &Json) -> Running {
    let Some(stored) = item(memory, RUNNING) else { return Running::default() };
    Running {
        collections: entries::<Collection>(stored.get("collections")),
        collections_begun: stored.get("collections_begun").and_then(Json::as_u64).filter(is_count).unwrap_or_default(),
        renewal: field(stored, "renewal"),
        unsaved_since: field::<Timestamp>(stored, "unsaved_since"),
        is_tidied: field(stored, "is_tidied").unwrap_or_default(),
        tabs: field(stored, "tabs").unwrap_or_default(),
        samples: field(stored, "samples").unwrap_or_default(),
    }
}

/// Whether counting can go on from here: JavaScript has no exact integers above 2^53.
const fn is_count(number: &u64) -> bool {
    *number < 1 << 52
}

/// The readable entries of an object with monitors' ids as keys.
fn entries<T: DeserializeOwned + Clone>(stored: Option<&Json>) -> crate::shared_map::SharedMap<MonitorId, T> {
    let entries = stored.and_then(Json::as_object).into_iter().flatten();
    entries.filter_map(|(id, it)| Some((MonitorId::parse(id)?, json::from_tree(it).ok()?))).collect()
}

fn field<T: DeserializeOwned>(stored: &Json, name: &str) -> Option<T> {
    json::from_tree::<Option<T>>(stored.get(name)?).ok()?
}

fn item<'a>(items: &'a Json, name: &str) -> Option<&'a Json> {
    items.get(name).filter(|it| !it.is_null())
}

/// Reads one reading, for a page. `None` if it is missing or damaged.
#[must_use]
pub fn read_reading<T: for<'de> Deserialize<'de>>(stored: Option<&Json>) -> Option<T> {
    stored.and_then(|it| json::from_tree(it).ok())
}

#[must_use]
pub fn read_set_aside(items: &Json) -> Vec<SetAside> {
    item(items, SET_ASIDE).and_then(|it| json::from_tree(it).ok()).unwrap_or_default()
}
