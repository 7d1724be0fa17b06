use credit_gauge::account::{AccountStatus, Day, DayCosts};
use credit_gauge::forecast::{Forecast, MonthForecast, RunOut, forecast_of};
use serde::Serialize;

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
    /// Too few days with cost were read.
    TooLittleData,
}

/// The forecast from what the extension has stored, made as its pages make it.
pub fn stored_forecast(read: &AccountStatus, days: &[DayCosts]) -> Foretold {
    match (forecast_of(read, days), read.model_cost.as_ref()) {
        (Ok(forecast), Some(cost)) => Foretold::of(&forecast, cost.at.day()),
        _ => Foretold::nothing(),
    }
}

impl Foretold {
    pub fn nothing() -> Self {
        let run_out_kind = RunOutKind::TooLittleData;
        Self { run_out: None, run_out_kind, run_out_not_before: None, next_recharge: None, month: None }
    }

    fn of(forecast: &Forecast, today: Day) -> Self {
        let mut told = Self { month: Some(MonthRange::of(&forecast.month)), ..Self::nothing() };
        match forecast.run_out {
            None => told.run_out_kind = RunOutKind::NoBalance,
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
