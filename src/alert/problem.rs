//! What can be wrong in the form of a rule.

use serde::{Deserialize, Serialize};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleField {
    Name,
    Metric,
    Model,
    Condition,
    Value,
    ForCollections,
    Monitors,
    Tags,
    /// No field: the rule as a whole.
    Rule,
}

/// What is wrong with a field. The messages are in `view::alert_words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidRule {
    /// Longer than 100 characters.
    NameTooLong,
    /// Another rule has this name.
    NameTaken,
    /// A key in a field that is shown and exported.
    LooksLikeKey,
    MetricUnknown,
    ModelMissing,
    /// Longer than 200 characters.
    ModelTooLong,
    /// It cannot be said of this metric.
    ConditionDoesNotFit,
    /// Not a number.
    ValueOdd,
    /// A change of zero or less.
    ValueNotPositive,
    /// A percentage of something that is no share.
    ValueNotPercent,
    /// A share that is not between 0 and 100 percent.
    ShareOdd,
    /// Not a whole number from 1 to 100.
    ForOdd,
    MonitorsMissing,
    TagsMissing,
    /// A tag that is not `key:value`.
    TagOdd,
    /// More than 50 tags or monitors.
    TooMany,
    TooManyRules,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleProblem {
    pub field: RuleField,
    pub why: InvalidRule,
}

impl RuleField {
    /// Its name in markup.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Metric => "metric",
            Self::Model => "model",
            Self::Condition => "condition",
            Self::Value => "value",
            Self::ForCollections => "for",
            Self::Monitors => "monitors",
            Self::Tags => "tags",
            Self::Rule => "rule",
        }
    }
}
