//! How often a rule would have fired in the history at hand, and when.
//!
//! The history does not keep all that a rule can be about, and the older it is the less. So:
//!
//! - Points of the history that stand for several readings give the worst value for the rule first, then the last one. If all of their values meet the
//!   condition, they count as many readings as there were.
//! - What follows from daily costs is judged once a day, at its end: later than in truth by hours.
//! - The days left are forecast without grants and automatic purchases, which the history does not keep. What was granted is taken to be what was
//!   available and used together.

mod days;
mod points;
mod values;

use self::days::Days;
pub use self::values::Untold;
use self::values::Values;

use super::state::{AlertState, Transition, evaluate};
use super::subject::Derived;
use super::{Rule, Subject};
use crate::account::{DayCosts, Range, Timestamp, catalogue};
use crate::history::{Point, Series};

/// The history of one monitor.
#[derive(Debug, Clone, Copy, Default)]
pub struct Past<'a> {
    /// Of one tier, oldest first.
    pub points: &'a [Point],
    /// Whole UTC days, oldest first.
    pub days: &'a [DayCosts],
}

/// What a rule would have done.
#[derive(Debug, Clone, PartialEq)]
pub struct Backtest {
    /// Oldest first.
    pub firings: Vec<Firing>,
    /// When the first value is of that the rule could judge; `None` if there is none.
    pub since: Option<Timestamp>,
}

/// An alert that would have been.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Firing {
    pub from: Timestamp,
    /// `None` if it would fire now.
    pub until: Option<Timestamp>,
    /// What would have made it fire, in the unit of the rule's subject.
    pub value: f64,
}

/// Lets `rule` judge the history of one monitor, as if it had been there all the time.
///
/// # Errors
/// The history cannot tell, which is not the same as that it would never have fired.
pub fn backtest(rule: &Rule, past: &Past<'_>) -> Result<Backtest, Untold> {
    let values = values(rule, past)?;
    let mut state = AlertState::default();
    let mut firings: Vec<Firing> = Vec::new();
    for (at, value) in &values {
        let (next, transition) = evaluate(rule, state, Some(*value), *at);
        state = next;
        match transition {
            Some(Transition::Fired { value }) => firings.push(Firing { from: *at, until: None, value }),
            Some(Transition::Resolved { .. }) => {
                if let Some(firing) = firings.last_mut() {
                    firing.until = Some(*at);
                }
            }
            None => {}
        }
    }
    Ok(Backtest { firings, since: values.first().map(|(at, _)| *at) })
}

fn values(rule: &Rule, past: &Past<'_>) -> Result<Values, Untold> {
    let of_days = || Days::of(past.days);
    match &rule.subject {
        Subject::Metric(catalogue::TOTAL_AVAILABLE) => points::series(rule, past.points, Series::Balance),
        Subject::Metric(catalogue::TOTAL_USED) => points::series(rule, past.points, Series::Used),
        Subject::Metric(_) => Err(Untold::NotKept),
        Subject::Cost(Range::Month) if points::has(past.points, Series::MonthCost) => {
            points::series(rule, past.points, Series::MonthCost)
        }
        Subject::Cost(range) => Ok(of_days().costs(*range)),
        Subject::ModelShare { model, range } => Ok(of_days().shares(past.days, model, *range)),
        Subject::Derived(derived) => match derived {
            Derived::BalanceShare => points::balance_shares(rule, past.points),
            Derived::ResponseTime => points::series(rule, past.points, Series::ResponseTime),
            Derived::MonitorDown => Ok(points::downs(rule, past.points)),
            Derived::DaysLeft | Derived::MonthForecast | Derived::TodayAgainstUsual | Derived::UnusualDay => {
                Ok(of_days().forecasts(rule, past.points))
            }
            Derived::GrantExpiresInDays | Derived::SessionEnded => Err(Untold::NotKept),
        },
    }
}
