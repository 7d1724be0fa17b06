use std::rc::Rc;

use super::past::MOST_PAST;
use super::standing::{MonitorAlerts, Standing};
use super::state::{Ended, Phase, Transition};
use super::{Facts, PastAlert, Rule, RuleId, Silence, Until};
use crate::account::Timestamp;
use crate::monitor::{MonitorId, Tag};
use crate::shared_map::SharedMap;

/// The alerts of all monitors.
///
/// A clone shares its parts with the original until they are written to. A monitor is written to only if something changes there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alerts {
    pub monitors: SharedMap<MonitorId, MonitorAlerts>,
    /// Those that are over, oldest first, at most [`MOST_PAST`].
    pub past: Rc<Vec<PastAlert>>,
}

/// One rule fired, or recovered, at one monitor.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossing {
    pub rule: RuleId,
    pub monitor: MonitorId,
    pub transition: Transition,
}

impl Alerts {
    /// Judges what was read of one monitor by all rules. `at` is now.
    ///
    /// It can be called for each answer or once for a collection, as long as each reading is given once. Nobody is told yet: see
    /// [`tell`](Self::tell).
    pub fn observe(
        &mut self,
        rules: &[Rule],
        monitor: &MonitorId,
        tags: &[Tag],
        facts: &Facts<'_>,
        at: Timestamp,
    ) -> Vec<Crossing> {
        self.end_idle(rules, monitor, Some(tags), at);
        let mut crossings = Vec::new();
        let before = self.monitors.get(monitor).cloned().unwrap_or_default();
        let mut alerts = before.clone();
        for rule in rules.iter().filter(|rule| rule.watches(monitor, tags)) {
            let value = facts.value(rule, at);
            if value.is_none() {
                continue;
            }
            let mut standing = alerts.of(rule);
            if let Some(transition) = standing.observe(rule, value, at) {
                if let Transition::Resolved { alert, .. } = transition {
                    self.note_end(rule, monitor, &mut standing, alert, at);
                }
                crossings.push(Crossing { rule: rule.id.clone(), monitor: monitor.clone(), transition });
            }
            alerts.set(standing, at);
        }
        if alerts != before {
            self.put(monitor, alerts);
        }
        crossings
    }

    /// Ends, without a word, what has no reason any more: alerts of rules that are gone, off or changed, of monitors that a rule is no longer for,
    /// and of monitors that are gone. To be called when rules, tags or monitors change. `tags_of` is `None` for a monitor that is gone.
    pub fn prune<'a>(&mut self, rules: &[Rule], tags_of: &dyn Fn(&MonitorId) -> Option<&'a [Tag]>, at: Timestamp) {
        let monitors: Vec<MonitorId> = self.monitors.keys().cloned().collect();
        for monitor in monitors {
            self.end_idle(rules, &monitor, tags_of(&monitor), at);
        }
    }

    fn end_idle(&mut self, rules: &[Rule], monitor: &MonitorId, tags: Option<&[Tag]>, at: Timestamp) {
        let Some(alerts) = self.monitors.get(monitor) else { return };
        let rule_of = |standing: &Standing| {
            rules.iter().find(|rule| rule.id == standing.rule && rule.expression() == standing.expression)
        };
        let watches = |rule: &Rule| tags.is_some_and(|tags| rule.watches(monitor, tags));
        let (kept, idle): (Vec<Standing>, Vec<Standing>) =
            alerts.iter().cloned().partition(|standing| rule_of(standing).is_some_and(watches));
        if idle.is_empty() {
            return;
        }
        for mut standing in idle {
            // Of a rule that is gone or asks another question, nothing is known that could be listed.
            if let (Some(rule), Phase::Firing { since, value, .. }) = (rule_of(&standing), standing.state.phase) {
                self.note_end(rule, monitor, &mut standing, Ended { since, value, told: false }, at);
            }
        }
        self.put(monitor, MonitorAlerts(kept));
    }

    /// Adds an alert to those that are over.
    fn note_end(&mut self, rule: &Rule, monitor: &MonitorId, standing: &mut Standing, ended: Ended, at: Timestamp) {
        let silenced = standing.is_silenced(at);
        standing.end_silence();
        let past = PastAlert { silenced, untold: ended.told && !silenced, ..PastAlert::new(rule, monitor, ended, at) };
        let all = Rc::make_mut(&mut self.past);
        all.push(past);
        all.drain(..all.len().saturating_sub(MOST_PAST));
    }

    fn put(&mut self, monitor: &MonitorId, alerts: MonitorAlerts) {
        if alerts.is_empty() {
            self.monitors.remove(monitor);
        } else {
            self.monitors.insert(monitor.clone(), alerts);
        }
    }

    /// Silences a rule at a monitor. Returns `false` if this is until recovery and nothing is firing.
    pub fn silence(&mut self, rule: &Rule, monitor: &MonitorId, until: Until, now: Timestamp) -> bool {
        let mut alerts = self.monitors.get(monitor).cloned().unwrap_or_default();
        let standing = alerts.of(rule);
        let is_possible = until != Until::Recovery || standing.is_firing();
        if is_possible {
            alerts.set(Standing { silence: Some(Silence { from: now, until }), ..standing }, now);
            self.put(monitor, alerts);
        }
        is_possible
    }

    /// Ends a silence. If the rule is firing and nobody was told, this is made up for.
    pub fn unsilence(&mut self, rule: &Rule, monitor: &MonitorId, now: Timestamp) {
        let Some(mut alerts) = self.monitors.get(monitor).cloned() else { return };
        let standing = alerts.of(rule);
        if standing.silence.is_some() {
            alerts.set(Standing { silence: None, ..standing }, now);
            self.put(monitor, alerts);
        }
    }

    /// What is firing, silenced or not.
    pub fn firing(&self) -> impl Iterator<Item = (&MonitorId, &Standing)> {
        let of_monitor = |(monitor, alerts)| MonitorAlerts::iter(alerts).map(move |standing| (monitor, standing));
        self.monitors.iter().flat_map(of_monitor).filter(|(_, standing)| standing.is_firing())
    }

    /// Forgets all about a monitor, past alerts too.
    pub fn forget(&mut self, monitor: &MonitorId) {
        self.monitors.remove(monitor);
        if self.past.iter().any(|past| past.monitor == *monitor) {
            Rc::make_mut(&mut self.past).retain(|past| past.monitor != *monitor);
        }
    }
}
