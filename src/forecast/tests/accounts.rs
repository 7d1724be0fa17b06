use fastrand::Rng;

use super::super::{Costs, DAYS_AHEAD};
use super::kinds::{Kind, normal};
use crate::account::{Day, Usd};

/// The number of accounts of each kind.
pub const EACH: usize = 200;

/// An account whose future is known.
#[derive(Debug, Clone)]
pub struct Account {
    pub costs: Costs,
    /// What will be spent from now to the end of each day, today first, in dollars.
    pub truth: Vec<f64>,
}

/// The time at which accounts are asked.
#[derive(Debug, Clone, Copy)]
pub enum When {
    AnyDay,
    /// A day of the month.
    On(u8),
}

/// The accounts of a kind, with between `history.0` and `history.1` whole days behind them.
pub fn accounts(kind: Kind, when: When, history: (usize, usize)) -> impl Iterator<Item = Account> {
    let mut rng = Rng::with_seed(kind as u64 + 1);
    (0..EACH).map(move |_| account(&mut rng, kind, when, history))
}

fn account(rng: &mut Rng, kind: Kind, when: When, history: (usize, usize)) -> Account {
    let start = Day::from_ymd(2026, 1, 1).unwrap();
    let any = start.plus(rng.i64(0..365));
    let today = match when {
        When::AnyDay => any,
        When::On(day) => any.first_of_month().plus(i64::from(day) - 1),
    };
    let past = rng.usize(history.0..=history.1);
    let first = today.plus(-(past as i64));
    let days = kind.costs(rng, first, past, past + 1 + DAYS_AHEAD);
    let passed = rng.f64();
    // The day is not spent quite evenly.
    let share = (passed + 0.2 * (passed * (1.0 - passed)).sqrt() * normal(rng)).clamp(0.0, 1.0);
    let (whole, coming) = days.split_at(past);
    let so_far = coming[0] * share;
    let mut sum = -so_far;
    let truth = coming.iter().map(|cost| {
        sum += cost;
        sum
    });
    let truth: Vec<f64> = truth.collect();
    let usd = |dollars: f64| Usd::from_dollars(dollars).unwrap();
    let of_month = usize::from(today.year_month_day().2) - 1;
    // The history may begin within the month. The account knows the cost of the whole month all the same.
    let month: f64 = whole.iter().rev().take(of_month).sum::<f64>() + so_far;
    Account {
        costs: Costs {
            days: whole.iter().copied().map(usd).collect(),
            today,
            so_far: usd(so_far),
            passed,
            month: usd(month),
        },
        truth,
    }
}
