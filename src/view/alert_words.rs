//! What a person reads about alert rules: what one means, when it is over, how often it would have fired, what is wrong with one in the form.

use std::borrow::Cow;

use super::{Arg, Message};
use crate::account::{Range, Usd, catalogue};
use crate::alert::{Backtest, Condition, Derived, InvalidRule, Rule, RuleProblem, Step, Subject, Unit, Untold};

/// The name of a rule: that which a person gave it, or what it means.
#[must_use]
pub fn rule_name(rule: &Rule) -> Message {
    if rule.name.is_empty() { meaning(rule) } else { Message::verbatim(rule.name.as_str()) }
}

/// What a rule means, as a sentence: when it fires.
#[must_use]
pub fn meaning(rule: &Rule) -> Message {
    of_its_own(rule).unwrap_or_else(|| of_any_metric(rule))
}

/// A value in the unit of the rule's subject. `None` for a text, of which only a number is kept.
#[must_use]
pub fn value_words(subject: &Subject, value: f64) -> Option<Arg> {
    match subject.unit() {
        Unit::Text => None,
        unit => Some(in_unit(unit, value)),
    }
}

/// What else there is to say of when a rule fires and when it is over.
#[must_use]
pub fn details(rule: &Rule) -> Vec<Message> {
    let unit = rule.subject.unit();
    let in_a_row = (rule.for_collections > 1)
        .then(|| Message::with("alert_in_a_row", [Arg::Count(usize::from(rule.for_collections))]));
    let over = rule.condition.ends_at(unit).and_then(|at| {
        let key = match rule.condition {
            Condition::Below(_) => "alert_over_at_least",
            Condition::AtMost(_) => "alert_over_above",
            Condition::Above(_) => "alert_over_at_most",
            Condition::AtLeast(_) => "alert_over_below",
            _ => return None,
        };
        Some(Message::with(key, [in_unit(unit, at)]))
    });
    in_a_row.into_iter().chain(over).collect()
}

/// How often a rule would have fired, and when last.
#[must_use]
pub fn backtest_words(backtest: &Result<Backtest, Untold>) -> Message {
    let done = match backtest {
        Ok(done) => done,
        Err(Untold::NotKept) => return Message::plain("alert_history_not_kept"),
        Err(Untold::TooCoarse) => return Message::plain("alert_history_too_coarse"),
    };
    let Some(since) = done.since else { return Message::plain("alert_history_empty") };
    let since = Arg::Date(since);
    match done.firings.as_slice() {
        [] => Message::with("alert_would_never", [since]),
        [only] => Message::with("alert_would_once", [since, Arg::Date(only.from)]),
        [.., last] => Message::with("alert_would_often", [Arg::Count(done.firings.len()), since, Arg::Date(last.from)]),
    }
}

/// A sentence that is made for the subject.
fn of_its_own(rule: &Rule) -> Option<Message> {
    let unit = rule.subject.unit();
    let value = |number| [in_unit(unit, number)];
    if let Subject::ModelShare { model, range } = &rule.subject {
        let (key, share) = match rule.condition {
            Condition::Below(share) => ("alert_means_model_share_below", share),
            Condition::AtMost(share) => ("alert_means_model_share_at_most", share),
            Condition::Above(share) => ("alert_means_model_share_above", share),
            Condition::AtLeast(share) => ("alert_means_model_share_at_least", share),
            _ => return None,
        };
        return Some(Message::with(key, [Arg::Text(model.clone()), Arg::Share(share), Arg::Word(range_key(*range))]));
    }
    let Subject::Derived(derived) = rule.subject else { return None };
    let (key, number) = match (derived, rule.condition) {
        (Derived::UnusualDay, Condition::Is(true)) => return Some(Message::plain("alert_means_unusual_day")),
        (Derived::SessionEnded, Condition::Is(true)) => return Some(Message::plain("alert_means_session_ended")),
        (Derived::MonitorDown, Condition::Is(true)) => return Some(Message::plain("alert_means_monitor_down")),
        (Derived::BalanceShare, Condition::Below(it)) => ("alert_means_balance_share_below", it),
        (Derived::BalanceShare, Condition::AtMost(it)) => ("alert_means_balance_share_at_most", it),
        (Derived::DaysLeft, Condition::Below(it)) => ("alert_means_days_left_below", it),
        (Derived::DaysLeft, Condition::AtMost(it)) => ("alert_means_days_left_at_most", it),
        (Derived::GrantExpiresInDays, Condition::Below(it)) => ("alert_means_grant_expires_below", it),
        (Derived::GrantExpiresInDays, Condition::AtMost(it)) => ("alert_means_grant_expires_at_most", it),
        (Derived::MonthForecast, Condition::Above(it)) => ("alert_means_month_forecast_above", it),
        (Derived::MonthForecast, Condition::AtLeast(it)) => ("alert_means_month_forecast_at_least", it),
        (Derived::TodayAgainstUsual, Condition::Above(it)) => ("alert_means_today_above", it),
        (Derived::TodayAgainstUsual, Condition::AtLeast(it)) => ("alert_means_today_at_least", it),
        _ => return None,
    };
    Some(Message::with(key, value(number)))
}

/// A sentence with the metric's name in it.
fn of_any_metric(rule: &Rule) -> Message {
    let unit = rule.subject.unit();
    let is_days = unit == Unit::Days;
    let (key, value) = match rule.condition {
        Condition::Below(it) if is_days => ("alert_means_days_below", Some(in_unit(unit, it))),
        Condition::AtMost(it) if is_days => ("alert_means_days_at_most", Some(in_unit(unit, it))),
        Condition::Above(it) if is_days => ("alert_means_days_above", Some(in_unit(unit, it))),
        Condition::AtLeast(it) if is_days => ("alert_means_days_at_least", Some(in_unit(unit, it))),
        Condition::Below(it) => ("alert_means_below", Some(in_unit(unit, it))),
        Condition::AtMost(it) => ("alert_means_at_most", Some(in_unit(unit, it))),
        Condition::Above(it) => ("alert_means_above", Some(in_unit(unit, it))),
        Condition::AtLeast(it) => ("alert_means_at_least", Some(in_unit(unit, it))),
        Condition::Equals(it) => ("alert_means_equals", Some(in_unit(unit, it))),
        Condition::Is(true) => ("alert_means_yes", None),
        Condition::Is(false) => ("alert_means_no", None),
        Condition::Changes => ("alert_means_changes", None),
        Condition::RisesBy(step) if is_days => ("alert_means_days_rise", Some(stepped(unit, step))),
        Condition::FallsBy(step) if is_days => ("alert_means_days_fall", Some(stepped(unit, step))),
        Condition::RisesBy(step) => ("alert_means_rises", Some(stepped(unit, step))),
        Condition::FallsBy(step) => ("alert_means_falls", Some(stepped(unit, step))),
    };
    Message::with(key, [Arg::Word(subject_key(&rule.subject))].into_iter().chain(value))
}

fn in_unit(unit: Unit, number: f64) -> Arg {
    match unit {
        Unit::Usd => Arg::Usd(Usd::from_dollars_saturating(number)),
        Unit::Share => Arg::Share(number),
        Unit::Flag => Arg::Word(Cow::Borrowed(if number == 0.0 { "no" } else { "yes" })),
        Unit::Days | Unit::Times | Unit::Millis | Unit::Credits | Unit::Text => Arg::Number(number),
    }
}

fn stepped(unit: Unit, step: Step) -> Arg {
    match step {
        Step::Amount(amount) => in_unit(unit, amount),
        Step::Percent(percent) => Arg::Share(percent / 100.0),
    }
}

/// The key of the name of what a rule is about.
#[must_use]
pub fn subject_key(subject: &Subject) -> Cow<'static, str> {
    Cow::Borrowed(match subject {
        Subject::Metric(name) => {
            return catalogue::named(name).map(|metric| Cow::Owned(metric.label_key())).unwrap_or_default();
        }
        Subject::Cost(Range::Today) => "alert_metric_cost_today",
        Subject::Cost(Range::Week) => "alert_metric_cost_week",
        Subject::Cost(Range::Month) => "alert_metric_cost_month",
        Subject::Cost(Range::ThirtyDays) => "alert_metric_cost_thirty_days",
        Subject::ModelShare { .. } => "alert_metric_model_share",
        Subject::Derived(derived) => match derived {
            Derived::BalanceShare => "alert_metric_balance_share",
            Derived::DaysLeft => "alert_metric_days_left",
            Derived::MonthForecast => "alert_metric_month_forecast",
            Derived::TodayAgainstUsual => "alert_metric_today_against_usual",
            Derived::UnusualDay => "alert_metric_unusual_day",
            Derived::GrantExpiresInDays => "alert_metric_grant_expires",
            Derived::SessionEnded => "alert_metric_session_ended",
            Derived::MonitorDown => "alert_metric_monitor_down",
            Derived::ResponseTime => "alert_metric_response_time",
        },
    })
}

const fn range_key(range: Range) -> Cow<'static, str> {
    Cow::Borrowed(match range {
        Range::Today => "range_today",
        Range::Week => "range_week",
        Range::Month => "range_month",
        Range::ThirtyDays => "range_thirty_days",
    })
}

/// The message for a problem with a field of the form: what is wrong, and what would be right.
#[must_use]
pub fn rule_problem_words(problem: RuleProblem) -> Message {
    Message::plain(match problem.why {
        InvalidRule::NameTooLong => "invalid_rule_name_too_long",
        InvalidRule::NameTaken => "invalid_rule_name_taken",
        InvalidRule::LooksLikeKey => "invalid_looks_like_key",
        InvalidRule::MetricUnknown => "invalid_rule_metric",
        InvalidRule::ModelMissing => "invalid_rule_model_missing",
        InvalidRule::ModelTooLong => "invalid_rule_model_too_long",
        InvalidRule::ConditionDoesNotFit => "invalid_rule_condition",
        InvalidRule::ValueOdd => "invalid_rule_value",
        InvalidRule::ValueNotPositive => "invalid_rule_not_positive",
        InvalidRule::ValueNotPercent => "invalid_rule_percent",
        InvalidRule::ShareOdd => "invalid_rule_share",
        InvalidRule::ForOdd => "invalid_rule_for",
        InvalidRule::MonitorsMissing => "invalid_rule_monitors_missing",
        InvalidRule::TagsMissing => "invalid_rule_tags_missing",
        InvalidRule::TagOdd => "invalid_tag_odd",
        InvalidRule::TooMany => "invalid_rule_too_many",
        InvalidRule::TooManyRules => "invalid_rule_too_many_rules",
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::account::Timestamp;
    use crate::account::catalogue::Scope;
    use crate::alert::{Firing, RuleField, RuleId, Severity, default_rules};
    use crate::json;

    fn messages() -> Value {
        serde_json::from_str(include_str!("../../extension/_locales/en/messages.json")).unwrap()
    }

    fn rule(subject: Subject, condition: Condition) -> Rule {
        Rule::new(RuleId::parse("x").unwrap(), subject, condition, Severity::Warning)
    }

    /// The English text, with arguments in a plain form.
    fn english(messages: &Value, message: &Message) -> String {
        let text = &messages[message.key.as_ref()];
        let placeholders = text["placeholders"].as_object().cloned().unwrap_or_default();
        assert_eq!(placeholders.len(), message.args.len(), "{message:?}");
        let mut said = text["message"].as_str().unwrap_or_else(|| panic!("{message:?}")).to_owned();
        for (name, placeholder) in placeholders {
            let number: usize = placeholder["content"].as_str().unwrap()[1..].parse().unwrap();
            let arg = match &message.args[number - 1] {
                Arg::Word(key) => messages[key.as_ref()]["message"].as_str().unwrap().to_owned(),
                Arg::Usd(amount) => super::super::english::usd(*amount),
                Arg::Share(share) => super::super::english::percent(*share),
                Arg::Number(number) => super::super::english::number(*number),
                Arg::Count(count) => count.to_string(),
                Arg::Text(text) => text.clone(),
                Arg::Date(at) => super::super::english::date(*at),
                other => panic!("{other:?}"),
            };
            said = said.replace(&format!("${}$", name.to_uppercase()), &arg);
        }
        said
    }

    fn subjects() -> Vec<Subject> {
        let metrics = catalogue::CATALOGUE.iter().filter(|metric| matches!(metric.scope, Scope::Account));
        let metrics = metrics.map(|metric| Subject::Metric(metric.name));
        let share = |range| Subject::ModelShare { model: "gpt-5.5".to_owned(), range };
        let ranges = Range::ALL.into_iter().flat_map(|range| [Subject::Cost(range), share(range)]);
        metrics.chain(ranges).chain(Derived::ALL.map(Subject::Derived)).collect()
    }

    #[test]
    fn every_rule_has_a_sentence_with_all_it_needs() {
        let messages = messages();
        let conditions = [
            Condition::Below(0.5),
            Condition::AtMost(0.5),
            Condition::Above(0.5),
            Condition::AtLeast(0.5),
            Condition::Equals(0.5),
            Condition::Is(true),
            Condition::Is(false),
            Condition::Changes,
            Condition::RisesBy(Step::Amount(0.5)),
            Condition::FallsBy(Step::Amount(0.5)),
            Condition::RisesBy(Step::Percent(50.0)),
            Condition::FallsBy(Step::Percent(50.0)),
        ];
        let mut sentences = Vec::new();
        for subject in subjects() {
            for condition in conditions {
                if condition.fits(subject.unit()) && subject.allows(condition) {
                    let rule = Rule { for_collections: 3, ..rule(subject.clone(), condition) };
                    sentences.push(english(&messages, &meaning(&rule)));
                    details(&rule).iter().for_each(|it| drop(english(&messages, it)));
                }
            }
        }
        let count = sentences.len();
        assert!(sentences.iter().all(|it| !it.contains('$') || it.contains("$0.50")), "{sentences:#?}");
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), count, "two rules say the same");
    }

    #[test]
    fn the_default_rules_say_what_they_mean() {
        let messages = messages();
        let said: Vec<String> = default_rules().iter().map(|rule| english(&messages, &meaning(rule))).collect();
        assert_eq!(
            said,
            [
                "Less than 10% of the granted credit is left.",
                "“Total Available” is below $5.00.",
                "The balance is expected to run out within 7 days.",
                "A grant that is not used up expires within 14 days.",
                "“Delinquent” is yes.",
                "“Canceled” is yes.",
                "Today costs far more than such a day usually does.",
                "The session has ended, or the pasted key was refused.",
            ]
        );
        let low = &default_rules()[1];
        assert_eq!(english(&messages, &details(low)[0]), "It is over at $5.25 or more.");
        let named = Rule { name: "mine".to_owned(), ..low.clone() };
        assert_eq!(rule_name(&named), Message::verbatim("mine"));
    }

    #[test]
    fn it_is_said_how_often_a_rule_would_have_fired() {
        let messages = messages();
        let at = |day: i64| Timestamp::from_millis(day * 86_400_000);
        let fired = |days: &[i64]| Backtest {
            firings: days.iter().map(|day| Firing { from: at(*day), until: None, value: 1.0 }).collect(),
            since: Some(at(0)),
        };
        for (backtest, words) in [
            (Ok(fired(&[])), "Since Jan 1, 1970 it would not have fired."),
            (Ok(fired(&[3])), "Since Jan 1, 1970 it would have fired once, on Jan 4, 1970."),
            (Ok(fired(&[3, 8])), "Since Jan 1, 1970 it would have fired 2 times, on Jan 9, 1970 for the last time."),
            (Ok(Backtest { since: None, ..fired(&[]) }), "There is no history yet to try this rule on."),
            (Err(Untold::NotKept), "No history is kept of this, so the rule cannot be tried on it."),
        ] {
            assert_eq!(english(&messages, &backtest_words(&backtest)), words);
        }
    }

    #[test]
    fn every_problem_in_the_form_has_its_words() {
        let messages = messages();
        let all = [
            "name_too_long",
            "name_taken",
            "looks_like_key",
            "metric_unknown",
            "model_missing",
            "model_too_long",
            "condition_does_not_fit",
            "value_odd",
            "value_not_positive",
            "value_not_percent",
            "share_odd",
            "for_odd",
            "monitors_missing",
            "tags_missing",
            "tag_odd",
            "too_many",
            "too_many_rules",
        ];
        for name in all {
            let why: InvalidRule = json::from_str(&format!("\"{name}\"")).unwrap();
            let words = rule_problem_words(RuleProblem { field: RuleField::Rule, why });
            assert!(messages[words.key.as_ref()]["message"].is_string(), "{name}");
        }
    }
}
