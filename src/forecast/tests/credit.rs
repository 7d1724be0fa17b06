//! How credit is spent, lapses and is bought, on an account that costs 10 dollars a day.

use super::super::*;

/// A Tuesday in the middle of a month.
fn today() -> Day {
    "2026-11-10".parse().unwrap()
}

/// The day begins, and each of the `known` days before it cost the same.
fn costs(known: usize) -> Costs {
    let days = vec![Usd::whole(10); known];
    Costs { days, today: today(), so_far: Usd::ZERO, passed: 0.0, month: Usd::whole(90) }
}

fn lot(dollars: i32, last_day: Option<i64>) -> Lot {
    Lot { left: Usd::whole(dollars), last_day: last_day.map(|days| today().plus(days)) }
}

fn credit(balance: i32, lots: &[Lot]) -> Credit {
    Credit { balance: Usd::whole(balance), lots: lots.to_vec(), recharge: None }
}

fn recharge(threshold: i32, amount: i32, monthly_limit: Option<i32>) -> Recharge {
    Recharge {
        threshold: Usd::whole(threshold),
        amount: Usd::whole(amount),
        monthly_limit: monthly_limit.map(Usd::whole),
        bought_this_month: Usd::ZERO,
    }
}

fn of(known: usize, credit: &Credit) -> Forecast {
    forecast(&costs(known), Some(credit)).unwrap()
}

/// In how many days the balance runs out, if a day is named.
fn days_left(credit: &Credit) -> Option<i64> {
    match of(60, credit).run_out? {
        RunOut::On { day, .. } => Some(day.days_since(today())),
        _ => None,
    }
}

fn lapses(credit: &Credit) -> Vec<(f64, i64)> {
    let lapse = |lapse: Lapse| (lapse.amount.dollars(), lapse.last_day.days_since(today()));
    of(60, credit).lapses.into_iter().map(lapse).collect()
}

#[test]
fn the_balance_runs_out_on_the_day_that_it_cannot_pay() {
    assert_eq!(days_left(&credit(105, &[])), Some(10));
    assert_eq!(days_left(&credit(5, &[])), Some(0));
    assert_eq!(days_left(&credit(0, &[])), Some(0), "it has run out");
    assert_eq!(days_left(&credit(-3, &[])), Some(0));
}

#[test]
fn the_first_to_expire_is_spent_first() {
    let grants = [lot(25, None), lot(40, Some(30)), lot(20, Some(1))];
    assert_eq!(lapses(&credit(85, &grants)), []);
    assert_eq!(days_left(&credit(85, &grants)), Some(8));
}

#[test]
fn credit_that_is_not_spent_in_time_lapses() {
    let grants = [lot(100, Some(3)), lot(55, Some(5))];
    // Four days cost 40 of the first grant. Two more cost 20 of the second.
    assert_eq!(lapses(&credit(155, &grants)), [(60.0, 3), (35.0, 5)]);
    assert_eq!(days_left(&credit(155, &grants)), Some(6));
    assert_eq!(lapses(&credit(100, &[lot(100, Some(-1))])), [(90.0, -1)], "OpenAI still counts it as available");
}

#[test]
fn grants_need_not_add_up_to_the_balance() {
    assert_eq!(days_left(&credit(205, &[lot(100, Some(0))])), Some(11), "the surplus does not expire");
    let grants = [lot(45, Some(1)), lot(100, Some(4)), lot(100, Some(90))];
    assert_eq!(lapses(&credit(65, &grants)), [(25.0, 1)], "what is missing is taken from the last to expire");
    assert_eq!(days_left(&credit(65, &grants)), Some(4));
}

#[test]
fn credit_is_bought_when_the_threshold_is_reached() {
    let recharged = |recharge| of(60, &Credit { recharge: Some(recharge), ..credit(35, &[]) }).run_out;
    // 35 is 15 above the threshold. Then 50 is spent every five days: on the 11th, 16th, 21st and 26th.
    let bought = RunOut::Recharged { next: Some(today().plus(1)), this_month: 4 };
    assert_eq!(recharged(recharge(20, 50, None)), Some(bought));
    let Some(RunOut::Recharged { next, this_month }) = recharged(recharge(35, 1, None)) else { panic!("it runs out") };
    assert_eq!(next, Some(today()));
    assert!(this_month.abs_diff(21 * 10) <= 1, "ten purchases a day: {this_month}");
}

#[test]
fn the_monthly_limit_ends_it() {
    let limited = |bought| Recharge { bought_this_month: Usd::whole(bought), ..recharge(20, 50, Some(100)) };
    let left = |recharge| days_left(&Credit { recharge: Some(recharge), ..credit(35, &[]) });
    assert_eq!(left(limited(0)), Some(13), "135 dollars in all");
    assert_eq!(left(limited(100)), Some(3));
    assert_eq!(left(recharge(20, 0, None)), Some(3), "buying nothing does not help");
}

#[test]
fn buying_that_never_comes_about_is_none() {
    let run_out = |recharge| of(60, &Credit { recharge: Some(recharge), ..credit(100_000, &[]) }).run_out;
    for never in [recharge(20, 0, None), recharge(20, 50, Some(49))] {
        assert_eq!(run_out(never), Some(RunOut::NotWithinHalfAYear));
    }
}

#[test]
fn a_limit_of_three_tenths_is_three_tenths() {
    let cents = |cents: f64| Usd::from_cents(cents).unwrap();
    let tenths = Recharge { amount: cents(10.0), monthly_limit: Some(cents(30.0)), ..recharge(0, 1, None) };
    let mut buying = purse::Recharging::new(tenths, today());
    let bought: Vec<u32> = (0..4).filter_map(|_| buying.buy(today(), 0.05)).map(|(count, _)| count).collect();
    assert_eq!(bought, [1, 1, 1]);
}

#[test]
fn a_grant_that_has_expired_does_not_stand_for_a_valid_one() {
    assert_eq!(lapses(&credit(60, &[lot(30, Some(-1)), lot(60, None)])), []);
    assert_eq!(days_left(&credit(60, &[lot(30, Some(-1)), lot(60, None)])), Some(6));
}

#[test]
fn a_job_on_days_without_any_other_cost_is_not_an_account_that_has_stopped() {
    let mut days = vec![Usd::ZERO; 68];
    [0, 31, 59].into_iter().for_each(|at| days[at] = Usd::whole(100));
    let costs = Costs { days, today: "2026-03-10".parse().unwrap(), ..costs(0) };
    assert_eq!(forecast(&costs, None).unwrap().stopped_for, None);
}

#[test]
fn the_limit_counts_each_month_anew() {
    // 210 dollars last until the end of the month, in which nothing can be bought any more. In December 310 can.
    let limited = Recharge { bought_this_month: Usd::whole(310), ..recharge(5, 310, Some(310)) };
    let account = Credit { recharge: Some(limited), ..credit(214, &[]) };
    assert_eq!(of(60, &account).run_out, Some(RunOut::Recharged { next: Some(today().plus(21)), this_month: 0 }));
}

#[test]
fn no_day_is_named_from_too_little() {
    assert_eq!(forecast(&costs(2), None), Err(TooLittleData { more_days: 1 }));
    assert_eq!(forecast(&costs(0), None), Err(TooLittleData { more_days: 3 }));
    assert!(matches!(of(4, &credit(105, &[])).run_out, Some(RunOut::NotBefore(_))));
    assert!(matches!(of(5, &credit(105, &[])).run_out, Some(RunOut::On { .. })));
    assert!(matches!(of(10, &credit(705, &[])).run_out, Some(RunOut::NotBefore(_))), "70 days ahead from 10 days");
    assert_eq!(of(60, &credit(100_000, &[])).run_out, Some(RunOut::NotWithinHalfAYear));
    assert_eq!(forecast(&costs(60), None).unwrap().run_out, None, "the balance is not known");
}

#[test]
fn an_account_that_has_stopped_claims_no_day() {
    let mut stopped = costs(30);
    stopped.days.extend([Usd::ZERO; 3]);
    let forecast = forecast(&stopped, Some(&credit(105, &[lot(100, Some(4))]))).unwrap();
    assert_eq!(forecast.stopped_for, Some(3));
    assert!(matches!(forecast.run_out, Some(RunOut::NotBefore(_))), "{:?}", forecast.run_out);
    assert_eq!(forecast.lapses, [Lapse { amount: Usd::whole(100), last_day: today().plus(4) }]);
    assert_eq!(forecast.month.cost, Usd::whole(90), "nothing more is expected this month");
    stopped.so_far = Usd::whole(1);
    assert_eq!(super::super::forecast(&stopped, None).unwrap().stopped_for, None);
}

#[test]
fn the_month_adds_what_is_to_come() {
    let month = of(60, &credit(0, &[])).month;
    assert_eq!(month.until, "2026-11-30".parse().unwrap());
    assert_eq!((month.cost.dollars() * 100.0).round(), 30_000.0, "90 so far and 21 days of 10");
    let last_day = Costs { today: "2026-12-31".parse().unwrap(), passed: 1.0, ..costs(60) };
    let month = forecast(&last_day, None).unwrap().month;
    assert_eq!(
        (month.until, month.cost, month.low, month.high),
        (last_day.today, Usd::whole(90), Usd::whole(90), Usd::whole(90))
    );
}

#[test]
fn days_that_cost_far_more_are_named() {
    let mut account = costs(30);
    account.days[20] = Usd::whole(500);
    assert_eq!(forecast(&account, None).unwrap().bursts, [(today().plus(-10), Usd::whole(500))]);
}
