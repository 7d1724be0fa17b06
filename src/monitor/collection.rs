use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::account::{PerSet, Timestamp};
use crate::openai::{Failure, PathForm};

/// One round of asking an account for its three sets: credit grants first, so that the balance is there as soon as it can be,
/// then usage and subscription side by side.
///
/// It is kept in the browser's memory, so that a worker that was killed half way goes on with what is still missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// Tells its answers from those of an earlier collection.
    pub number: u64,
    /// When it began.
    pub began_at: Timestamp,
    /// The requests that have no answer yet.
    pub waiting_for: PerSet<Attempt>,
    /// What failed in it so far.
    pub failures: Vec<Failure>,
    /// How often it went on after the worker had been killed.
    pub resumed: u8,
    /// Whether a new key arrived meanwhile. A refusal then concerns the old one.
    pub key_replaced: bool,
    /// Whether such a refusal came: all is to be asked again, once what is still on its way has ended.
    #[serde(default)]
    pub ask_again: bool,
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
    /// When the alarm looks after a collection: every request is given up long before, so if it is still not over, its worker has died
    /// and the one the alarm wakes goes on with it.
    pub const LOOKED_AFTER_IN: Duration = Duration::from_secs(120);

    /// A worker killed this often within one collection is being killed by it.
    pub const MOST_RESUMPTIONS: u8 = 3;

    #[must_use]
    pub fn begin(number: u64, now: Timestamp) -> Self {
        Self {
            number,
            began_at: now,
            waiting_for: PerSet::default(),
            failures: Vec::new(),
            resumed: 0,
            key_replaced: false,
            ask_again: false,
        }
    }

    /// When the alarm looks after it.
    #[must_use]
    pub fn looked_after_at(&self) -> Timestamp {
        self.began_at.after(Self::LOOKED_AFTER_IN)
    }

    /// Whether nothing is on its way any more.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.waiting_for.is_empty()
    }
}
