//! How near the forecasts come, and how often the truth lies in their ranges. The bars are those of the study that the method comes from.

use super::accounts::{Account, When, accounts};
use super::asked::{Answer, month, quantile, run_out};
use super::kinds::Kind;
use crate::account::Usd;
use crate::forecast::forecast;

/// So many whole days are behind an account, unless a test is about that.
const HISTORY: (usize, usize) = (28, 90);

const DAYS: [f64; 4] = [5.0, 14.0, 30.0, 60.0];

fn run_outs(kind: Kind, days: f64, history: (usize, usize)) -> Vec<Answer> {
    accounts(kind, When::AnyDay, history).filter_map(|account| run_out(&account, days)).collect()
}

fn months(kind: Kind, day: u8) -> Vec<Answer> {
    accounts(kind, When::On(day), HISTORY).filter_map(|account| month(&account)).collect()
}

/// An account that has stopped has no day on which its balance runs out.
fn spending() -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(|kind| *kind != Kind::Stopped)
}

fn median_error(answers: &[Answer]) -> f64 {
    quantile(answers.iter().map(Answer::error).collect(), 0.5)
}

fn median_error_of_mean(answers: &[Answer]) -> f64 {
    quantile(answers.iter().map(Answer::error_of_mean).collect(), 0.5)
}

fn covered(answers: &[Answer]) -> f64 {
    answers.iter().filter(|answer| answer.is_covered()).count() as f64 / answers.len() as f64
}

#[track_caller]
#[expect(clippy::print_stdout, reason = "the figures, with --nocapture")]
fn at_most(name: &str, value: f64, most: f64) {
    println!("{name}: {value:.3}, at most {most}");
    assert!(value <= most, "{name}: {value:.3}, which is more than {most}");
}

#[track_caller]
#[expect(clippy::print_stdout, reason = "the figures, with --nocapture")]
fn at_least(name: &str, value: f64, least: f64) {
    println!("{name}: {value:.3}, at least {least}");
    assert!(value >= least, "{name}: {value:.3}, which is less than {least}");
}

#[test]
fn the_day_is_nearer_than_a_mean_of_seven_days_gives() {
    for (days, most) in DAYS.into_iter().zip([0.18, 0.17, 0.20, 0.25]) {
        let all: Vec<Answer> = spending().flat_map(|kind| run_outs(kind, days, HISTORY)).collect();
        at_most(&format!("median error {days} days away"), median_error(&all), most);
        if [14.0, 30.0].contains(&days) {
            at_most("against the mean of seven days", median_error(&all) / median_error_of_mean(&all), 0.85);
        }
    }
}

#[test]
fn four_of_five_ranges_hold() {
    for days in DAYS {
        let of_kinds: Vec<(Kind, Vec<Answer>)> = spending().map(|kind| (kind, run_outs(kind, days, HISTORY))).collect();
        for (kind, answers) in &of_kinds {
            at_least(&format!("{kind:?}, ranges that hold {days} days away"), covered(answers), 0.45);
        }
        let all: Vec<Answer> = of_kinds.into_iter().flat_map(|(_, answers)| answers).collect();
        at_least(&format!("ranges that hold {days} days away"), covered(&all), 0.75);
        at_most(&format!("ranges that hold {days} days away"), covered(&all), 0.88);
        let earlier = all.iter().filter(|answer| answer.truth < answer.low).count();
        at_most("earlier than the range", earlier as f64 / all.len() as f64, 0.12);
    }
}

#[test]
fn a_short_history_has_honest_ranges_too() {
    for history in [3, 5, 7, 14, 28] {
        for days in DAYS {
            let all: Vec<Answer> = spending().flat_map(|kind| run_outs(kind, days, (history, history))).collect();
            at_least(&format!("{history} days known, {days} days away: ranges that hold"), covered(&all), 0.75);
        }
    }
}

#[test]
fn the_month_is_near() {
    for (day, most) in [(3, 0.20), (10, 0.12), (20, 0.06)] {
        let of_kinds: Vec<(Kind, Vec<Answer>)> = spending().map(|kind| (kind, months(kind, day))).collect();
        for (kind, answers) in &of_kinds {
            at_least(&format!("{kind:?}, months that hold on day {day}"), covered(answers), 0.45);
        }
        let all: Vec<Answer> = of_kinds.into_iter().flat_map(|(_, answers)| answers).collect();
        at_most(&format!("median error on day {day}"), median_error(&all), most);
        at_least(&format!("ranges that hold on day {day}"), covered(&all), 0.75);
        at_most(&format!("ranges that hold on day {day}"), covered(&all), 0.88);
    }
}

#[test]
fn calm_accounts_are_near() {
    at_most("steady, 30 days", median_error(&run_outs(Kind::Steady, 30.0, HISTORY)), 0.06);
}

#[test]
fn week_ends_are_known() {
    at_most("week-end dips, 5 days", median_error(&run_outs(Kind::WeekendDips, 5.0, HISTORY)), 0.13);
    at_most("week-end dips, 30 days", median_error(&run_outs(Kind::WeekendDips, 30.0, HISTORY)), 0.08);
    at_most("no week-ends, 5 days", median_error(&run_outs(Kind::NoWeekends, 5.0, HISTORY)), 0.16);
}

#[test]
fn one_burst_is_not_taken_for_a_level() {
    let errors = run_outs(Kind::LoneBurst, 30.0, HISTORY).iter().map(Answer::error).collect();
    at_most("lone burst, 90th percentile at 30 days", quantile(errors, 0.9), 0.40);
}

#[test]
fn a_job_seen_once_widens_the_range() {
    // With 31 days at most it can have been seen only once.
    at_least("monthly job seen once, 30 days", covered(&run_outs(Kind::MonthlyJob, 30.0, (28, 31))), 0.70);
}

#[test]
fn a_job_seen_twice_is_expected_again() {
    let error = median_error(&run_outs(Kind::MonthlyJob, 30.0, (70, 90)));
    at_most("monthly job seen twice, 30 days", error, 0.15);
}

/// Whether today is called unusual at its end, if it costs `times` an ordinary day more than it does.
fn is_unusual(account: &Account, times: f64) -> bool {
    let mut costs = account.costs.clone();
    let since_first = costs.days.iter().map(|cost| cost.dollars()).skip_while(|cost| *cost <= 0.0);
    let ordinary = since_first.clone().sum::<f64>() / since_first.count() as f64;
    let today = costs.so_far.dollars() + account.truth[0];
    costs.so_far = Usd::from_dollars(today + times * ordinary).unwrap();
    costs.passed = 1.0;
    forecast(&costs, None).is_ok_and(|it| it.unusual.is_some())
}

#[test]
fn an_unusual_day_is_told_and_an_ordinary_one_is_not() {
    // The mean of all days must be what a day costs. With long idle times no day is unusual, and a new account is not judged.
    let left_out = [Kind::Growth, Kind::Decline, Kind::Hobby, Kind::New];
    let ordinary = spending().filter(|kind| !left_out.contains(kind));
    let all: Vec<Account> = ordinary.flat_map(|kind| accounts(kind, When::AnyDay, HISTORY)).collect();
    let told = |times| all.iter().filter(|account| is_unusual(account, times)).count() as f64 / all.len() as f64;
    at_most("false alarms", told(0.0), 0.01);
    at_least("days of four times the cost more that are told", told(4.0), 0.90);
    at_least("days of eight times the cost more that are told", told(8.0), 0.97);
}
