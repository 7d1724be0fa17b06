//! The form of a rule in files and in storage.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap as _};
use thiserror::Error;

use super::condition::{Condition, Step};
use super::{Rule, RuleId, Scope, Severity, Subject, subject};
use crate::account::Range;
use crate::json::{Json, shortest};
use crate::monitor::{MonitorId, Tag};

/// What is wrong with a rule in a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotARule {
    #[error("a rule is an object")]
    NotAnObject,
    #[error("a rule has no field `{0}`")]
    UnknownField(String),
    #[error("`{0}` has a value that does not fit")]
    OddField(&'static str),
    #[error("there is no metric `{0}` that a rule can be about")]
    UnknownMetric(String),
    #[error("`model_share` needs the name of a `model`")]
    ModelMissing,
    #[error("a rule needs a condition: below, at_most, above, at_least, equals, is, changes, rises_by or falls_by")]
    NoCondition,
    #[error("a rule has one condition, and this one has `{0}` and `{1}`")]
    TwoConditions(&'static str, &'static str),
    #[error("`{0}` cannot be said of this metric")]
    DoesNotFit(&'static str),
}

/// The fields beside those of [`Condition::NAMES`].
const FIELDS: [&str; 10] = ["id", "name", "metric", "range", "model", "severity", "for", "monitors", "tags", "enabled"];

/// Costs are summed over this range if a rule does not say.
const USUAL_RANGE: Range = Range::Month;

impl Rule {
    /// Reads a rule that a person wrote. `number` makes the id of one that has none.
    ///
    /// # Errors
    /// What is wrong with it first. A field that does not exist is an error: it may be a typing error in one that matters.
    pub fn written(rule: &Json, number: u32) -> Result<Self, NotARule> {
        let fields = rule.as_object().ok_or(NotARule::NotAnObject)?;
        let is_known = |name: &str| FIELDS.contains(&name) || Condition::NAMES.contains(&name);
        if let Some((unknown, _)) = fields.iter().find(|(name, _)| !is_known(name)) {
            return Err(NotARule::UnknownField(unknown.clone()));
        }
        Self::read(rule, Some(number))
    }

    fn read(rule: &Json, number: Option<u32>) -> Result<Self, NotARule> {
        let id = match field(rule, "id") {
            Some(id) => id.as_str().and_then(RuleId::parse),
            None => number.map(RuleId::numbered),
        };
        let subject = subject(rule)?;
        let condition = condition(rule, &subject)?;
        let name = text(rule, "name")?.unwrap_or_default();
        if name.chars().count() > Self::LONGEST_NAME {
            return Err(NotARule::OddField("name"));
        }
        Ok(Self {
            id: id.ok_or(NotARule::OddField("id"))?,
            name: name.to_owned(),
            severity: named(rule, "severity", Severity::named)?.unwrap_or_default(),
            for_collections: optional(rule, "for", |it| it.as_u64().and_then(count_in_a_row))?.unwrap_or(1),
            scope: scope(rule)?,
            enabled: optional(rule, "enabled", Json::as_bool)?.unwrap_or(true),
            subject,
            condition,
        })
    }
}

/// A field that is there and not null.
fn field<'a>(rule: &'a Json, name: &str) -> Option<&'a Json> {
    rule.get(name).filter(|value| !value.is_null())
}

/// The value of a field that need not be there.
fn optional<'a, T>(
    rule: &'a Json,
    name: &'static str,
    read: impl FnOnce(&'a Json) -> Option<T>,
) -> Result<Option<T>, NotARule> {
    field(rule, name).map(|value| read(value).ok_or(NotARule::OddField(name))).transpose()
}

fn text<'a>(rule: &'a Json, name: &'static str) -> Result<Option<&'a str>, NotARule> {
    optional(rule, name, Json::as_str)
}

fn named<T>(rule: &Json, name: &'static str, find: fn(&str) -> Option<T>) -> Result<Option<T>, NotARule> {
    optional(rule, name, |value| value.as_str().and_then(find))
}

fn count_in_a_row(count: u64) -> Option<u8> {
    u8::try_from(count).ok().filter(|count| (1..=Rule::MOST_COLLECTIONS).contains(count))
}

fn subject(rule: &Json) -> Result<Subject, NotARule> {
    let name = text(rule, "metric")?.ok_or(NotARule::OddField("metric"))?;
    let range = named(rule, "range", Range::named)?;
    let model = text(rule, "model")?;
    let over = range.unwrap_or(USUAL_RANGE);
    let found = if name == subject::MODEL_SHARE {
        Subject::ModelShare { model: model.ok_or(NotARule::ModelMissing)?.to_owned(), range: over }
    } else {
        Subject::named(name, over).ok_or_else(|| NotARule::UnknownMetric(name.to_owned()))?
    };
    if range.is_some() && found.range().is_none() {
        return Err(NotARule::OddField("range"));
    }
    if model.is_some() && name != subject::MODEL_SHARE {
        return Err(NotARule::OddField("model"));
    }
    Ok(found)
}

fn condition(rule: &Json, subject: &Subject) -> Result<Condition, NotARule> {
    let mut given = Condition::NAMES.into_iter().filter_map(|name| Some((name, field(rule, name)?)));
    let (name, value) = given.next().ok_or(NotARule::NoCondition)?;
    if let Some((other, _)) = given.next() {
        return Err(NotARule::TwoConditions(name, other));
    }
    let read = match name {
        "is" => value.as_bool().map(Condition::Is),
        "changes" => value.as_bool().filter(|it| *it).map(|_| Condition::Changes),
        _ => step(value).and_then(|step| Condition::said(name, step, subject.unit())),
    };
    let read = read.ok_or(NotARule::OddField(name))?;
    if read.fits(subject.unit()) && subject.allows(read) { Ok(read) } else { Err(NotARule::DoesNotFit(name)) }
}

/// `5`, or `"10%"`.
fn step(value: &Json) -> Option<Step> {
    match value.as_str() {
        Some(text) => percent(text),
        None => value.as_f64().map(Step::Amount),
    }
}

fn percent(text: &str) -> Option<Step> {
    let number: f64 = text.trim().strip_suffix('%')?.trim_end().parse().ok()?;
    number.is_finite().then_some(Step::Percent(number))
}

fn scope(rule: &Json) -> Result<Scope, NotARule> {
    let monitors = list(rule, "monitors", MonitorId::parse)?;
    let tags = list(rule, "tags", Tag::parse)?;
    match (monitors, tags) {
        (None, None) => Ok(Scope::All),
        (Some(monitors), None) => Ok(Scope::Monitors(monitors)),
        (None, Some(tags)) => Ok(Scope::Tags(tags)),
        (Some(_), Some(_)) => Err(NotARule::OddField("tags")),
    }
}

fn list<T>(rule: &Json, name: &'static str, read: fn(&str) -> Option<T>) -> Result<Option<Vec<T>>, NotARule> {
    optional(rule, name, |value| value.as_array()?.iter().map(|item| read(item.as_str()?)).collect())
}

impl<'de> Deserialize<'de> for Rule {
    /// Fields of a later version are left out.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(&Json::deserialize(deserializer)?, None).map_err(D::Error::custom)
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("id", &self.id)?;
        if !self.name.is_empty() {
            fields.serialize_entry("name", &self.name)?;
        }
        fields.serialize_entry("metric", &self.subject.name())?;
        if let Some(range) = self.subject.range() {
            fields.serialize_entry("range", &range)?;
        }
        if let Subject::ModelShare { model, .. } = &self.subject {
            fields.serialize_entry("model", model)?;
        }
        let name = self.condition.name();
        match self.condition {
            Condition::Is(flag) => fields.serialize_entry(name, &flag)?,
            Condition::Changes => fields.serialize_entry(name, &true)?,
            Condition::RisesBy(Step::Percent(percent)) | Condition::FallsBy(Step::Percent(percent)) => {
                fields.serialize_entry(name, &written_percent(percent))?;
            }
            Condition::RisesBy(Step::Amount(number)) | Condition::FallsBy(Step::Amount(number)) => {
                fields.serialize_entry(name, &number)?;
            }
            condition => fields.serialize_entry(name, &condition.number())?,
        }
        fields.serialize_entry("severity", &self.severity)?;
        if self.for_collections > 1 {
            fields.serialize_entry("for", &self.for_collections)?;
        }
        match &self.scope {
            Scope::All => {}
            Scope::Monitors(monitors) => fields.serialize_entry("monitors", monitors)?,
            Scope::Tags(tags) => fields.serialize_entry("tags", tags)?,
        }
        if !self.enabled {
            fields.serialize_entry("enabled", &false)?;
        }
        fields.end()
    }
}

fn written_percent(percent: f64) -> String {
    let mut text = shortest(percent);
    text.push('%');
    text
}
