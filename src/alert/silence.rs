use serde::{Deserialize, Serialize};

use crate::account::Timestamp;

/// A person does not want to hear of one rule at one monitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// When it was asked for.
    pub from: Timestamp,
    pub until: Until,
}

/// When a silence ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// At this time, also for alerts that fire until then.
    Time(Timestamp),
    /// With the alert that is firing.
    Recovery,
}

impl Silence {
    /// Whether it silences at `now`. If the clock was set back by more than its length, it is over: it would otherwise last until the clock
    /// caught up.
    #[must_use]
    pub fn is_on(self, now: Timestamp) -> bool {
        match self.until {
            Until::Recovery => true,
            Until::Time(until) => now < until && self.from.since(now) <= until.since(self.from),
        }
    }
}
