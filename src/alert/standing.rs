use serde::{Deserialize, Serialize};

use super::state::{AlertState, Phase, Transition, evaluate};
use super::{Rule, RuleId, Silence, Until};
use crate::account::Timestamp;

/// How one rule stands at one monitor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    pub rule: RuleId,
    /// The [expression](Rule::expression) that the state belongs to.
    pub expression: u32,
    #[serde(default)]
    pub state: AlertState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence: Option<Silence>,
}

/// The alerts of one monitor: the rules that are not at rest there, sorted by id. To be stored with the monitor, so that what a reading writes does
/// not grow with the number of monitors.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MonitorAlerts(pub(super) Vec<Standing>);

impl Standing {
    /// Judges one more reading.
    pub(super) fn observe(&mut self, rule: &Rule, value: Option<f64>, at: Timestamp) -> Option<Transition> {
        let (state, transition) = evaluate(rule, self.state, value, at);
        self.state = state;
        transition
    }

    /// Takes a silence away that ends with the alert.
    pub(super) fn end_silence(&mut self) {
        self.silence = self.silence.filter(|silence| silence.until != Until::Recovery);
    }

    #[must_use]
    pub const fn is_firing(&self) -> bool {
        matches!(self.state.phase, Phase::Firing { .. })
    }

    #[must_use]
    pub fn is_silenced(&self, now: Timestamp) -> bool {
        self.silence.is_some_and(|silence| silence.is_on(now))
    }

    /// Whether there is nothing to remember.
    fn is_at_rest(&self, now: Timestamp) -> bool {
        self.state == AlertState::default() && !self.is_silenced(now)
    }
}

impl MonitorAlerts {
    #[must_use]
    pub fn get(&self, rule: &RuleId) -> Option<&Standing> {
        self.0.get(self.place(rule).ok()?)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Standing> {
        self.0.iter()
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How this rule stands; one that was at rest until now begins.
    pub(super) fn of(&self, rule: &Rule) -> Standing {
        let fresh = || Standing {
            rule: rule.id.clone(),
            expression: rule.expression(),
            state: AlertState::default(),
            silence: None,
        };
        self.get(&rule.id).cloned().unwrap_or_else(fresh)
    }

    pub(super) fn set(&mut self, standing: Standing, now: Timestamp) {
        match self.place(&standing.rule) {
            Ok(at) if standing.is_at_rest(now) => drop(self.0.remove(at)),
            Ok(at) => self.0.iter_mut().skip(at).take(1).for_each(|it| *it = standing.clone()),
            Err(_) if standing.is_at_rest(now) => {}
            Err(at) => self.0.insert(at, standing),
        }
    }

    fn place(&self, rule: &RuleId) -> Result<usize, usize> {
        self.0.binary_search_by(|standing| standing.rule.cmp(rule))
    }
}
