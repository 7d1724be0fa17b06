use super::chunk::Chunk;
use super::sample::Sample;
use super::tier::Tier;
use crate::account::Timestamp;

/// The place of a chunk: a slot in the ring of a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub tier: Tier,
    pub slot: i64,
}

/// The places that a sample of the time `at` changes.
#[must_use]
pub fn places(at: Timestamp) -> [Place; Tier::ALL.len()] {
    Tier::ALL.map(|tier| Place { tier, slot: tier.slot_of(tier.chunk_of(tier.bucket_of(at))) })
}

/// The places of all chunks of `tier` that may hold a bucket between `from` and `until`, the latest first. If the time is longer than the tier
/// keeps, these are all its places.
#[must_use]
pub fn places_between(tier: Tier, from: Timestamp, until: Timestamp) -> Vec<Place> {
    let last = tier.chunk_of(tier.bucket_of(until));
    let first = tier.chunk_of(tier.bucket_of(from)).max(last.saturating_sub(tier.slots() - 1));
    (first..=last).rev().map(|chunk| Place { tier, slot: tier.slot_of(chunk) }).collect()
}

/// All places of a monitor's history.
pub fn all_places() -> impl Iterator<Item = Place> {
    Tier::ALL.into_iter().flat_map(|tier| (0..tier.slots()).map(move |slot| Place { tier, slot }))
}

/// Whether the chunk at `place` already holds this sample. Only the raw tier tells.
#[must_use]
pub fn is_recorded(place: Place, stored: Option<&Chunk>, sample: &Sample) -> bool {
    let number = place.tier.chunk_of(place.tier.bucket_of(sample.at));
    let is_same = |chunk: &&Chunk| place.tier == Tier::Raw && chunk.number == number;
    stored.filter(is_same).is_some_and(|chunk| chunk.has(place.tier, sample.at))
}

/// Adds `sample` to the chunk at `place`, where `stored` is now. `None` if nothing is to be changed.
///
/// The chunk of an earlier turn of the ring is replaced. If the stored chunk is of a later time than the sample, one of the two was made with a
/// wrong clock. The sample is believed if it has values: with a clock that is wrong by years no server is trusted, and nothing can be read. A
/// clock set ahead does cost one chunk of each tier.
#[must_use]
pub fn record(place: Place, stored: Option<Chunk>, sample: &Sample) -> Option<Chunk> {
    let tier = place.tier;
    let number = tier.chunk_of(tier.bucket_of(sample.at));
    let mut chunk = match stored {
        Some(stored) if stored.number == number => stored,
        Some(stored) if stored.number > number && !sample.has_values() => return None,
        _ => Chunk::new(number),
    };
    chunk.add(tier, sample);
    Some(chunk)
}
