use serde::{Deserialize, Serialize};

use super::{JitterSeed, MonitorId, Parameters, Schedule};
use crate::account::{Day, MetricSet, PerSet, Timestamp, Usd};
use crate::openai::{Failure, PathForm};

/// All that is known of one watched account, apart from its readings and its key. It is an item of its own on disk, and kept to some 500
/// bytes because the worker reads all monitors at every start. Pages read it too.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Monitor {
    pub parameters: Parameters,
    #[serde(skip_serializing_if = "is_default")]
    pub session: Session,
    #[serde(skip_serializing_if = "is_default")]
    pub glance: Glance,
    /// The sets whose last attempt failed.
    #[serde(skip_serializing_if = "is_default")]
    pub failures: PerSet<Failed>,
    /// The form of the path that last answered, for each set.
    #[serde(skip_serializing_if = "is_default")]
    pub paths: PerSet<PathForm>,
    #[serde(skip_serializing_if = "is_default")]
    pub schedule: Schedule,
    /// How long the last answer took, in milliseconds, good or bad; `None` if the last request got no answer.
    #[serde(skip_serializing_if = "is_default")]
    pub response_times: PerSet<u32>,
    #[serde(skip_serializing_if = "is_default")]
    pub naming: Naming,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The part of the last good readings that lists and the badge show. A failure never changes it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Glance {
    /// The available credit; `None` if the account reports none or was never read.
    pub balance: Option<Usd>,
    /// The cost of the current month, as of the last reading.
    pub month_cost: Option<MonthCost>,
    /// When each set was last read successfully.
    pub measured_at: PerSet<Timestamp>,
}

/// The cost of a month up to a UTC day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MonthCost {
    /// The last day, included.
    pub until: Day,
    /// Of all models.
    pub cost: Usd,
}

impl Glance {
    /// The cost of the month of `today` as of the last reading; `None` if that reading is of another month.
    #[must_use]
    pub fn month_cost_on(&self, today: Day) -> Option<Usd> {
        let read = self.month_cost.as_ref()?;
        read.until.is_in_month_of(today).then_some(read.cost)
    }
}

/// Whether the organisation's name is known. It is requested once for each key, and no collection waits for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    /// Not requested yet.
    #[default]
    NotAsked,
    /// Requested along with the collection of this number. If no answer comes, it is requested again with a later collection.
    AskedBeside(u64),
    /// The request has ended, with a name or without.
    Answered,
}

/// Whether the account can be read: HertzBeat's status of a monitor. As in HertzBeat, the first set (credit grants) decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// Credit grants could be read last time.
    Up,
    /// They could not, or there is no usable key.
    Down,
    Paused,
    /// There was no attempt yet.
    Unknown,
}

/// The state of a monitor's key. The key itself is kept apart from the monitor: see `engine::Keys`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Session {
    /// No key is held: none was captured or pasted since the browser started.
    #[default]
    NoKey,
    /// A key is held and was not refused.
    Live,
    /// The key was refused. It is still held, to recognise it if the tab goes on using it.
    Ended {
        /// When it was last refused.
        at: Timestamp,
    },
}

/// A failed attempt at one set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    pub at: Timestamp,
    pub failure: Failure,
}

impl Session {
    #[must_use]
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Ended { .. })
    }

    /// Whether the clock was set back since it ended.
    #[must_use]
    pub fn is_ahead_of(self, now: Timestamp) -> bool {
        matches!(self, Self::Ended { at } if at > now)
    }

    /// Moves a refusal out of the future, after the clock was set back.
    pub fn rebase(&mut self, now: Timestamp) {
        if let Self::Ended { at } = self {
            *at = now.min(*at);
        }
    }
}

impl Monitor {
    /// A monitor that was never read.
    #[must_use]
    pub fn new(parameters: Parameters) -> Self {
        Self { parameters, ..Self::default() }
    }

    #[must_use]
    pub fn is_same_account(&self, other: &Self) -> bool {
        self.parameters.account == other.parameters.account
    }

    /// Plans the next collection, after one that ended with these failures.
    pub fn plan(&mut self, id: &MonitorId, failures: &[Failure], now: Timestamp) {
        self.schedule.plan(now, failures, self.parameters.period, JitterSeed::of(id, now));
    }

    /// When a set was last read successfully.
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

    /// Drops failures that concern the old key, when a new one arrives.
    pub fn forget_refusals(&mut self) {
        for set in MetricSet::ALL {
            if self.failures.get(set).is_some_and(|failed| failed.failure.refuses_key()) {
                self.failures.remove(set);
            }
        }
    }

    /// Whether the session has ended, so that signing in again helps. It does not help against all refusals.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.session.is_ended() && matches!(self.refusal(), None | Some(Failure::SessionEnded))
    }

    /// The failure that refused the key, if that is why the monitor is not read.
    #[must_use]
    pub fn refusal(&self) -> Option<&Failure> {
        let mut failures = self.failures.iter().map(|(_, failed)| &failed.failure);
        failures.find(|failure| failure.refuses_key()).filter(|_| self.session.is_ended())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_of_another_month_is_not_this_months() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let month_cost = Some(MonthCost { until: day("2026-11-22"), cost: Usd::whole(60) });
        let glance = Glance { month_cost, ..Glance::default() };
        assert_eq!(glance.month_cost_on(day("2026-11-30")), Some(Usd::whole(60)));
        assert_eq!(glance.month_cost_on(day("2026-12-01")), None);
        assert_eq!(glance.month_cost_on(day("2027-11-22")), None);
    }
}
