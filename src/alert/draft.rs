use serde::{Deserialize, Serialize};

use super::condition::{Condition, Step};
use super::subject::{self, Subject};
use super::{InvalidRule, Rule, RuleField, RuleId, RuleProblem, Rules, Scope, Severity, Unit};
use crate::account::Range;
use crate::json::shortest;
use crate::monitor::{MonitorId, Tag, folded};
use crate::session::looks_like_key;

/// A rule as typed into the form, unchecked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleDraft {
    /// Empty for a rule that is named by what it means.
    pub name: String,
    /// The name of the [`Subject`].
    pub metric: String,
    /// Counts only for costs.
    pub range: Range,
    /// Counts only for the share of a model.
    pub model: String,
    /// One of [`Condition::NAMES`], `is_not` for a flag that is false.
    pub condition: String,
    /// `5`, `$5` or `10%`. A share is always in percent, with the sign or without. Empty for a condition without a number.
    pub value: String,
    pub severity: Severity,
    pub for_collections: String,
    pub scope: DraftScope,
    pub enabled: bool,
}

/// Which monitors the form says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftScope {
    All,
    Monitors(Vec<MonitorId>),
    /// Separated by commas or line breaks.
    Tags(String),
}

/// A condition's name in the form for [`Condition::Is`] with `false`.
const IS_NOT: &str = "is_not";

const LONGEST_MODEL: usize = 200;
const MOST_IN_SCOPE: usize = 50;

impl RuleDraft {
    /// A form for a new rule, filled with the one that most people want.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            name: String::new(),
            metric: "credit_grants.total_available".to_owned(),
            range: Range::Month,
            model: String::new(),
            condition: "below".to_owned(),
            value: String::new(),
            severity: Severity::Warning,
            for_collections: "1".to_owned(),
            scope: DraftScope::All,
            enabled: true,
        }
    }

    /// A form filled with this rule.
    #[must_use]
    pub fn of(rule: &Rule) -> Self {
        let model = match &rule.subject {
            Subject::ModelShare { model, .. } => model.clone(),
            _ => String::new(),
        };
        let condition = if rule.condition == Condition::Is(false) { IS_NOT } else { rule.condition.name() };
        Self {
            name: rule.name.clone(),
            metric: rule.subject.name(),
            range: rule.subject.range().unwrap_or(Range::Month),
            model,
            condition: condition.to_owned(),
            value: typed(rule),
            severity: rule.severity,
            for_collections: rule.for_collections.to_string(),
            scope: match &rule.scope {
                Scope::All => DraftScope::All,
                Scope::Monitors(monitors) => DraftScope::Monitors(monitors.clone()),
                Scope::Tags(tags) => {
                    DraftScope::Tags(tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
                }
            },
            enabled: rule.enabled,
        }
    }

    /// Checks the draft of a new or edited rule. The rule has the id of the edited one, or `new_id`.
    ///
    /// # Errors
    /// All problems in the order of the form, at most one for each field.
    pub fn check(&self, edited: Option<&RuleId>, new_id: &RuleId, rules: &Rules) -> Result<Rule, Vec<RuleProblem>> {
        let mut problems = Vec::new();
        let mut note = |field, why| problems.push(RuleProblem { field, why });
        let name = self.name(edited, rules).map_err(|why| note(RuleField::Name, why)).unwrap_or_default();
        let subject = self.subject().map_err(|(field, why)| note(field, why)).ok();
        let condition = subject.as_ref().map(|subject| self.condition(subject));
        let condition = condition.and_then(|it| it.map_err(|(field, why)| note(field, why)).ok());
        let count =
            self.for_collections.trim().parse().ok().filter(|count| (1..=Rule::MOST_COLLECTIONS).contains(count));
        if count.is_none() {
            note(RuleField::ForCollections, InvalidRule::ForOdd);
        }
        let scope = self.scope().map_err(|(field, why)| note(field, why)).unwrap_or_default();
        if edited.is_none() && rules.is_full() {
            note(RuleField::Rule, InvalidRule::TooManyRules);
        }
        match (subject, condition, count) {
            (Some(subject), Some(condition), Some(for_collections)) if problems.is_empty() => Ok(Rule {
                id: edited.unwrap_or(new_id).clone(),
                name,
                subject,
                condition,
                severity: self.severity,
                for_collections,
                scope,
                enabled: self.enabled,
            }),
            _ => Err(problems),
        }
    }

    fn name(&self, edited: Option<&RuleId>, rules: &Rules) -> Result<String, InvalidRule> {
        let name = self.name.trim();
        let is_taken = |rule: &Rule| edited != Some(&rule.id) && folded(&rule.name) == folded(name);
        if name.chars().count() > Rule::LONGEST_NAME {
            Err(InvalidRule::NameTooLong)
        } else if looks_like_key(name) {
            Err(InvalidRule::LooksLikeKey)
        } else if !name.is_empty() && rules.all().iter().any(is_taken) {
            Err(InvalidRule::NameTaken)
        } else {
            Ok(name.to_owned())
        }
    }

    fn subject(&self) -> Result<Subject, (RuleField, InvalidRule)> {
        if self.metric != subject::MODEL_SHARE {
            let found = Subject::named(&self.metric, self.range);
            return found.ok_or((RuleField::Metric, InvalidRule::MetricUnknown));
        }
        let model = self.model.trim();
        let wrong = if model.is_empty() {
            InvalidRule::ModelMissing
        } else if model.chars().count() > LONGEST_MODEL {
            InvalidRule::ModelTooLong
        } else if looks_like_key(model) {
            InvalidRule::LooksLikeKey
        } else {
            return Ok(Subject::ModelShare { model: model.to_owned(), range: self.range });
        };
        Err((RuleField::Model, wrong))
    }

    fn condition(&self, subject: &Subject) -> Result<Condition, (RuleField, InvalidRule)> {
        let condition = match self.condition.as_str() {
            "is" => Condition::Is(true),
            IS_NOT => Condition::Is(false),
            "changes" => Condition::Changes,
            name if is_numeric(name, subject.unit()) => {
                self.numeric(name, subject.unit()).map_err(|why| (RuleField::Value, why))?
            }
            _ => return Err((RuleField::Condition, InvalidRule::ConditionDoesNotFit)),
        };
        if condition.fits(subject.unit()) && subject.allows(condition) {
            Ok(condition)
        } else {
            Err((RuleField::Condition, InvalidRule::ConditionDoesNotFit))
        }
    }

    fn numeric(&self, name: &str, unit: Unit) -> Result<Condition, InvalidRule> {
        let text = self.value.trim();
        let is_percent = text.ends_with('%');
        let text = text.trim_end_matches('%').trim_end().trim_start_matches('$').trim_start();
        let number: f64 = text.parse().ok().filter(|it: &f64| it.is_finite()).ok_or(InvalidRule::ValueOdd)?;
        let is_change = matches!(name, "rises_by" | "falls_by");
        if is_change && number <= 0.0 {
            return Err(InvalidRule::ValueNotPositive);
        }
        if !is_change && unit == Unit::Share && !(0.0..=100.0).contains(&number) {
            return Err(InvalidRule::ShareOdd);
        }
        let step = if is_percent || unit == Unit::Share { Step::Percent(number) } else { Step::Amount(number) };
        Condition::said(name, step, unit).ok_or(if is_percent {
            InvalidRule::ValueNotPercent
        } else {
            InvalidRule::ValueOdd
        })
    }

    fn scope(&self) -> Result<Scope, (RuleField, InvalidRule)> {
        match &self.scope {
            DraftScope::All => Ok(Scope::All),
            DraftScope::Monitors(monitors) if monitors.is_empty() => {
                Err((RuleField::Monitors, InvalidRule::MonitorsMissing))
            }
            DraftScope::Monitors(monitors) if monitors.len() > MOST_IN_SCOPE => {
                Err((RuleField::Monitors, InvalidRule::TooMany))
            }
            DraftScope::Monitors(monitors) => Ok(Scope::Monitors(monitors.clone())),
            DraftScope::Tags(text) => tags(text).map(Scope::Tags).map_err(|why| (RuleField::Tags, why)),
        }
    }
}

/// Whether such a condition has a number, and values of this unit can be compared with one.
fn is_numeric(name: &str, unit: Unit) -> bool {
    Condition::NAMES.contains(&name) && !matches!(unit, Unit::Flag | Unit::Text)
}

fn tags(text: &str) -> Result<Vec<Tag>, InvalidRule> {
    let texts = || text.split([',', '\n']).filter(|text| !text.trim().is_empty());
    if texts().nth(MOST_IN_SCOPE).is_some() {
        return Err(InvalidRule::TooMany);
    }
    if looks_like_key(text) {
        return Err(InvalidRule::LooksLikeKey);
    }
    let tags: Option<Vec<Tag>> = texts().map(Tag::parse).collect();
    match tags {
        None => Err(InvalidRule::TagOdd),
        Some(tags) if tags.is_empty() => Err(InvalidRule::TagsMissing),
        Some(tags) => Ok(tags),
    }
}

/// The number of a rule as the form shows it.
fn typed(rule: &Rule) -> String {
    let (number, is_percent) = match rule.condition {
        Condition::RisesBy(Step::Percent(percent)) | Condition::FallsBy(Step::Percent(percent)) => (percent, true),
        Condition::RisesBy(Step::Amount(amount)) | Condition::FallsBy(Step::Amount(amount)) => (amount, false),
        condition => match condition.number() {
            None => return String::new(),
            Some(share) if rule.subject.unit() == Unit::Share => (percent(share), true),
            Some(number) => (number, false),
        },
    };
    let mut text = shortest(number);
    if is_percent {
        text.push('%');
    }
    text
}

/// A share in percent, without the digits that the multiplication adds: 7 for 0.07.
fn percent(share: f64) -> f64 {
    (share * 1e8).round() / 1e6
}
