use credit_gauge::account::{AccountStatus, Day, MetricValue, Readings, Usd};
use credit_gauge::forecast::{Costs, Credit, Forecast, MonthForecast, Recharge, RunOut, forecast};
use serde::Serialize;

use crate::told::Told;

/// What the extension can say of the days to come. `run_out` and `month` are `None` where it claims nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Foretold {
    pub run_out: Option<RunOutRange>,
    /// Why there is a day, or none.
    pub run_out_kind: RunOutKind,
    /// Where no day can be told: hardly before this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_out_not_before: Option<String>,
    /// Where credit is bought automatically: the day of the next purchase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_recharge: Option<String>,
    pub month: Option<MonthRange>,
}

/// Days, and how many days after the last reading they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunOutRange {
    pub value: String,
    pub low: String,
    /// `None` if it is too far away to be told.
    pub high: Option<String>,
    pub days_left: DaysLeft,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DaysLeft {
    pub value: i64,
    pub low: i64,
    pub high: Option<i64>,
}

/// In dollars.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthRange {
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// The last day of the month.
    pub until: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RunOutKind {
    On,
    NotBefore,
    /// Hardly within half a year.
    NotWithin,
    Recharged,
    /// The balance was not read.
    NoBalance,
    TooLittleData,
    /// No cost was read.
    NoCosts,
}

/// The forecast from what the extension has read.
///
/// To be replaced: `told` by the daily costs that the worker stores, and the rest by the function with which the pages make their forecast.
pub fn stored_forecast(read: &AccountStatus, told: &Told) -> Foretold {
    let Some((at, days, so_far, month)) = told.costs() else { return Foretold::nothing(RunOutKind::NoCosts) };
    let today = at.day();
    let passed = at.since(today.start()).as_secs_f64() / 86400.0;
    let costs = Costs { days, today, so_far, passed, month };
    let recharge = read.billing_subscription.as_ref().and_then(|read| recharge(&read.value));
    let credit = read.credit_grants.as_ref().and_then(|read| Credit::of(&read.value, recharge));
    match forecast(&costs, credit.as_ref()) {
        Ok(forecast) => Foretold::of(&forecast, today),
        Err(_) => Foretold::nothing(RunOutKind::TooLittleData),
    }
}

/// Automatic purchases as the subscription reports them. It reports no limit of a month.
fn recharge(subscription: &Readings) -> Option<Recharge> {
    let is_on = matches!(subscription.known("auto_recharge_enabled"), Some(MetricValue::Flag(true)));
    let threshold = subscription.usd("auto_recharge_threshold")?;
    let amount = subscription.usd("auto_recharge_to_balance")?.minus(threshold);
    is_on.then_some(Recharge { threshold, amount, monthly_limit: None, bought_this_month: Usd::ZERO })
}

impl Foretold {
    fn nothing(why: RunOutKind) -> Self {
        Self { run_out: None, run_out_kind: why, run_out_not_before: None, next_recharge: None, month: None }
    }

    fn of(forecast: &Forecast, today: Day) -> Self {
        let mut told = Self { month: Some(MonthRange::of(&forecast.month)), ..Self::nothing(RunOutKind::NoBalance) };
        match forecast.run_out {
            None => {}
            Some(RunOut::On { day, low, high }) => {
                told.run_out_kind = RunOutKind::On;
                told.run_out = Some(RunOutRange::of(day, low, high, today));
            }
            Some(RunOut::NotBefore(day)) => {
                told.run_out_kind = RunOutKind::NotBefore;
                told.run_out_not_before = Some(day.to_string());
            }
            Some(RunOut::NotWithinHalfAYear) => told.run_out_kind = RunOutKind::NotWithin,
            Some(RunOut::Recharged { next, .. }) => {
                told.run_out_kind = RunOutKind::Recharged;
                told.next_recharge = next.map(|day| day.to_string());
            }
        }
        told
    }
}

impl RunOutRange {
    fn of(day: Day, low: Day, high: Option<Day>, today: Day) -> Self {
        let left = |day: Day| day.days_since(today);
        Self {
            value: day.to_string(),
            low: low.to_string(),
            high: high.map(|day| day.to_string()),
            days_left: DaysLeft { value: left(day), low: left(low), high: high.map(left) },
        }
    }
}

impl MonthRange {
    fn of(month: &MonthForecast) -> Self {
        Self {
            value: month.cost.dollars(),
            low: month.low.dollars(),
            high: month.high.dollars(),
            until: month.until.to_string(),
        }
    }
}
