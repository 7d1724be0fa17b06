//! Each crossing and each recovery is found once.

use proptest::prelude::*;

use super::{at, rule};
use crate::alert::*;
use crate::json;

/// What one call of `evaluate` is given: minutes, and the value if there was one.
type Given = (i64, Option<f64>);

/// Random readings around a threshold of 100, with gaps, repeated ones, and times that go backwards.
fn steps() -> impl Strategy<Value = Vec<Given>> {
    let value = prop_oneof![
        1 => Just(None),
        2 => (0..4_i32).prop_map(|step| Some(97.5 + 2.5 * f64::from(step))),
        4 => (80..130_i32).prop_map(|value| Some(f64::from(value))),
        1 => Just(Some(f64::NAN)),
    ];
    prop::collection::vec((0..1000_i64, value, 1..3_usize), 0..60).prop_map(|steps| {
        let repeated = |(minutes, value, times)| std::iter::repeat_n((minutes, value), times);
        steps.into_iter().flat_map(repeated).collect()
    })
}

fn rules() -> impl Strategy<Value = Rule> {
    let condition = prop_oneof![
        Just(r#""below": 100"#),
        Just(r#""at_most": 100"#),
        Just(r#""above": 100"#),
        Just(r#""at_least": 100"#),
        Just(r#""equals": 100"#),
        Just(r#""changes": true"#),
        Just(r#""rises_by": 5"#),
        Just(r#""falls_by": "10%""#),
    ];
    (condition, 1..4_u8).prop_map(|(condition, count)| {
        rule(&format!(r#"{{"metric": "credit_grants.total_available", {condition}, "for": {count}}}"#))
    })
}

/// As the worker keeps it between two readings.
fn stored(state: AlertState) -> AlertState {
    json::from_str(&json::to_string(&state)).unwrap()
}

fn run(rule: &Rule, steps: &[Given]) -> Vec<(usize, Transition)> {
    let mut state = AlertState::default();
    let mut transitions = Vec::new();
    for (number, (minutes, value)) in steps.iter().enumerate() {
        let (next, transition) = evaluate(rule, state, *value, at(minutes * super::MINUTE));
        transitions.extend(transition.map(|it| (number, it)));
        state = stored(next);
    }
    transitions
}

/// Says the same as `evaluate`, without its states: by looking at all good readings up to each.
fn expected(rule: &Rule, steps: &[Given]) -> Vec<(usize, bool)> {
    let mut good: Vec<(usize, i64, f64)> = Vec::new();
    for (number, (minutes, value)) in steps.iter().enumerate() {
        let Some(value) = value.filter(|it| it.is_finite()) else { continue };
        let is_repeated = good.last().is_some_and(|(_, before, other)| *before == *minutes && *other == value);
        if !is_repeated {
            good.push((number, *minutes, value));
        }
    }
    let holds = |at: usize| {
        let value = good[at].2;
        let before = at.checked_sub(1).map(|before| good[before].2);
        match rule.condition {
            Condition::Below(threshold) => value < threshold,
            Condition::AtMost(threshold) => value <= threshold,
            Condition::Above(threshold) => value > threshold,
            Condition::AtLeast(threshold) => value >= threshold,
            Condition::Equals(threshold) => value == threshold,
            Condition::Changes => before.is_some_and(|before| before != value),
            Condition::RisesBy(Step::Amount(least)) => before.is_some_and(|before| value - before >= least),
            Condition::FallsBy(Step::Percent(least)) => {
                before.is_some_and(|before| before > value && before - value >= before * least / 100.0)
            }
            _ => unreachable!(),
        }
    };
    let is_over = |at: usize| {
        let value = good[at].2;
        match rule.condition {
            Condition::Below(_) => value >= 105.0,
            Condition::AtMost(_) => value > 105.0,
            Condition::Above(_) => value <= 95.0,
            Condition::AtLeast(_) => value < 95.0,
            _ => !holds(at),
        }
    };
    let wanted = usize::from(rule.for_collections);
    let (mut is_firing, mut not_before) = (false, 0);
    let mut transitions = Vec::new();
    for (at, (number, ..)) in good.iter().enumerate() {
        if is_firing && is_over(at) {
            (is_firing, not_before) = (false, at + 1);
            transitions.push((*number, false));
        } else if !is_firing && at + 1 >= not_before + wanted && (at + 1 - wanted..=at).all(holds) {
            is_firing = true;
            transitions.push((*number, true));
        }
    }
    transitions
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn each_crossing_and_each_recovery_is_found_once(rule in rules(), steps in steps()) {
        let found = run(&rule, &steps);
        let kinds: Vec<(usize, bool)> =
            found.iter().map(|(number, it)| (*number, matches!(it, Transition::Fired { .. }))).collect();
        prop_assert_eq!(&kinds, &expected(&rule, &steps));
        prop_assert!(kinds.iter().enumerate().all(|(number, (_, fired))| *fired == (number % 2 == 0)), "in turn");
        for (number, transition) in &found {
            let value = match transition {
                Transition::Fired { value } | Transition::Resolved { value, .. } => *value,
            };
            prop_assert_eq!(Some(value), steps[*number].1);
        }
    }

    #[test]
    fn without_a_good_reading_nothing_happens(rule in rules(), times in prop::collection::vec(0..1000_i64, 0..20)) {
        let steps: Vec<Given> = times.into_iter().map(|minutes| (minutes, None)).collect();
        prop_assert_eq!(run(&rule, &steps), []);
    }

    #[test]
    fn readings_that_fail_make_no_difference(rule in rules(), steps in steps()) {
        let good: Vec<Given> = steps.iter().copied().filter(|(_, value)| value.is_some()).collect();
        let of = |steps: &[Given]| run(&rule, steps).into_iter().map(|(_, it)| it).collect::<Vec<_>>();
        prop_assert_eq!(of(&good), of(&steps));
    }
}

#[test]
fn a_value_that_goes_to_and_fro_around_the_threshold_is_one_alert() {
    let rule = rule(r#"{"metric": "credit_grants.total_available", "below": 5}"#);
    let steps: Vec<Given> = (0..100).map(|step| (step, Some(if step % 2 == 0 { 4.9 } else { 5.2 }))).collect();
    assert_eq!(run(&rule, &steps).len(), 1);
    assert_eq!(run(&rule, &[(0, Some(4.9)), (1, Some(5.25))]).len(), 2);
}

#[test]
fn a_rule_waits_for_as_many_readings_in_a_row_as_it_says() {
    let rule = rule(r#"{"metric": "credit_grants.total_available", "below": 5, "for": 3}"#);
    let low = Some(4.0);
    let fired_at = |steps: &[Given]| run(&rule, steps).first().map(|(number, _)| *number);
    assert_eq!(fired_at(&[(0, low), (1, low), (2, low)]), Some(2));
    assert_eq!(fired_at(&[(0, low), (1, low), (2, Some(5.0)), (3, low), (4, low)]), None, "near is not low");
    assert_eq!(fired_at(&[(0, low), (1, None), (2, low), (3, None), (4, low)]), Some(4), "what failed does not count");
    assert_eq!(fired_at(&[(0, low), (0, low), (0, low), (0, low)]), None, "the same reading counts once");
    assert_eq!(fired_at(&[(9, low), (5, low), (1, low)]), Some(2), "the clock was set back");
}

#[test]
fn a_change_is_one_between_two_good_readings() {
    let rule = rule(r#"{"metric": "credit_grants.total_available", "rises_by": "50%"}"#);
    let steps = [(0, Some(100.0)), (1, None), (2, Some(150.0)), (3, None), (4, Some(150.0)), (5, Some(160.0))];
    let found: Vec<usize> = run(&rule, &steps).into_iter().map(|(number, _)| number).collect();
    assert_eq!(found, [2, 4]);
}
