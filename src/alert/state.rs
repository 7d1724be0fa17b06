use serde::{Deserialize, Serialize};

use super::Rule;
use super::condition::Verdict;
use crate::account::Timestamp;

/// What is to be remembered between two readings of a monitor about one rule. It is plain data, so it outlives workers and browsers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AlertState {
    pub phase: Phase,
    /// The last good reading, if the next one is compared with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Seen>,
}

/// As in Prometheus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    #[default]
    Inactive,
    /// The condition holds, but not yet often enough.
    Pending {
        /// When it began to hold.
        since: Timestamp,
        /// The number of readings since then.
        count: u8,
    },
    Firing {
        /// When it fired. With rule and monitor it identifies the alert.
        since: Timestamp,
        /// What made it fire.
        value: f64,
        /// Whether the person was told.
        told: bool,
    },
}

/// A good reading.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    pub at: Timestamp,
    pub value: f64,
}

/// A crossing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Transition {
    Fired {
        value: f64,
    },
    Resolved {
        /// The value at which it was over.
        value: f64,
        /// The alert that is over.
        alert: Ended,
    },
}

/// An alert that is over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ended {
    pub since: Timestamp,
    /// What made it fire.
    pub value: f64,
    pub told: bool,
}

/// What follows from one more reading. `value` is what was read, in the unit of the rule's subject; `None` if nothing was, which changes nothing.
///
/// The same reading given twice counts once. A clock that was set back does no harm: the order of calls counts, not `at`.
#[must_use]
pub fn evaluate(rule: &Rule, state: AlertState, value: Option<f64>, at: Timestamp) -> (AlertState, Option<Transition>) {
    let Some(value) = value.filter(|value| value.is_finite()) else { return (state, None) };
    let seen = Some(Seen { at, value });
    if state.last == seen {
        return (state, None);
    }
    let before = state.last.map(|last| last.value);
    let verdict = rule.condition.judge(rule.subject.unit(), value, before);
    let (phase, transition) = verdict.map_or((state.phase, None), |verdict| state.phase.next(rule, verdict, value, at));
    let is_needed = rule.condition.is_change() || matches!(phase, Phase::Pending { .. });
    (AlertState { phase, last: seen.filter(|_| is_needed) }, transition)
}

impl Phase {
    fn next(self, rule: &Rule, verdict: Verdict, value: f64, at: Timestamp) -> (Self, Option<Transition>) {
        match (self, verdict) {
            (Self::Firing { since, value: fired_at, told }, Verdict::Clear) => {
                let alert = Ended { since, value: fired_at, told };
                (Self::Inactive, Some(Transition::Resolved { value, alert }))
            }
            (Self::Firing { .. }, _) => (self, None),
            (Self::Inactive, Verdict::Holds) => Self::held(at, 1, rule, value, at),
            (Self::Pending { since, count }, Verdict::Holds) => {
                Self::held(since.min(at), count.saturating_add(1), rule, value, at)
            }
            (_, Verdict::Near | Verdict::Clear) => (Self::Inactive, None),
        }
    }

    /// The condition has held `count` times in a row.
    const fn held(since: Timestamp, count: u8, rule: &Rule, value: f64, at: Timestamp) -> (Self, Option<Transition>) {
        if count >= rule.for_collections {
            (Self::Firing { since: at, value, told: false }, Some(Transition::Fired { value }))
        } else {
            (Self::Pending { since, count }, None)
        }
    }
}
