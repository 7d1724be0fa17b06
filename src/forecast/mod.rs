//! When the balance runs out, and what this month will cost, from the costs of past days.
//!
//! ```text
//!   costs of whole days ─► history: monthly job taken out, lone bursts capped
//!                            ├─► weekdays   how much each day of the week costs against the others
//!                            ├─► levels     what a day costs, with a short and a long memory
//!                            ├─► mix        how much each way to continue the levels was worth so far
//!                            └─► noise      how far single days lie from what was expected
//!   today's cost so far  ──► spending: expected, low and high cost up to the end of each day
//!                            ├─► month      cost so far, and what the rest of the month will add
//!   balance and grants   ──► └─► run_out    credit is spent day by day, the first to expire first
//! ```
//!
//! The rate always comes from the daily costs, never from the slope of the balance: a top-up would turn that around. The ranges are meant to hold
//! in 80 of 100 cases; `tests/goals.rs` in this folder checks this on 15 kinds of made-up accounts. Everything is plain arithmetic: the same input gives
//! the same answer.

mod costs;
mod credit;
mod history;
mod levels;
mod mix;
mod month;
mod monthly_job;
mod noise;
mod of_account;
mod purse;
mod run_out;
mod spending;
mod unusual;
mod weekdays;

pub use self::costs::Costs;
pub use self::credit::{Credit, Lot, Recharge};
pub use self::history::{FEWEST_DAYS, MOST_DAYS, TooLittleData};
pub use self::month::MonthForecast;
pub use self::of_account::forecast_of;
pub use self::purse::Lapse;
pub use self::run_out::RunOut;
pub use self::spending::DAYS_AHEAD;
pub use self::unusual::Unusual;

use self::history::History;
use self::spending::Spending;
use crate::account::{Day, Usd};

/// What can be said of the days to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    pub month: MonthForecast,
    /// `None` if the balance is not known.
    pub run_out: Option<RunOut>,
    /// Credit that will expire unused at the expected cost, the first to expire first.
    pub lapses: Vec<Lapse>,
    /// Days that cost so much more than the others that they only widen the range.
    pub bursts: Vec<(Day, Usd)>,
    /// Today costs far more than it usually does.
    pub unusual: Option<Unusual>,
    /// The cost of today so far as a multiple of what such a whole day usually costs. `None` if the history is too short to say.
    pub against_usual: Option<f64>,
    /// How many whole days there was no cost, if the account seems to have stopped.
    pub stopped_for: Option<usize>,
}

/// Forecasts from `costs`; `credit` is the balance at the same time, if it is known.
///
/// # Errors
/// There are fewer than [`FEWEST_DAYS`] whole days with cost.
pub fn forecast(costs: &Costs, credit: Option<&Credit>) -> Result<Forecast, TooLittleData> {
    let history = History::of(costs)?;
    let spending = Spending::of(&history, costs);
    let walked = credit.map(|credit| run_out::run_out(credit, &spending, &history, costs));
    let (run_out, lapses) = walked.unzip();
    Ok(Forecast {
        month: month::month(costs, &spending),
        run_out,
        lapses: lapses.unwrap_or_default(),
        bursts: history.bursts(),
        unusual: unusual::unusual(&history, costs),
        against_usual: unusual::against_usual(&history, costs),
        stopped_for: history.stopped_for(costs),
    })
}

#[cfg(test)]
mod tests;
