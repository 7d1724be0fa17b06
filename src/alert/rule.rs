use super::condition::{Condition, Step};
use super::fingerprint::Fingerprint;
use super::{RuleId, Scope, Severity, Subject};
use crate::monitor::{MonitorId, Tag};

/// When a person wants to be told. In files and in storage it has the form that the [module](super) describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub id: RuleId,
    /// Chosen by a person; empty for a rule that is named by what it means.
    pub name: String,
    pub subject: Subject,
    pub condition: Condition,
    pub severity: Severity,
    /// How many readings in a row the condition must hold before the rule fires. 0 counts as 1.
    pub for_collections: u8,
    pub scope: Scope,
    pub enabled: bool,
}

impl Rule {
    /// The most characters of a name.
    pub const LONGEST_NAME: usize = 100;

    /// The most readings in a row that a rule waits for.
    pub const MOST_COLLECTIONS: u8 = 100;

    /// A rule for all monitors that fires at the first reading.
    #[must_use]
    pub const fn new(id: RuleId, subject: Subject, condition: Condition, severity: Severity) -> Self {
        Self {
            id,
            name: String::new(),
            subject,
            condition,
            severity,
            for_collections: 1,
            scope: Scope::All,
            enabled: true,
        }
    }

    /// Whether it watches this monitor now.
    #[must_use]
    pub fn watches(&self, monitor: &MonitorId, tags: &[Tag]) -> bool {
        self.enabled && self.scope.includes(monitor, tags)
    }

    /// A number that stands for subject and condition. A rule with another one asks another question, so its alerts begin anew.
    #[must_use]
    pub fn expression(&self) -> u32 {
        let of_subject = Fingerprint::new().add(self.subject.name().as_bytes());
        let of_subject = match self.subject.range() {
            Some(range) => of_subject.add(range.name().as_bytes()),
            None => of_subject,
        };
        let of_subject = match &self.subject {
            Subject::ModelShare { model, .. } => of_subject.add(model.as_bytes()),
            _ => of_subject,
        };
        let all = of_subject.add(self.condition.name().as_bytes());
        let (kind, number) = match self.condition {
            Condition::Is(flag) => (0, f64::from(u8::from(flag))),
            Condition::RisesBy(Step::Percent(number)) | Condition::FallsBy(Step::Percent(number)) => (1, number),
            Condition::RisesBy(Step::Amount(number)) | Condition::FallsBy(Step::Amount(number)) => (2, number),
            condition => (3, condition.number().unwrap_or_default()),
        };
        all.add(&[kind]).add(&number.to_bits().to_le_bytes()).number()
    }
}
