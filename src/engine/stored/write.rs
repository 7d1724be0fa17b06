use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::items::{INDEX, Item, KEYS, REMEMBERED, REMOVING, RUNNING, SETTINGS, VERSION, monitor_item};
use crate::account::Timestamp;
use crate::engine::{Index, Renewal, Saved, State};
use crate::history::Sample;
use crate::json;
use crate::monitor::MonitorId;
use crate::shared_map::SharedMap;

/// The writes and removals that bring storage up to date with a state.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Changes {
    pub memory: Vec<Item>,
    pub disk: Vec<Item>,
    /// Items to remove from disk.
    pub removed: Vec<String>,
}

/// The differences between the state in storage and the current one. Entries that both share are not compared.
#[must_use]
pub fn changes(stored: &State, state: &State) -> Changes {
    let mut changes = Changes::default();
    let mut to_disk = |name: String| changes.disk.extend(text_of(state, &name).map(|text| (name, text)));
    let touched = state.saved.monitors.touched_since(&stored.saved.monitors);
    for (id, _) in touched.filter(|(id, monitor)| stored.saved.monitors.get(id) != Some(*monitor)) {
        to_disk(monitor_item(id));
    }
    if state.saved.detection != stored.saved.detection {
        to_disk(monitor_item(&MonitorId::Detection));
    }
    if state.saved.settings != stored.saved.settings {
        to_disk(SETTINGS.to_owned());
    }
    if state.saved.index != stored.saved.index || !state.saved.monitors.keys().eq(stored.saved.monitors.keys()) {
        to_disk(INDEX.to_owned());
    }
    let keys_changed = state.keys != stored.keys;
    if keys_changed && text_of(state, REMEMBERED) != text_of(stored, REMEMBERED) {
        to_disk(REMEMBERED.to_owned());
    }
    changes.disk.extend(state.unstored.written().map(|(name, text)| (name, text.to_owned())));
    changes.removed.extend_from_slice(state.unstored.removed());
    if !state.unstored.removed().is_empty() {
        // The list goes with what it names: it holds the ids of organisations.
        changes.removed.push(REMOVING.to_owned());
    }
    if state.unstored.removed() != stored.unstored.removed() {
        changes.disk.extend(text_of(state, REMOVING).map(|text| (REMOVING.to_owned(), text)));
    }
    // Removed when a monitor is deleted, and again when the deletion is final: a worker may have died before the first removal.
    let deleted = |saved: &Saved| saved.index.deleted.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
    let (were_deleted, are_deleted) = (deleted(&stored.saved), deleted(&state.saved));
    let final_now = were_deleted.iter().filter(|id| !are_deleted.contains(id));
    let gone = stored.saved.monitors.keys().chain(final_now).filter(|id| !state.saved.monitors.contains_key(id));
    changes.removed.extend(gone.map(monitor_item));
    if state.saved.detection.is_none() && stored.saved.detection.is_some() {
        changes.removed.push(monitor_item(&MonitorId::Detection));
    }
    for (name, changed) in [(KEYS, keys_changed), (RUNNING, state.running != stored.running)] {
        if changed {
            changes.memory.extend(text_of(state, name).map(|text| (name.to_owned(), text)));
        }
    }
    changes
}

/// The content of an item as JSON. `None` for an unwanted item, and for a part of a monitor, which is not kept after it is written.
#[must_use]
pub fn text_of(state: &State, name: &str) -> Option<String> {
    match name {
        INDEX => Some(json::to_string(&IndexItem {
            version: VERSION,
            monitors: state.saved.monitors.keys().collect(),
            index: &state.saved.index,
        })),
        SETTINGS => Some(json::to_string(&state.saved.settings)),
        REMOVING => Some(json::to_string(state.unstored.removed())),
        KEYS => Some(json::to_string(&Entries(&state.keys, |_| true))),
        REMEMBERED => Some(json::to_string(&Entries(&state.keys, |held| held.remember))),
        RUNNING => Some(json::to_string(&RunningItem {
            collections: Entries(&state.running.collections, |_| true),
            collections_begun: state.running.collections_begun,
            renewal: state.running.renewal,
            unsaved_since: state.running.unsaved_since,
            is_tidied: state.running.is_tidied,
            tabs: &state.running.tabs,
            samples: &state.running.samples,
        })),
        name => {
            let id = MonitorId::parse(name.strip_prefix(super::items::MONITOR)?)?;
            state.saved.monitor(&id).map(json::to_string)
        }
    }
}

#[derive(Serialize)]
struct IndexItem<'a> {
    version: u64,
    monitors: Vec<&'a MonitorId>,
    index: &'a Index,
}

#[derive(Serialize)]
struct RunningItem<'a> {
    collections: Entries<'a, crate::monitor::Collection>,
    collections_begun: u64,
    renewal: Option<Renewal>,
    unsaved_since: Option<Timestamp>,
    is_tidied: bool,
    tabs: &'a [(i32, MonitorId)],
    samples: &'a [(MonitorId, Sample)],
}

/// Serialises the chosen entries of a map as an object.
struct Entries<'a, T>(&'a SharedMap<MonitorId, T>, fn(&T) -> bool);

impl<T: Serialize> Serialize for Entries<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(entries, is_chosen) = self;
        let mut map = serializer.serialize_map(None)?;
        for (id, value) in entries.iter().filter(|(_, value)| is_chosen(value)) {
            map.serialize_entry(&id.to_string(), value)?;
        }
        map.end()
    }
}
