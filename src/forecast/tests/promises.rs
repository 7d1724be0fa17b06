//! What holds for every account.

use proptest::prelude::*;

use super::super::*;

/// Costs of 0 to 100 days, in cents: none, ordinary ones, credits, and one now and then that is a million times larger.
fn costs() -> impl Strategy<Value = Costs> {
    let cents = prop_oneof![
        3 => Just(0),
        10 => 1..10_000_i64,
        1 => -500..0_i64,
        1 => 1_000_000..100_000_000_i64,
    ];
    let usd = |cents: i64| Usd::from_cents(cents as f64).unwrap();
    (prop::collection::vec(cents.clone(), 0..100), 0..730_i64, cents, 0.0..=1.0_f64).prop_map(
        move |(days, today, so_far, passed)| Costs {
            days: days.into_iter().map(usd).collect(),
            today: Day::from_ymd(2026, 1, 1).unwrap().plus(today),
            so_far: usd(so_far),
            passed,
            month: usd(so_far),
        },
    )
}

fn lot(today: Day) -> impl Strategy<Value = Lot> {
    (0..100_000_i32, prop::option::of(-2..200_i64)).prop_map(move |(cents, days)| Lot {
        left: Usd::from_cents(f64::from(cents)).unwrap(),
        last_day: days.map(|days| today.plus(days)),
    })
}

fn account() -> impl Strategy<Value = (Costs, Credit)> {
    costs().prop_flat_map(|costs| {
        let lots = prop::collection::vec(lot(costs.today), 0..6);
        let credit = (lots, -100..1_000_000_i32).prop_map(|(lots, cents)| Credit {
            balance: Usd::from_cents(f64::from(cents)).unwrap(),
            lots,
            recharge: None,
        });
        (Just(costs), credit)
    })
}

fn times_thousand(amount: Usd) -> Usd {
    Usd::from_dollars(amount.dollars() * 1000.0).unwrap()
}

/// In how many days after 2026-01-01 the balance runs out. `None` if no day is named.
fn run_out_day(forecast: &Forecast) -> Option<i64> {
    match forecast.run_out? {
        RunOut::On { day, .. } => Some(day.days_since(Day::from_ymd(2026, 1, 1)?)),
        _ => None,
    }
}

proptest! {
    #[test]
    fn ranges_are_in_order_and_finite(costs in costs()) {
        let Ok(history) = history::History::of(&costs) else { return Ok(()) };
        let spending = Spending::of(&history, &costs);
        let mut before = (0.0, 0.0, 0.0);
        for ahead in 0..=DAYS_AHEAD {
            let (expected, low, high) = spending.by(ahead);
            prop_assert!(0.0 <= low && low <= expected && expected <= high && high.is_finite(), "{low} {expected} {high}");
            prop_assert!(before.0 <= expected && before.1 <= low && before.2 <= high);
            before = (expected, low, high);
        }
    }

    #[test]
    fn the_same_account_gets_the_same_answer_whatever_the_order_of_its_grants((costs, credit) in account()) {
        let mut turned = credit.clone();
        turned.lots.reverse();
        prop_assert_eq!(forecast(&costs, Some(&credit)), forecast(&costs, Some(&turned)));
    }

    #[test]
    fn the_days_of_a_run_out_are_in_order((costs, credit) in account()) {
        let Ok(forecast) = forecast(&costs, Some(&credit)) else { return Ok(()) };
        if let Some(RunOut::On { day, low, high }) = forecast.run_out {
            prop_assert!(costs.today <= low && low <= day && high.is_none_or(|high| day <= high));
        }
        let month = forecast.month;
        prop_assert!(month.low <= month.cost && month.cost <= month.high);
    }

    #[test]
    fn more_credit_never_runs_out_sooner((costs, credit) in account(), more in 1..100_000_i32) {
        let mut richer = credit.clone();
        richer.balance = credit.balance + Usd::from_cents(f64::from(more)).unwrap();
        let day = |credit| forecast(&costs, Some(credit)).ok().as_ref().and_then(run_out_day);
        if let (Some(poor), Some(rich)) = (day(&credit), day(&richer)) {
            prop_assert!(poor <= rich, "{poor} {rich}");
        }
    }

    #[test]
    fn a_thousand_times_the_money_is_the_same_account((costs, credit) in account()) {
        let mut larger = (costs.clone(), credit.clone());
        larger.0.days.iter_mut().for_each(|cost| *cost = times_thousand(*cost));
        larger.0.so_far = times_thousand(costs.so_far);
        larger.0.month = times_thousand(costs.month);
        larger.1.balance = times_thousand(credit.balance);
        larger.1.lots.iter_mut().for_each(|lot| lot.left = times_thousand(lot.left));
        let (Ok(one), Ok(other)) = (forecast(&costs, Some(&credit)), forecast(&larger.0, Some(&larger.1))) else {
            return Ok(());
        };
        prop_assume!(other.month.high < Usd::from_dollars_saturating(f64::INFINITY));
        let (month, larger) = (one.month.cost.dollars() * 1000.0, other.month.cost.dollars());
        prop_assert!((month - larger).abs() <= 1e-6 * month.abs().max(1.0), "{month} {larger}");
        prop_assert_eq!(one.run_out, other.run_out);
    }

    #[test]
    fn credit_bought_without_a_limit_does_not_run_out(
        (costs, credit) in account(),
        threshold in 0..10_000_i32,
        amount in 1..10_000_i32,
    ) {
        let cents = |cents: i32| Usd::from_cents(f64::from(cents)).unwrap();
        let recharge = Recharge {
            threshold: cents(threshold),
            amount: cents(amount),
            monthly_limit: None,
            bought_this_month: Usd::ZERO,
        };
        let Ok(forecast) = forecast(&costs, Some(&Credit { recharge: Some(recharge), ..credit })) else { return Ok(()) };
        prop_assert!(matches!(forecast.run_out, Some(RunOut::Recharged { .. })), "{:?}", forecast.run_out);
    }
}
