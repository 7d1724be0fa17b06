use serde::{Deserialize, Serialize};

use super::state::Ended;
use super::{Rule, RuleId, Severity};
use crate::account::Timestamp;
use crate::monitor::MonitorId;

/// An alert that is over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PastAlert {
    pub rule: RuleId,
    /// The rule's name; empty if it had none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The name of the rule's subject. It gives the unit of `value`, also if the rule is gone.
    pub metric: String,
    pub monitor: MonitorId,
    pub severity: Severity,
    /// What made it fire.
    pub value: f64,
    pub from: Timestamp,
    pub until: Timestamp,
    /// Whether it was silenced at the end.
    #[serde(default, skip_serializing_if = "is_false")]
    pub silenced: bool,
    /// Whether the person is still to be told that it is over.
    #[serde(default, skip_serializing_if = "is_false")]
    pub untold: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// The most alerts that are kept after their end.
pub const MOST_PAST: usize = 100;

impl PastAlert {
    /// The alert of `rule` that ended at `until`.
    pub(super) fn new(rule: &Rule, monitor: &MonitorId, ended: Ended, until: Timestamp) -> Self {
        Self {
            rule: rule.id.clone(),
            name: rule.name.clone(),
            metric: rule.subject.name(),
            monitor: monitor.clone(),
            severity: rule.severity,
            value: ended.value,
            from: ended.since.min(until),
            until,
            silenced: false,
            untold: false,
        }
    }
}
