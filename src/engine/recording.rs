//! Samples and the costs of days go into the history: the worker loads what [`needed`] names, calls [`record`], and saves.
//!
//! - What a usage body says of days is written in the call that writes its reading. If the chunks cannot be read, it waits in this life of the
//!   worker only, because the next body has the same days.
//! - A sample waits in memory (`running`) until its four chunks are written, in one call. A worker that dies leaves it to the next one. If it was
//!   written already, it is not written again: the raw tier tells.
//! - Meanwhile everything else is saved, and nothing in storage is overwritten because it could not be read.

use super::State;
use super::part::Part;
use crate::account::DayCosts;
use crate::history::{self, Chunk, CostChunk, Place, Sample, cost_slots, is_recorded, places, record_costs};
use crate::json::{self, Json};
use crate::monitor::MonitorId;

/// The most samples that wait. The oldest are dropped first.
const MOST_WAITING: usize = 1000;

/// A collection left this sample. The tried monitor has no history.
pub(super) fn wait(samples: &mut Vec<(MonitorId, Sample)>, id: &MonitorId, sample: Sample) {
    if !id.is_detection() {
        samples.drain(..samples.len().saturating_sub(MOST_WAITING - 1));
        samples.push((id.clone(), sample));
    }
}

/// The items on disk that [`record`] needs; none if nothing waits.
#[must_use]
pub fn needed(state: &State) -> Vec<String> {
    let samples = state.running.samples.iter();
    let samples = samples.flat_map(|(id, sample)| places(sample.at).map(|place| (id, Part::History(place))));
    let days = state.unstored.days.iter();
    let days = days.flat_map(|(id, days)| cost_slots(days).into_iter().map(move |slot| (id, Part::Costs(slot))));
    let mut names = Vec::new();
    for (id, part) in samples.chain(days) {
        let name = part.item(id);
        if state.unstored.text(id, part).is_none() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Puts what waits into its chunks. `stored` holds the items that [`needed`] names, as far as they exist. What belongs to monitors that were
/// deleted meanwhile is dropped.
pub fn record(state: &mut State, stored: &Json) {
    for (id, days) in std::mem::take(&mut state.unstored.days).iter() {
        if state.saved.monitors.contains_key(id) {
            put_costs(state, id, days, stored);
        }
    }
    for (id, sample) in std::mem::take(&mut state.running.samples) {
        if state.saved.monitors.contains_key(&id) {
            put_sample(state, &id, &sample, stored);
        }
    }
}

fn put_costs(state: &mut State, id: &MonitorId, days: &[DayCosts], stored: &Json) {
    for slot in cost_slots(days) {
        let part = Part::Costs(slot);
        let chunk = text(state, id, part, stored).and_then(|text| CostChunk::read(&text));
        if let Some(chunk) = record_costs(slot, chunk, days) {
            state.unstored.write(id, part, json::to_string(&chunk.text()));
        }
    }
}

fn put_sample(state: &mut State, id: &MonitorId, sample: &Sample, stored: &Json) {
    let chunk = |place: Place| {
        let text = text(state, id, Part::History(place), stored);
        (place, text.and_then(|text| Chunk::read(place.tier, &text)))
    };
    let chunks = places(sample.at).map(chunk);
    // A worker may have died after it stored the sample and before it noted that.
    if chunks.iter().any(|(place, chunk)| is_recorded(*place, chunk.as_ref(), sample)) {
        return;
    }
    for (place, chunk) in chunks {
        if let Some(chunk) = history::record(place, chunk, sample) {
            state.unstored.write(id, Part::History(place), json::to_string(&chunk.text()));
        }
    }
}

/// The text of a chunk, as it is or will be on disk.
fn text(state: &State, id: &MonitorId, part: Part, stored: &Json) -> Option<String> {
    let item = match state.unstored.text(id, part) {
        Some(unstored) => &json::parse(unstored.as_bytes()).ok()?,
        None => stored.get(&part.item(id))?,
    };
    item.as_str().map(str::to_owned)
}
