use super::rule;
use crate::alert::*;

#[test]
fn alerts_of_days_end_a_whole_day_later() {
    let rule = rule(r#"{"metric": "days_left", "at_most": 7}"#);
    let judge = |days| rule.condition.judge(rule.subject.unit(), days, None).unwrap();
    assert_eq!([7.0, 7.5, 8.0, 8.5].map(judge), [Verdict::Holds, Verdict::Near, Verdict::Near, Verdict::Clear]);
    assert_eq!(rule.condition.ends_at(Unit::Days), Some(8.0));
}

#[test]
fn a_negative_threshold_has_its_margin_on_the_right_side() {
    let judge = |value| Condition::Below(-100.0).judge(Unit::Usd, value, None).unwrap();
    assert_eq!([-101.0, -99.0, -95.0].map(judge), [Verdict::Holds, Verdict::Near, Verdict::Clear]);
    let judge = |value| Condition::Above(-100.0).judge(Unit::Usd, value, None).unwrap();
    assert_eq!([-99.0, -101.0, -105.0].map(judge), [Verdict::Holds, Verdict::Near, Verdict::Clear]);
}

#[test]
fn flags_have_no_margin() {
    let judge = |value| Condition::Is(true).judge(Unit::Flag, value, None).unwrap();
    assert_eq!([1.0, 0.0].map(judge), [Verdict::Holds, Verdict::Clear]);
}

#[test]
fn a_change_from_zero_is_any_change() {
    let rises = Condition::RisesBy(Step::Percent(50.0));
    assert_eq!(rises.judge(Unit::Usd, 0.1, Some(0.0)), Some(Verdict::Holds));
    assert_eq!(rises.judge(Unit::Usd, 0.0, Some(0.0)), Some(Verdict::Clear));
    assert_eq!(rises.judge(Unit::Usd, 0.1, None), None, "there is nothing to compare with");
}

#[test]
fn conditions_fit_only_what_they_can_be_said_of() {
    for (unit, condition, fits) in [
        (Unit::Flag, Condition::Is(true), true),
        (Unit::Flag, Condition::Changes, true),
        (Unit::Flag, Condition::Below(1.0), false),
        (Unit::Text, Condition::Changes, true),
        (Unit::Text, Condition::Equals(1.0), false),
        (Unit::Usd, Condition::Is(true), false),
        (Unit::Usd, Condition::Below(f64::NAN), false),
        (Unit::Usd, Condition::RisesBy(Step::Amount(0.0)), false),
        (Unit::Usd, Condition::FallsBy(Step::Percent(50.0)), true),
        (Unit::Share, Condition::FallsBy(Step::Amount(0.5)), false),
        (Unit::Days, Condition::Equals(3.0), false),
        (Unit::Days, Condition::RisesBy(Step::Amount(3.0)), true),
    ] {
        assert_eq!(condition.fits(unit), fits, "{unit:?} {condition:?}");
    }
}
