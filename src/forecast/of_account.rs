//! What a forecast is made from, taken from the readings of an account.

use std::time::Duration;

use super::{Costs, Credit, FEWEST_DAYS, Forecast, Recharge, TooLittleData, forecast};
use crate::account::{AccountStatus, Day, DayCosts, MetricValue, Readings, Timestamp, Usd, catalogue};

/// The milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// How far the readings of balance and cost may lie apart.
const TOGETHER: Duration = Duration::from_secs(2 * 3600);

/// Forecasts from the last good readings and from the costs of past days, in the order of time.
///
/// # Errors
/// There are too few days, or the model cost was never read.
pub fn forecast_of(status: &AccountStatus, days: &[DayCosts]) -> Result<Forecast, TooLittleData> {
    let read_at = status.model_cost.as_ref().map(|cost| cost.at);
    let costs = read_at.and_then(|at| Costs::of(days, at)).ok_or(TooLittleData { more_days: FEWEST_DAYS })?;
    let recharge = status.billing_subscription.as_ref().and_then(|it| Recharge::of(&it.value));
    let grants = status.credit_grants.as_ref().filter(|it| read_at.is_some_and(|at| is_together(at, it.at)));
    let credit = grants.and_then(|it| Credit::of(&it.value, recharge));
    forecast(&costs, credit.as_ref())
}

/// Whether two readings are of one time. If the sets of an account were read at different times, one of them could not be read since. Then the
/// costs since do not belong to the balance.
fn is_together(one: Timestamp, other: Timestamp) -> bool {
    one.since(other).max(other.since(one)) <= TOGETHER
}

impl Costs {
    /// From the costs of days as of a reading at this time, in the order of time. Later days are ignored, and so is what lies before a day that
    /// is missing: it was not asked for, so its cost is not known. `None` if the day of the reading is missing.
    #[must_use]
    pub fn of(days: &[DayCosts], at: Timestamp) -> Option<Self> {
        let today = at.day();
        let known = || days.iter().filter(|it| it.day <= today);
        let mut before = Vec::new();
        let mut expected = today;
        for it in known().rev() {
            if it.day != expected {
                break;
            }
            before.push(it.total());
            expected = expected.plus(-1);
        }
        before.reverse();
        before.pop()?;
        let sum = |is_meant: &dyn Fn(Day) -> bool| known().filter(|it| is_meant(it.day)).map(DayCosts::total).sum();
        Some(Self {
            days: before,
            today,
            so_far: sum(&|day| day == today),
            passed: at.since(today.start()).as_millis() as f64 / DAY,
            month: sum(&|day| day.is_in_month_of(today)),
        })
    }
}

impl Recharge {
    /// From the subscription. Credit is bought up to a balance, so each time the balance less the threshold is bought. What was bought this
    /// month is not reported, and neither is a limit. `None` if nothing is bought automatically.
    #[must_use]
    pub fn of(subscription: &Readings) -> Option<Self> {
        let is_on = subscription.known(catalogue::AUTO_RECHARGE_ENABLED) == Some(&MetricValue::Flag(true));
        let threshold = subscription.usd(catalogue::AUTO_RECHARGE_THRESHOLD).filter(|_| is_on)?;
        let amount = subscription.usd(catalogue::AUTO_RECHARGE_TO_BALANCE)?.minus(threshold);
        Some(Self { threshold, amount, monthly_limit: None, bought_this_month: Usd::ZERO })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{CreditGrants, Measured, NamedCost, UsageSums};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn cost_of(text: &str, dollars: i32) -> DayCosts {
        let model = NamedCost { name: "gpt-5.5".to_owned(), cost: Usd::whole(dollars) };
        DayCosts { models: vec![model], ..DayCosts::nothing(day(text)) }
    }

    fn noon(text: &str) -> Timestamp {
        day(text).start().after(std::time::Duration::from_secs(12 * 3600))
    }

    #[test]
    fn what_lies_before_a_missing_day_or_after_the_reading_is_ignored() {
        let days = [
            ("2026-10-29", 1),
            ("2026-10-31", 2),
            ("2026-11-01", 0),
            ("2026-11-02", 3),
            ("2026-11-03", 4),
            ("2026-11-04", 8),
        ];
        let days = days.map(|(day, cost)| cost_of(day, cost));
        let costs = Costs::of(&days, noon("2026-11-03")).unwrap();
        assert_eq!(costs.days, [2, 0, 3].map(Usd::whole));
        assert_eq!((costs.so_far, costs.month, costs.passed), (Usd::whole(4), Usd::whole(7), 0.5));
        assert_eq!(Costs::of(&days, noon("2026-11-06")), None, "the day of the reading is missing");
        assert_eq!(Costs::of(&[], noon("2026-11-03")), None);
    }

    #[test]
    fn nothing_is_said_before_the_cost_was_read() {
        let days: Vec<DayCosts> = (1..21).map(|it| cost_of(&format!("2026-11-{it:02}"), 2)).collect();
        let mut status = AccountStatus::default();
        assert_eq!(forecast_of(&status, &days), Err(TooLittleData { more_days: 3 }));
        let value = UsageSums::up_to(day("2026-11-20")).finish().cost;
        status.model_cost = Some(Measured { at: noon("2026-11-20"), value });
        let forecast = forecast_of(&status, &days).unwrap();
        assert_eq!(forecast.run_out, None, "the balance is not known");
        let totals = serde_json::from_value(serde_json::json!({"total_available": 10.0})).unwrap();
        let grants = CreditGrants { totals, ..CreditGrants::default() };
        status.credit_grants = Some(Measured { at: noon("2026-11-20"), value: grants });
        assert!(matches!(forecast_of(&status, &days).unwrap().run_out, Some(super::super::RunOut::On { .. })));
        status.credit_grants.as_mut().unwrap().at = noon("2026-11-19");
        assert_eq!(forecast_of(&status, &days).unwrap().run_out, None, "a balance of another day");
    }

    #[test]
    fn credit_is_bought_only_where_that_is_switched_on() {
        let readings = |on: bool| -> Readings {
            let fields = serde_json::json!({
                "auto_recharge_enabled": on, "auto_recharge_threshold": 5.0, "auto_recharge_to_balance": 25.0,
            });
            serde_json::from_value(fields).unwrap()
        };
        assert_eq!(Recharge::of(&readings(false)), None);
        let recharge = Recharge::of(&readings(true)).unwrap();
        assert_eq!((recharge.threshold, recharge.amount), (Usd::whole(5), Usd::whole(20)));
    }
}
