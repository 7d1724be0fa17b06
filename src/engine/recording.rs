//! Samples go into the history. A chunk is read, changed and written in the call that writes the reading, so no kill can separate the two.
//!
//! The worker loads what [`needed`] names, calls [`record`], and saves. If a chunk cannot be read, its samples wait: everything else is saved
//! meanwhile, and nothing in storage is overwritten because it could not be read.

use super::State;
use super::stored::Part;
use crate::history::{Chunk, Place, Sample, Tier, is_recorded, places, record as record_in};
use crate::json::{self, Json};
use crate::monitor::MonitorId;

/// The most samples that wait. The oldest are dropped first.
const MOST_WAITING: usize = 1000;

/// A collection left this sample.
pub(super) fn wait(samples: &mut Vec<(MonitorId, Sample)>, id: &MonitorId, sample: Sample) {
    if !id.is_detection() {
        samples.drain(..samples.len().saturating_sub(MOST_WAITING - 1));
        samples.push((id.clone(), sample));
    }
}

/// The items on disk that [`record`] needs; none if no sample waits.
#[must_use]
pub fn needed(state: &State) -> Vec<String> {
    let mut names = Vec::new();
    for (id, sample) in &state.running.samples {
        for part in places(sample.at).map(Part::History) {
            let name = part.item(id);
            if state.unstored.text(id, part).is_none() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Adds the samples that wait to their chunks. `stored` holds the items that [`needed`] names, as far as they exist. Samples of monitors that
/// were deleted meanwhile are dropped.
pub fn record(state: &mut State, stored: &Json) {
    for (id, sample) in std::mem::take(&mut state.running.samples) {
        if state.saved.monitors.contains_key(&id) {
            record_one(state, &id, &sample, stored);
        }
    }
}

fn record_one(state: &mut State, id: &MonitorId, sample: &Sample, stored: &Json) {
    let chunk = |state: &State, place: Place| {
        let part = Part::History(place);
        match state.unstored.text(id, part) {
            Some(text) => read(place.tier, json::parse(text.as_bytes()).ok().as_ref()),
            None => read(place.tier, stored.get(&part.item(id))),
        }
    };
    let places = places(sample.at);
    let chunks = places.map(|place| (place, chunk(state, place)));
    // A worker may have died after it stored the sample and before it noted that.
    let is_known = chunks.iter().any(|(place, chunk)| is_recorded(*place, chunk.as_ref(), sample));
    if is_known {
        return;
    }
    for (place, chunk) in chunks {
        if let Some(chunk) = record_in(place, chunk, sample) {
            state.unstored.write(id, Part::History(place), json::to_string(&chunk.text()));
        }
    }
}

fn read(tier: Tier, stored: Option<&Json>) -> Option<Chunk> {
    Chunk::read(tier, stored?.as_str()?)
}
