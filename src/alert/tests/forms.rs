//! Rules as they are written in files and typed into the form, and what a person changed of the default ones.

use proptest::prelude::*;

use super::{id, rule};
use crate::account::Range;
use crate::alert::*;
use crate::json;
use crate::monitor::{MonitorId, Tag};

fn error(written: &str) -> NotARule {
    Rule::written(&json::parse(written.as_bytes()).unwrap(), 1).unwrap_err()
}

fn subjects() -> impl Strategy<Value = Subject> {
    let range = prop::sample::select(Range::ALL.to_vec());
    prop_oneof![
        prop::sample::select(vec!["total_available", "delinquent", "access_until", "plan", "soft_limit"])
            .prop_map(Subject::Metric),
        range.clone().prop_map(Subject::Cost),
        ("[a-z0-9.-]{1,20}", range).prop_map(|(model, range)| Subject::ModelShare { model, range }),
        prop::sample::select(Derived::ALL.to_vec()).prop_map(Subject::Derived),
    ]
}

fn conditions() -> impl Strategy<Value = Condition> {
    let number = || prop_oneof![0.0..1.0_f64, (0..1000_u32).prop_map(|it| f64::from(it) / 100.0), -1e9..1e9_f64];
    let step = || {
        prop_oneof![number().prop_map(Step::Amount), (1..2000_u32).prop_map(|it| Step::Percent(f64::from(it) / 10.0))]
    };
    prop_oneof![
        number().prop_map(Condition::Below),
        number().prop_map(Condition::AtMost),
        number().prop_map(Condition::Above),
        number().prop_map(Condition::AtLeast),
        number().prop_map(Condition::Equals),
        any::<bool>().prop_map(Condition::Is),
        Just(Condition::Changes),
        step().prop_map(Condition::RisesBy),
        step().prop_map(Condition::FallsBy),
    ]
}

fn scopes() -> impl Strategy<Value = Scope> {
    prop_oneof![
        Just(Scope::All),
        Just(Scope::Monitors(vec![MonitorId::Automatic(None), MonitorId::Pasted(3)])),
        Just(Scope::Tags(vec![Tag::parse("env:prod").unwrap(), Tag::parse("team:a b").unwrap()])),
    ]
}

/// Any rule that makes sense.
pub fn rules() -> impl Strategy<Value = Rule> {
    let severity = prop::sample::select(Severity::ALL.to_vec());
    let all =
        (subjects(), conditions(), severity, 1..=Rule::MOST_COLLECTIONS, scopes(), any::<bool>(), "[A-Za-z]{0,9}");
    let all = all
        .prop_filter("fits", |(subject, condition, ..)| condition.fits(subject.unit()) && subject.allows(*condition));
    all.prop_map(|(subject, condition, severity, for_collections, scope, enabled, name)| Rule {
        name,
        for_collections,
        scope,
        enabled,
        ..Rule::new(id("any"), subject, condition, severity)
    })
}

proptest! {
    #[test]
    fn a_rule_is_read_back_as_it_was_written(rule in rules()) {
        let text = json::to_string(&rule);
        prop_assert_eq!(&json::from_str::<Rule>(&text).unwrap(), &rule, "{}", &text);
        prop_assert_eq!(&Rule::written(&json::parse(text.as_bytes()).unwrap(), 1).unwrap(), &rule);
    }

    #[test]
    fn a_form_filled_with_a_rule_says_the_same_rule(rule in rules()) {
        let draft = RuleDraft::of(&rule);
        let again = draft.check(Some(&rule.id), &id("new"), &Rules::default()).unwrap();
        prop_assert_eq!(RuleDraft::of(&again), draft);
        let is_share = rule.subject.unit() == Unit::Share;
        // The form writes a share in percent, and rounds it.
        prop_assert!(again == rule || is_share, "{:?}", again);
    }

    #[test]
    fn no_text_in_the_form_panics(condition in "\\PC*", value in "\\PC*", count in "\\PC*", tags in "\\PC*") {
        let draft =
            RuleDraft { condition, value, for_collections: count, scope: DraftScope::Tags(tags), ..RuleDraft::blank() };
        let _ = draft.check(None, &id("new"), &Rules::default());
    }
}

#[test]
fn a_rule_is_written_as_the_documentation_says() {
    let low = rule(
        r#"{"name": "low", "metric": "credit_grants.total_available", "below": 5, "severity": "critical", "for": 2}"#,
    );
    assert_eq!(low.id, id("#1"));
    assert_eq!((low.subject, low.condition), (Subject::Metric("total_available"), Condition::Below(5.0)));
    assert_eq!((low.severity, low.for_collections, low.enabled), (Severity::Critical, 2, true));
    assert_eq!(rule(r#"{"metric": "balance_share", "below": "10%"}"#).condition, Condition::Below(0.1));
    let falls = rule(r##"{"metric": "credit_grants.total_available", "falls_by": "50%", "monitors": ["#2"]}"##);
    assert_eq!(falls.condition, Condition::FallsBy(Step::Percent(50.0)));
    assert_eq!(falls.scope, Scope::Monitors(vec![MonitorId::Pasted(2)]));
}

#[test]
fn what_is_wrong_with_a_rule_is_said() {
    for (written, wrong) in [
        ("[]", NotARule::NotAnObject),
        (r#"{"metric": "days_left", "bellow": 5}"#, NotARule::UnknownField("bellow".to_owned())),
        (r#"{"below": 5}"#, NotARule::OddField("metric")),
        (r#"{"metric": "total_available", "below": 5}"#, NotARule::UnknownMetric("total_available".to_owned())),
        (
            r#"{"metric": "model_cost.total_available", "below": 5}"#,
            NotARule::UnknownMetric("model_cost.total_available".to_owned()),
        ),
        (
            r#"{"metric": "model_cost.model_name", "changes": true}"#,
            NotARule::UnknownMetric("model_cost.model_name".to_owned()),
        ),
        (r#"{"metric": "days_left"}"#, NotARule::NoCondition),
        (r#"{"metric": "days_left", "below": 5, "above": 3}"#, NotARule::TwoConditions("below", "above")),
        (r#"{"metric": "days_left", "below": "soon"}"#, NotARule::OddField("below")),
        (r#"{"metric": "days_left", "below": "10%"}"#, NotARule::OddField("below")),
        (r#"{"metric": "days_left", "is": true}"#, NotARule::DoesNotFit("is")),
        (r#"{"metric": "balance_share", "below": 10}"#, NotARule::DoesNotFit("below")),
        (r#"{"metric": "session_ended", "below": 1}"#, NotARule::DoesNotFit("below")),
        (r#"{"metric": "model_share", "above": 0.5}"#, NotARule::ModelMissing),
        (r#"{"metric": "model_share", "model": "o3", "changes": true}"#, NotARule::DoesNotFit("changes")),
        (r#"{"metric": "days_left", "below": 5, "range": "week"}"#, NotARule::OddField("range")),
        (r#"{"metric": "days_left", "below": 5, "model": "o3"}"#, NotARule::OddField("model")),
        (r#"{"metric": "days_left", "below": 5, "severity": "grave"}"#, NotARule::OddField("severity")),
        (r#"{"metric": "days_left", "below": 5, "for": 0}"#, NotARule::OddField("for")),
        (r#"{"metric": "days_left", "below": 5, "for": 1.5}"#, NotARule::OddField("for")),
        (r#"{"metric": "days_left", "below": 5, "tags": ["prod"]}"#, NotARule::OddField("tags")),
        (r#"{"metric": "days_left", "below": 5, "id": "Low Balance"}"#, NotARule::OddField("id")),
        (r#"{"metric": "days_left", "below": 5, "enabled": "no"}"#, NotARule::OddField("enabled")),
    ] {
        assert_eq!(error(written), wrong, "{written}");
        assert!(!wrong.to_string().is_empty());
    }
}

#[test]
fn a_stored_rule_of_a_later_version_is_read_without_what_is_new() {
    let stored = r#"{"id": "low", "metric": "days_left", "below": 5, "colour": "red"}"#;
    assert_eq!(json::from_str::<Rule>(stored).unwrap().condition, Condition::Below(5.0));
    assert!(json::from_str::<Rule>(r#"{"metric": "days_left", "below": 5}"#).is_err(), "a stored rule has an id");
}

#[test]
fn every_name_of_a_condition_can_be_written() {
    for name in Condition::NAMES {
        let numeric = Condition::said(name, Step::Amount(1.0), Unit::Usd);
        let other = [Condition::Is(true), Condition::Changes].into_iter().find(|it| it.name() == name);
        assert_eq!(numeric.or(other).map(Condition::name), Some(name));
    }
}

fn draft(change: impl Fn(&mut RuleDraft)) -> RuleDraft {
    let mut draft = RuleDraft { value: "5".to_owned(), ..RuleDraft::blank() };
    change(&mut draft);
    draft
}

#[test]
fn what_is_wrong_in_the_form_is_said_at_its_field() {
    use InvalidRule as Wrong;
    let named = |name: &str| rule(&format!(r##"{{"id": "#9", "name": "{name}", "metric": "days_left", "below": 1}}"##));
    let rules = Rules::only([named("Low")]);
    let set = |field: fn(&mut RuleDraft) -> &mut String, text: &str| draft(|it| *field(it) = text.to_owned());
    for (draft, field, why) in [
        (set(|it| &mut it.name, "low"), RuleField::Name, Wrong::NameTaken),
        (set(|it| &mut it.name, &"x".repeat(101)), RuleField::Name, Wrong::NameTooLong),
        (set(|it| &mut it.name, "sess-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), RuleField::Name, Wrong::LooksLikeKey),
        (set(|it| &mut it.metric, "mood"), RuleField::Metric, Wrong::MetricUnknown),
        (set(|it| &mut it.metric, "model_share"), RuleField::Model, Wrong::ModelMissing),
        (set(|it| &mut it.condition, "is"), RuleField::Condition, Wrong::ConditionDoesNotFit),
        (set(|it| &mut it.condition, "near"), RuleField::Condition, Wrong::ConditionDoesNotFit),
        (set(|it| &mut it.metric, "session_ended"), RuleField::Condition, Wrong::ConditionDoesNotFit),
        (set(|it| &mut it.value, "five"), RuleField::Value, Wrong::ValueOdd),
        (set(|it| &mut it.value, ""), RuleField::Value, Wrong::ValueOdd),
        (set(|it| &mut it.value, "inf"), RuleField::Value, Wrong::ValueOdd),
        (set(|it| &mut it.value, "10%"), RuleField::Value, Wrong::ValueNotPercent),
        (
            draft(|it| (it.metric, it.value) = ("balance_share".to_owned(), "101".to_owned())),
            RuleField::Value,
            Wrong::ShareOdd,
        ),
        (
            draft(|it| (it.condition, it.value) = ("rises_by".to_owned(), "-1".to_owned())),
            RuleField::Value,
            Wrong::ValueNotPositive,
        ),
        (set(|it| &mut it.for_collections, "0"), RuleField::ForCollections, Wrong::ForOdd),
        (set(|it| &mut it.for_collections, "101"), RuleField::ForCollections, Wrong::ForOdd),
        (draft(|it| it.scope = DraftScope::Monitors(Vec::new())), RuleField::Monitors, Wrong::MonitorsMissing),
        (draft(|it| it.scope = DraftScope::Tags(" , ".to_owned())), RuleField::Tags, Wrong::TagsMissing),
        (draft(|it| it.scope = DraftScope::Tags("prod".to_owned())), RuleField::Tags, Wrong::TagOdd),
        (draft(|it| it.scope = DraftScope::Tags("a:b,".repeat(51))), RuleField::Tags, Wrong::TooMany),
    ] {
        let problems = draft.check(None, &id("new"), &rules).unwrap_err();
        assert_eq!(problems, [RuleProblem { field, why }], "{draft:?}");
    }
    let all_wrong = draft(|it| {
        it.name = "low".to_owned();
        it.value = String::new();
        it.for_collections = String::new();
    });
    assert_eq!(all_wrong.check(None, &id("new"), &rules).unwrap_err().len(), 3);
    assert!(set(|it| &mut it.name, "low").check(Some(&id("#9")), &id("new"), &rules).is_ok(), "its own name");
}

#[test]
fn a_share_is_typed_in_percent() {
    for typed in ["10", "10%", "10 %"] {
        let share = draft(|it| (it.metric, it.value) = ("balance_share".to_owned(), typed.to_owned()));
        let rule = share.check(None, &id("new"), &Rules::default()).unwrap();
        assert_eq!(rule.condition, Condition::Below(0.1));
        assert_eq!(RuleDraft::of(&rule).value, "10%");
    }
    assert_eq!(
        draft(|it| it.value = "$5".to_owned()).check(None, &id("new"), &Rules::default()).unwrap().condition,
        Condition::Below(5.0)
    );
}

#[test]
fn a_default_rule_can_be_switched_off_changed_and_reset() {
    let mut rules = Rules::default();
    let low = id("low_balance");
    assert!(rules.switch(&low, false));
    assert!(!rules.get(&low).unwrap().enabled);
    assert!(rules.is_changed(&low));
    let rules: Rules = json::from_str(&json::to_string(&rules)).unwrap();
    let mut rules = rules;
    assert!(rules.switch(&low, true));
    assert_eq!(rules, Rules::default(), "as it was at the start");
    assert!(rules.set(Rule { condition: Condition::Below(20.0), ..rules.get(&low).unwrap() }));
    assert_eq!(rules.get(&low).unwrap().condition, Condition::Below(20.0));
    assert_eq!(rules.all().len(), default_rules().len());
    rules.delete(&low);
    assert!(rules.is_changed(&low), "a default rule cannot be deleted");
    rules.reset(&low);
    assert_eq!(rules.all(), default_rules());
    assert!(!rules.switch(&id("unheard-of"), true));
}

#[test]
fn a_person_can_add_fifty_rules() {
    let mut rules = Rules::default();
    for _ in 0..MOST_RULES {
        let id = rules.next_id();
        assert!(rules.set(Rule { id, ..default_rules()[0].clone() }));
    }
    let more = rules.next_id();
    assert!(!rules.set(Rule { id: more.clone(), ..default_rules()[0].clone() }));
    let problems = draft(|_| {}).check(None, &more, &rules).unwrap_err();
    assert_eq!(problems, [RuleProblem { field: RuleField::Rule, why: InvalidRule::TooManyRules }]);
    let mut ids: Vec<RuleId> = rules.all().into_iter().map(|rule| rule.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), MOST_RULES + default_rules().len());
}

#[test]
fn a_file_that_brings_rules_brings_all_of_them() {
    let mine = rule(r#"{"id": "mine", "metric": "days_left", "below": 3}"#);
    let low = rule(r#"{"id": "low_balance", "metric": "credit_grants.total_available", "below": 1}"#);
    let rules = Rules::only([mine.clone(), low.clone(), mine.clone()]);
    let on: Vec<Rule> = rules.all().into_iter().filter(|rule| rule.enabled).collect();
    assert_eq!(on, [low, mine]);
}

#[test]
fn a_rule_about_a_metric_that_is_gone_does_not_take_the_others_along() {
    let stored = r#"{"own": [
        {"id": "gone", "metric": "billing_subscription.mood", "is": true},
        {"id": "mine", "metric": "days_left", "below": 3}
    ]}"#;
    let rules: Rules = json::from_str(stored).unwrap();
    assert!(rules.get(&id("mine")).is_some() && rules.get(&id("gone")).is_none());
}
