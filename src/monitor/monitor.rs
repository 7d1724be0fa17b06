use serde::{Deserialize, Serialize};

use super::{JitterSeed, MonitorId, Parameters, Schedule};
use crate::account::{Day, MetricSet, PerSet, Timestamp, Usd};
use crate::openai::{Failure, PathForm};

/// What is known of one watched account, apart from what was read of it. It is an item of its own on disk, of some 500 bytes: the worker
/// reads all of them at every start. Pages read it too, and it never holds a key.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Monitor {
    /// What a person decided about it.
    pub parameters: Parameters,
    /// What is known of its session key.
    #[serde(skip_serializing_if = "is_default")]
    pub session: Session,
    /// The part of the last good readings that a list and the badge show.
    #[serde(skip_serializing_if = "is_default")]
    pub glance: Glance,
    /// The sets whose last attempt failed.
    #[serde(skip_serializing_if = "is_default")]
    pub failures: PerSet<Failed>,
    /// The form of each path that answered last.
    #[serde(skip_serializing_if = "is_default")]
    pub paths: PerSet<PathForm>,
    /// When it is asked next.
    #[serde(skip_serializing_if = "is_default")]
    pub schedule: Schedule,
    /// How long the last answer of each set took, in milliseconds, whatever it said; `None` for a request that got no answer.
    #[serde(skip_serializing_if = "is_default")]
    pub response_times: PerSet<u32>,
    /// Whether it is known what the organisation is called.
    #[serde(skip_serializing_if = "is_default")]
    pub naming: Naming,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What a list and the badge show of the last good readings. A failure never touches it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Glance {
    /// What is left; `None` where the account reports none or it was never read.
    pub balance: Option<Usd>,
    /// What the month of this UTC day had cost by then, the day included.
    pub month_cost: Option<MonthCost>,
    /// When each set was last read well.
    pub measured_at: PerSet<Timestamp>,
}

/// What a month had cost by a UTC day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MonthCost {
    /// The last day that is in it.
    pub until: Day,
    /// The cost of all models.
    pub cost: Usd,
}

impl Glance {
    /// What the month of `today` has cost so far, as far as it was read; `None` where the last reading is of an earlier month.
    #[must_use]
    pub fn month_cost_on(&self, today: Day) -> Option<Usd> {
        let read = self.month_cost.as_ref()?;
        (read.until.first_of_month() == today.first_of_month()).then_some(read.cost)
    }
}

/// How it stands with the organisation's name, which is asked for once with each key. It is a courtesy: no collection waits for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    /// It was not asked for.
    #[default]
    NotAsked,
    /// It was asked for beside the collection of this number. If that is over and no answer came, it is asked for again.
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

/// What is known of the session key of a monitor. The key itself is kept apart, in the browser's memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Session {
    /// No key is held: none was seen since the browser started.
    #[default]
    NoKey,
    /// A key is held, and nothing speaks against it.
    Live,
    /// The key was refused. It is still held, to know it again: a tab may go on sending it.
    Ended {
        /// When it was refused last.
        at: Timestamp,
    },
}

/// A failed attempt at one set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub failure: Failure,
}

impl Session {
    #[must_use]
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Ended { .. })
    }

    /// Whether a clock was set back since it ended.
    #[must_use]
    pub fn is_ahead_of(self, now: Timestamp) -> bool {
        matches!(self, Self::Ended { at } if at > now)
    }

    /// A clock that was set back makes no refusal lie in the future.
    pub fn rebase(&mut self, now: Timestamp) {
        if let Self::Ended { at } = self {
            *at = now.min(*at);
        }
    }
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
        self.parameters.account == other.parameters.account
    }

    /// Plans on after a collection that ended with these failures.
    pub fn plan(&mut self, id: &MonitorId, failures: &[Failure], now: Timestamp) {
        self.schedule.plan(now, failures, self.parameters.period, JitterSeed::of(id, now));
    }

    /// When a set was last read well.
    #[must_use]
    pub fn measured_at(&self, set: MetricSet) -> Option<Timestamp> {
        self.glance.measured_at.get(set).copied()
    }

    #[must_use]
    pub fn availability(&self) -> Availability {
        let first = MetricSet::CreditGrants;
        if self.parameters.paused {
            Availability::Paused
        } else if self.session != Session::Live || self.failures.get(first).is_some() {
            Availability::Down
        } else if self.measured_at(first).is_some() {
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
        self.session.is_ended() && matches!(self.refusal(), None | Some(Failure::SessionEnded))
    }

    /// What refused the key, where that is why the monitor stands still.
    #[must_use]
    pub fn refusal(&self) -> Option<&Failure> {
        let mut failures = self.failures.iter().map(|(_, failed)| &failed.failure);
        failures.find(|failure| failure.refuses_key()).filter(|_| self.session.is_ended())
    }
}
