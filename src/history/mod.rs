//! What a monitor measured in the past: balance, cost and response time, up or down; and what each day cost, by model and by project.
//!
//! ```text
//!   a collection ends ──► Sample ──► record ──► one chunk of each tier is changed: four items are written
//!   a page asks for a range ──► the tier that shows it ──► its chunks ──► points
//! ```
//!
//! The history is round-robin: each [`Tier`] keeps buckets of one length for a fixed time, in a ring of chunks. A chunk is an item in storage. The
//! ring's next chunk replaces its oldest. So nothing is ever removed, and neither what is written for a sample nor what a monitor keeps grows with
//! time. The first tier keeps each sample; the buckets of the others keep the least, the greatest and the last value of their time.
//!
//! What each day cost is kept beside the tiers, for as long as the tier of days and in a ring of the same slots:
//!
//! ```text
//!   usage is read ──► the costs of its days ──► cost_slots ──► record_costs ──► the chunks that have changed
//!   a page asks for some days ──► cost_slots_between ──► their chunks ──► days
//! ```
//!
//! A sample is to be stored in the same call as the reading it comes from, so that none is counted twice or lost, whenever the worker ends.

mod bucket;
mod chunk;
mod cost_chunk;
mod cost_record;
mod points;
mod record;
mod sample;
mod tier;
mod vlq;

pub use self::bucket::{Bucket, Spread};
pub use self::chunk::Chunk;
pub use self::cost_chunk::CostChunk;
pub use self::cost_record::{all_cost_slots, cost_slots, cost_slots_between, days, record_costs};
pub use self::points::{Point, points};
pub use self::record::{Place, all_places, is_recorded, places, places_between, record};
pub use self::sample::{Sample, Series};
pub use self::tier::Tier;

#[cfg(test)]
mod cost_tests;
#[cfg(test)]
mod tests;
