//! Alerts: rules about what is read of a monitor, when they fire and recover, and what a person is told of it.
//!
//! ```text
//!   an answer is stored ──► Facts ──► Alerts::observe ──► for each Rule: value ──► evaluate(rule, state, value, at) ──► Crossing
//!                                                                                     ▲
//!   rules, tags or monitors change ──► Alerts::prune                                  │ the same
//!   a collection ends ──► Alerts::tell ──► Telling: one notification          backtest(rule, history) ──► Firing
//! ```
//!
//! The engine does not call this yet. All is plain data and pure functions. The state of each rule at each monitor is to be stored in the same call
//! as the reading that it follows from, so that each crossing is found once, whenever the worker ends. What is told of it is marked in the same state.
//!
//! - **A crossing** is the reading at which a rule's condition has held as often in a row as the rule says. Until the alert is over there is no other.
//! - **Over** is an alert when its value is beyond the threshold by a margin: 5 % of it, or one day for days. Values that go to and fro around the
//!   threshold cause one alert. Flags, equality and changes have no margin.
//! - **What was not read** neither fires nor ends nor counts. So a monitor that was never read raises nothing.
//! - **A change** compares with the last good reading, however long ago that is. It fires for the one reading that differs, and is over with the next.
//! - **A changed rule** begins anew if its subject or condition changes, not if its name, severity, scope or count does. The alerts of a rule that is off
//!   or deleted, and of a monitor that is deleted or no longer in its scope, end without a word.
//!
//! # What others call it
//!
//! | here | HertzBeat | Prometheus | Alertmanager |
//! |---|---|---|---|
//! | [`Rule`] | threshold rule | alerting rule | |
//! | [`Subject`] | metric object | the metric in `expr` | |
//! | [`Condition`] | threshold rule, expression | the comparison in `expr`; `delta`, `changes` | |
//! | [`Rule::for_collections`] | trigger count | `for`, as a time | |
//! | [`Severity`] | alert level: warning, critical, emergency | label `severity` | label `severity` |
//! | [`Scope`] | associated monitors: direct binding, label association | label matchers in `expr` | matchers of a route |
//! | [`Rule::enabled`] | enable alert | | |
//! | [`Phase::Pending`], [`Phase::Firing`] | firing | `pending`, `firing` | `active` |
//! | [`Transition::Resolved`], [`PastAlert`] | resolved, alarm center | `inactive` | `resolved` |
//! | margin of a [`Condition`] | | `keep_firing_for`, as a time | |
//! | identity: rule, monitor, when it fired | labels | labels, `activeAt` | fingerprint, `startsAt` |
//! | [`Alerts::tell`], [`Telling`]: all that is new is one notification | alarm group | | `group_by`; `group_wait` is zero |
//! | each alert is told once | repeat interval of an alarm group | | `repeat_interval` without end |
//! | [`Silence`] | alarm silence | | silence |
//! | an ended session goes before a down monitor, both before all others, the graver before the other on one matter | alarm inhibit | | `inhibit_rules` |
//! | [`backtest`] | | `promtool test rules` | |
//!
//! # A rule in a file
//!
//! ```json
//! {"name": "low", "metric": "credit_grants.total_available", "below": 5, "severity": "critical", "for": 2}
//! ```
//!
//! This is also the form in which a rule is stored. [`Rule::written`] reads it and says what is wrong.
//!
//! | field | what |
//! |---|---|
//! | `id` | lower-case letters, digits, `_`, `-`, `#`; absent: `#` and its number. That of a [default rule](default_rules) takes its place |
//! | `name` | at most 100 characters; absent: named by what it means |
//! | `metric` | a metric of the catalogue by its full name, `model_cost.cost` for the cost of all models, or `model_share`, `balance_share`, `days_left`, `month_forecast`, `today_against_usual`, `unusual_day`, `grant_expires_in_days`, `session_ended`, `monitor_down`, `response_time` |
//! | `range` | for `model_cost.cost` and `model_share`: `today`, `week`, `month` (if absent), `thirty_days` |
//! | `model` | for `model_share`: the model's name |
//! | the condition, one of | |
//! | `below`, `at_most`, `above`, `at_least` | a number: dollars, days, milliseconds, a multiple; for a share from 0 to 1, or `"10%"` |
//! | `equals` | a number, not for days |
//! | `is` | `true` or `false`, for flags |
//! | `changes` | `true`: another value than at the last good reading; for texts too |
//! | `rises_by`, `falls_by` | a number above zero, or a part of the value before: `"50%"` |
//! | `severity` | `warning` (if absent), `critical`, `emergency` |
//! | `for` | readings in a row, 1 (if absent) to 100 |
//! | `monitors` | ids of monitors; absent: all |
//! | `tags` | `["key:value"]`: monitors with one of them; absent: all |
//! | `enabled` | absent: `true` |
//!
//! A metric that is a time, such as `billing_subscription.access_until`, counts in days from the reading, negative if it is over.

mod alerts;
mod backtest;
mod condition;
mod defaults;
mod draft;
mod facts;
mod fingerprint;
mod id;
mod past;
mod problem;
mod rule;
mod rules;
mod scope;
mod severity;
mod silence;
mod standing;
mod state;
mod subject;
mod telling;
mod unit;
mod written;

pub use self::alerts::{Alerts, Crossing};
pub use self::backtest::{Backtest, Firing, Past, Untold, backtest};
pub use self::condition::{Condition, Step, Verdict};
pub use self::defaults::default_rules;
pub use self::draft::{DraftScope, RuleDraft};
pub use self::facts::Facts;
pub use self::id::RuleId;
pub use self::past::{MOST_PAST, PastAlert};
pub use self::problem::{InvalidRule, RuleField, RuleProblem};
pub use self::rule::Rule;
pub use self::rules::{MOST_RULES, Rules};
pub use self::scope::Scope;
pub use self::severity::Severity;
pub use self::silence::{Silence, Until};
pub use self::standing::{MonitorAlerts, Standing};
pub use self::state::{AlertState, Ended, Phase, Seen, Transition, evaluate};
pub use self::subject::{Derived, Subject};
pub use self::telling::{Telling, Told};
pub use self::unit::Unit;
pub use self::written::NotARule;

#[cfg(test)]
mod tests;
