use serde::{Deserialize, Deserializer, Serialize};

use super::{Rule, RuleId, default_rules};
use crate::json::{self, Json};

/// The most rules that a person can add.
pub const MOST_RULES: usize = 50;

/// What a person decided about rules. Of a rule that is there from the start only a change is kept, so a reset is to forget it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Rules that take the place of the default one with the same id.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "readable")]
    changed: Vec<Rule>,
    /// In the order in which they were added.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "readable")]
    own: Vec<Rule>,
    /// The last number given to a rule.
    last: u32,
}

/// The rules that can be read. One about a metric that is no longer in the catalogue must not take the others along.
fn readable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Rule>, D::Error> {
    let rules = Vec::<Json>::deserialize(deserializer)?;
    Ok(rules.iter().filter_map(|rule| json::from_tree(rule).ok()).collect())
}

impl Rules {
    /// Exactly these rules and none of the defaults: for a file that brings its own. Of two with one id the first counts.
    #[must_use]
    pub fn only(rules: impl IntoIterator<Item = Rule>) -> Self {
        let changed = default_rules().into_iter().map(|rule| Rule { enabled: false, ..rule }).collect();
        let mut all = Self { changed, ..Self::default() };
        for rule in rules {
            if let Some(changed) = all.changed.iter_mut().find(|it| it.id == rule.id) {
                *changed = rule;
            } else if all.own.iter().all(|it| it.id != rule.id) {
                all.own.push(rule);
            }
        }
        all
    }

    /// The default rules, as a person changed them, then those a person added.
    #[must_use]
    pub fn all(&self) -> Vec<Rule> {
        let changed = |rule: Rule| self.changed.iter().find(|it| it.id == rule.id).cloned().unwrap_or(rule);
        default_rules().into_iter().map(changed).chain(self.own.iter().cloned()).collect()
    }

    #[must_use]
    pub fn get(&self, id: &RuleId) -> Option<Rule> {
        self.all().into_iter().find(|rule| rule.id == *id)
    }

    /// Whether a default rule is not as it was at the start.
    #[must_use]
    pub fn is_changed(&self, id: &RuleId) -> bool {
        self.changed.iter().any(|rule| rule.id == *id)
    }

    /// Whether a rule comes with the program. It can be switched off, but not deleted.
    #[must_use]
    pub fn is_default(id: &RuleId) -> bool {
        default_rules().iter().any(|rule| rule.id == *id)
    }

    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.own.len() >= MOST_RULES
    }

    /// The id for one more rule.
    pub fn next_id(&mut self) -> RuleId {
        loop {
            self.last = self.last.wrapping_add(1);
            let id = RuleId::numbered(self.last);
            if self.own.iter().all(|rule| rule.id != id) {
                return id;
            }
        }
    }

    /// Puts a rule in the place of the one with the same id, or adds it. Returns `false` if there are too many.
    pub fn set(&mut self, rule: Rule) -> bool {
        if let Some(default) = default_rules().into_iter().find(|it| it.id == rule.id) {
            self.reset(&rule.id);
            if rule != default {
                self.changed.push(rule);
            }
        } else if let Some(own) = self.own.iter_mut().find(|it| it.id == rule.id) {
            *own = rule;
        } else if self.is_full() {
            return false;
        } else {
            self.own.push(rule);
        }
        true
    }

    /// Switches a rule on or off. Returns `false` if there is none with this id.
    pub fn switch(&mut self, id: &RuleId, enabled: bool) -> bool {
        self.get(id).is_some_and(|rule| self.set(Rule { enabled, ..rule }))
    }

    /// Makes a default rule what it was at the start.
    pub fn reset(&mut self, id: &RuleId) {
        self.changed.retain(|rule| rule.id != *id);
    }

    /// Deletes a rule that a person added.
    pub fn delete(&mut self, id: &RuleId) {
        self.own.retain(|rule| rule.id != *id);
    }
}
