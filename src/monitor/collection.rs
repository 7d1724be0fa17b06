use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::account::{PerSet, Timestamp};
use crate::history::Sample;
use crate::openai::{Failure, PathForm};

/// One round of requests for the three sets of an account, in the order of its [`Source`](crate::openai::Source).
///
/// It is kept in the browser's memory, so that after a worker was killed the next one requests what is still missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// Tells its answers from those to an earlier collection.
    pub number: u64,
    /// When it began, or was last resumed.
    pub began_at: Timestamp,
    /// The requests in flight.
    pub waiting_for: PerSet<Attempt>,
    pub failures: Vec<Failure>,
    /// How often it was resumed after the worker had been killed.
    pub resumed: u8,
    /// Whether a new key arrived since it began. A refusal then concerns the old key.
    pub key_replaced: bool,
    /// Whether such a refusal came. When the requests in flight have ended, the account is read again with the new key.
    #[serde(default)]
    pub ask_again: bool,
    /// What it has read so far.
    pub sample: Sample,
}

/// A request in flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it was sent. For usage this decides the days it asks for.
    pub sent_at: Timestamp,
    pub form: PathForm,
    /// Whether the other form has already answered 404.
    pub fell_back: bool,
}

impl Collection {
    /// The alarm rings this long after a collection began. Every request times out long before. If the collection is still not complete,
    /// its worker has died, and the worker that the alarm starts resumes it.
    pub const LOOKED_AFTER_IN: Duration = Duration::from_secs(120);

    /// After more resumptions than this the collection is given up: it is probably what kills the worker.
    pub const MOST_RESUMPTIONS: u8 = 3;

    /// Moves all times back with a clock that was set back.
    pub fn rebase(&mut self, now: Timestamp) {
        let back = self.began_at.since(now);
        self.began_at = now;
        self.sample.at = self.sample.at.min(now);
        for failure in &mut self.failures {
            if let Failure::TooManyRequests { retry_at: Some(at) } = failure {
                *at = at.before(back);
            }
        }
    }

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
            sample: Sample::at(now),
        }
    }

    /// When the alarm rings for it.
    #[must_use]
    pub fn looked_after_at(&self) -> Timestamp {
        self.began_at.after(Self::LOOKED_AFTER_IN)
    }

    /// Whether no request is in flight.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.waiting_for.is_empty()
    }
}
