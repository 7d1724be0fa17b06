use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::account::{PerSet, Timestamp};
use crate::openai::{Failure, PathForm};

/// One round of asking an account for its three sets: credit grants first, so that the balance is there as soon as it can be,
/// then usage and subscription side by side.
///
/// It is stored, so that a worker that was killed half way goes on with what is still missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// Tells its answers from those of an earlier collection.
    pub number: u64,
    /// When it began, or went on after the worker had been killed.
    pub started_at: Timestamp,
    /// The requests that have no answer yet.
    pub waiting_for: PerSet<Attempt>,
    /// What failed in it so far.
    pub failures: Vec<Failure>,
    /// How often it went on after the worker had been killed.
    pub resumed: u8,
    /// Whether a new key arrived meanwhile. A refusal then concerns the old one and means: ask again.
    pub key_replaced: bool,
}

/// One request without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it was sent. For usage this decides the days it asked for.
    pub sent_at: Timestamp,
    /// The form of its path.
    pub form: PathForm,
    /// Whether the other form has already answered 404.
    pub fell_back: bool,
}

impl Collection {
    /// A collection that has lasted longer than this has lost an answer: every request is given up long before.
    pub const LOST_AFTER: Duration = Duration::from_secs(120);

    /// A worker killed this often within one collection is being killed by it.
    pub const MOST_RESUMPTIONS: u8 = 3;

    /// One that begins now.
    #[must_use]
    pub fn begin(number: u64, now: Timestamp) -> Self {
        Self {
            number,
            started_at: now,
            waiting_for: PerSet::default(),
            failures: Vec::new(),
            resumed: 0,
            key_replaced: false,
        }
    }
}
