//! What the forecast answers, and what came true.

use super::super::history::History;
use super::super::spending::Spending;
use super::super::{Costs, DAYS_AHEAD, forecast};
use super::accounts::Account;

/// One question: the forecast, its range, what a mean of the last seven days gives, and what came true.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    pub forecast: f64,
    pub low: f64,
    pub high: f64,
    pub mean_of_seven: f64,
    pub truth: f64,
}

impl Answer {
    pub fn error(&self) -> f64 {
        (self.forecast - self.truth).abs() / self.truth
    }

    pub fn error_of_mean(&self) -> f64 {
        (self.mean_of_seven - self.truth).abs() / self.truth
    }

    pub fn is_covered(&self) -> bool {
        self.low <= self.truth && self.truth <= self.high
    }
}

/// Gives the account the balance that will run out after `days`, and asks for the time, in days from now.
pub fn run_out(account: &Account, days: f64) -> Option<Answer> {
    let balance = at_time(&account.truth, &account.costs, days);
    let history = History::of(&account.costs).ok()?;
    let spending = Spending::of(&history, &account.costs);
    let time = |sums: &[f64]| time_of(sums, &account.costs, balance);
    Some(Answer {
        forecast: time(&spending.expected),
        low: time(&spending.high),
        high: time(&spending.low),
        mean_of_seven: (balance / mean_of_seven(&account.costs)).min(DAYS_AHEAD as f64),
        truth: days,
    })
}

/// What is spent after `days`, if each day is spent evenly.
fn at_time(sums: &[f64], costs: &Costs, days: f64) -> f64 {
    let whole = (days + costs.passed).floor();
    let sum = |at: f64| if at < 0.0 { 0.0 } else { sums[at as usize] };
    let (before, after) = (sum(whole - 1.0), sum(whole));
    let (from, to) = ((whole - costs.passed).max(0.0), whole + 1.0 - costs.passed);
    before + (after - before) * (days - from) / (to - from)
}

/// After how many days `balance` is spent.
fn time_of(sums: &[f64], costs: &Costs, balance: f64) -> f64 {
    let Some(whole) = sums.iter().position(|sum| *sum > balance) else { return DAYS_AHEAD as f64 };
    let before = if whole == 0 { 0.0 } else { sums[whole - 1] };
    let (from, to) = ((whole as f64 - costs.passed).max(0.0), whole as f64 + 1.0 - costs.passed);
    from + (to - from) * (balance - before) / (sums[whole] - before)
}

/// Asks for the cost of the month.
pub fn month(account: &Account) -> Option<Answer> {
    let month = forecast(&account.costs, None).ok()?.month;
    let rest = month.until.days_since(account.costs.today) as usize;
    let so_far = account.costs.month.dollars();
    let days = rest as f64 + 1.0 - account.costs.passed;
    Some(Answer {
        forecast: month.cost.dollars(),
        low: month.low.dollars(),
        high: month.high.dollars(),
        mean_of_seven: so_far + mean_of_seven(&account.costs) * days,
        truth: so_far + account.truth[rest],
    })
}

fn mean_of_seven(costs: &Costs) -> f64 {
    let last = costs.days.iter().rev().take(7);
    last.clone().map(|cost| cost.dollars()).sum::<f64>() / last.count() as f64
}

/// The number below which `share` of all lie.
pub fn quantile(mut all: Vec<f64>, share: f64) -> f64 {
    all.sort_by(f64::total_cmp);
    all[((all.len() - 1) as f64 * share).round() as usize]
}
