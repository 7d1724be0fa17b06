use super::cost_chunk::{CostChunk, TIER};
use crate::account::{Day, DayCosts};

/// The slots of the chunks that hold `days`, each once.
#[must_use]
pub fn cost_slots(days: &[DayCosts]) -> Vec<i64> {
    let mut slots = Vec::new();
    for slot in days.iter().map(|it| TIER.slot_of(CostChunk::number_of(it.day))) {
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }
    slots
}

/// The slots of all chunks that may hold a day from `from` to `until`, the latest first. If the time is longer than what is kept, these are all
/// slots.
#[must_use]
pub fn cost_slots_between(from: Day, until: Day) -> Vec<i64> {
    let last = CostChunk::number_of(until);
    let first = CostChunk::number_of(from).max(last.saturating_sub(TIER.slots() - 1));
    (first..=last).rev().map(|chunk| TIER.slot_of(chunk)).collect()
}

/// All slots of a monitor's costs: a ring of ten years.
pub fn all_cost_slots() -> impl Iterator<Item = i64> {
    0..TIER.slots()
}

/// Puts the `days` of a reading that belong to the chunk at `slot` into that chunk, where `stored` is now. `None` if nothing is to be changed.
///
/// A day is replaced as a whole, because a later reading knows more of it. Days that the reading does not have stay as they are. The chunk of an
/// earlier turn of the ring is replaced. If the stored chunk is of a later turn, one of the two was made with a wrong clock. Then the reading is
/// believed if any of its days has a cost: for days that it has wrong, OpenAI reports none.
#[must_use]
pub fn record_costs(slot: i64, stored: Option<CostChunk>, days: &[DayCosts]) -> Option<CostChunk> {
    let numbers = days.iter().map(|it| CostChunk::number_of(it.day));
    let number = numbers.filter(|number| TIER.slot_of(*number) == slot).max()?;
    let of_chunk = || days.iter().filter(|it| CostChunk::number_of(it.day) == number);
    let has_cost = |it: &DayCosts| !it.models.is_empty() || it.other_models.is_some();
    if stored.as_ref().is_some_and(|it| it.number > number) && !of_chunk().any(has_cost) {
        return None;
    }
    let mut chunk = stored.clone().filter(|it| it.number == number).unwrap_or_else(|| CostChunk::new(number));
    of_chunk().for_each(|it| chunk.put(it));
    chunk.limit();
    Some(chunk).filter(|chunk| stored.as_ref() != Some(chunk))
}

/// The days from `from` to `until` that are in `chunks`, in order. The chunks may be in any order.
#[must_use]
pub fn days(chunks: impl IntoIterator<Item = CostChunk>, from: Day, until: Day) -> Vec<DayCosts> {
    let mut sorted: Vec<CostChunk> = Vec::new();
    for chunk in chunks {
        let place = sorted.partition_point(|it| it.number < chunk.number);
        sorted.insert(place, chunk);
    }
    let mut days: Vec<DayCosts> = Vec::new();
    for it in sorted.into_iter().flat_map(|chunk| chunk.days) {
        // A damaged number can make two chunks the same.
        let is_later = days.last().is_none_or(|before| before.day < it.day);
        if is_later && (from..=until).contains(&it.day) {
            days.push(it);
        }
    }
    days
}
