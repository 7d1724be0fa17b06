use serde::{Deserialize, Serialize};

use super::{Collection, MonitorId, Parameters, Salt, Schedule};
use crate::account::{AccountStatus, MetricSet, PerSet, Timestamp};
use crate::openai::{Failure, PathForm};

/// What is known of one watched account. Stored on disk and read by pages; it never holds a key.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Monitor {
    /// What a person decided about it.
    pub parameters: Parameters,
    /// How it stands with the session key.
    pub session: Session,
    /// The last good readings. A failure never touches them.
    pub status: AccountStatus,
    /// The sets whose last attempt failed.
    pub failures: PerSet<Failed>,
    /// The form of each path that answered last.
    pub paths: PerSet<PathForm>,
    /// When it is asked next.
    pub schedule: Schedule,
    /// The collection in flight, if there is one; there is never a second.
    pub collection: Option<Collection>,
    /// How long the last answer of each set took, in milliseconds, whatever it said; `None` for a request that got no answer.
    pub response_times: PerSet<u32>,
    /// Whether it is known what the organisation is called.
    pub naming: Naming,
}

/// How it stands with the organisation's name, which is asked for once with each key. It is a courtesy: no collection waits for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    /// It was not asked for.
    #[default]
    NotAsked,
    /// It was asked for beside the collection of this number. Where that is over and no answer came, it is asked for again.
    AskedBeside(u64),
    /// There was an answer, whatever it said.
    Answered,
}

/// Whether the account can be read: HertzBeat's status of a monitor. As there, the first set, credit grants, decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// The last attempt at credit grants went well.
    Up,
    /// It failed, or there is no key to make one with.
    Down,
    /// A person has paused it.
    Paused,
    /// There was no attempt yet.
    Unknown,
}

/// How it stands with the session key of a monitor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Session {
    /// No key is held: none was seen since the browser started.
    #[default]
    NoKey,
    /// A key is held, and nothing speaks against it.
    Live,
    /// The key was refused.
    Ended,
}

/// A failed attempt at one set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub failure: Failure,
}

impl Monitor {
    /// A monitor that was never asked.
    #[must_use]
    pub fn new(parameters: Parameters) -> Self {
        Self { parameters, ..Self::default() }
    }

    /// Whether the two watch one account.
    #[must_use]
    pub fn is_same_account(&self, other: &Self) -> bool {
        self.parameters.is_same_account(&other.parameters)
    }

    /// Plans on after a collection that ended with these failures.
    pub fn plan(&mut self, id: &MonitorId, failures: &[Failure], now: Timestamp) {
        self.schedule.plan(now, failures, self.parameters.period, Salt::of(id, now));
    }

    /// Whether the account can be read.
    #[must_use]
    pub fn availability(&self) -> Availability {
        let first = MetricSet::CreditGrants;
        if self.parameters.paused {
            Availability::Paused
        } else if self.session != Session::Live || self.failures.get(first).is_some() {
            Availability::Down
        } else if self.status.measured_at(first).is_some() {
            Availability::Up
        } else {
            Availability::Unknown
        }
    }

    /// Drops the failures that a new key has an answer to: they tell of the old one.
    pub fn forget_refusals(&mut self) {
        for set in MetricSet::ALL {
            if self.failures.get(set).is_some_and(|failed| failed.failure.refuses_key()) {
                self.failures.remove(set);
            }
        }
    }

    /// Whether the session has ended, which signing in mends. A key can also be refused for reasons that it does not.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.session == Session::Ended && matches!(self.refusal(), None | Some(Failure::SessionEnded))
    }

    /// What refused the key, where that is why the monitor stands still.
    #[must_use]
    pub fn refusal(&self) -> Option<&Failure> {
        let mut failures = self.failures.iter().map(|(_, failed)| &failed.failure);
        failures.find(|failure| failure.refuses_key()).filter(|_| self.session == Session::Ended)
    }
}
