//! What a person is told, once: all that is new, as one notification.

use std::rc::Rc;

use super::condition::Condition;
use super::state::Phase;
use super::subject::Derived;
use super::{Alerts, Rule, RuleId, Severity, Standing, Subject};
use crate::account::Timestamp;
use crate::monitor::MonitorId;

/// The content of one notification. At least one list has an item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Telling {
    /// The gravest first.
    pub fired: Vec<Told>,
    /// The oldest first.
    pub resolved: Vec<Told>,
}

/// One alert that a person is told of.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub rule: RuleId,
    pub monitor: MonitorId,
    pub severity: Severity,
    /// What made it fire, in the unit of the rule's subject.
    pub value: f64,
    /// When it fired.
    pub since: Timestamp,
}

impl Telling {
    /// The gravest of what has fired. `None` if everything told is over.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.fired.first().map(|told| told.severity)
    }

    /// If it is all about one monitor: which.
    #[must_use]
    pub fn only_monitor(&self) -> Option<&MonitorId> {
        let mut all = self.fired.iter().chain(&self.resolved).map(|told| &told.monitor);
        let first = all.next()?;
        all.all(|monitor| monitor == first).then_some(first)
    }
}

impl Alerts {
    /// What a person does not know yet, marked as told. `None` if there is nothing.
    ///
    /// Nothing is said of alerts that are silenced, or inhibited by another one. If they still fire when that ends, they are told then.
    pub fn tell(&mut self, rules: &[Rule], now: Timestamp) -> Option<Telling> {
        let mut telling = Telling::default();
        for (monitor, alerts) in self.monitors.iter() {
            let rule_of = |standing: &Standing| rules.iter().find(|rule| rule.id == standing.rule);
            let firing = || alerts.iter().filter(|it| it.is_firing()).filter_map(|it| Some((it, rule_of(it)?)));
            for (standing, rule) in firing() {
                let Phase::Firing { since, value, told: false } = standing.state.phase else { continue };
                if standing.is_silenced(now) || firing().any(|(_, other)| inhibits(other, rule)) {
                    continue;
                }
                let told =
                    Told { rule: rule.id.clone(), monitor: monitor.clone(), severity: rule.severity, value, since };
                let place = telling.fired.partition_point(|other| other.severity >= told.severity);
                telling.fired.insert(place, told);
            }
        }
        for told in &telling.fired {
            let alerts = self.monitors.get_mut(&told.monitor);
            let standing = alerts.and_then(|alerts| alerts.0.iter_mut().find(|it| it.rule == told.rule));
            if let Some(Phase::Firing { told, .. }) = standing.map(|it| &mut it.state.phase) {
                *told = true;
            }
        }
        if self.past.iter().any(|past| past.untold) {
            for past in Rc::make_mut(&mut self.past).iter_mut().filter(|past| past.untold) {
                past.untold = false;
                telling.resolved.push(Told {
                    rule: past.rule.clone(),
                    monitor: past.monitor.clone(),
                    severity: past.severity,
                    value: past.value,
                    since: past.from,
                });
            }
        }
        (telling != Telling::default()).then_some(telling)
    }
}

/// Whether an alert says all that needs to be said, so that the other of the same monitor is not told as well: nothing can be read, or it is the same
/// matter and graver.
fn inhibits(by: &Rule, other: &Rule) -> bool {
    let (outage, of_other) = (outage(by), outage(other));
    outage > of_other || (by.subject.is_same_matter(&other.subject) && by.severity > other.severity)
}

/// How far a rule is about the account not being read at all: an ended session is also why the monitor is down.
fn outage(rule: &Rule) -> u8 {
    match (&rule.subject, rule.condition) {
        (Subject::Derived(Derived::SessionEnded), Condition::Is(true)) => 2,
        (Subject::Derived(Derived::MonitorDown), Condition::Is(true)) => 1,
        _ => 0,
    }
}
