//! What the worker was told about daily costs.
//!
//! To be replaced: once the worker stores daily costs, [`crate::stored::stored_forecast`] reads them from there.

use std::collections::BTreeMap;

use credit_gauge::account::{Day, Range, Timestamp, Usd};
use credit_gauge::openai::{Answer, Outcome, UsageWindow, wire};

/// The usage bodies that the worker was answered, as far as a forecast needs them.
#[derive(Debug, Default)]
pub struct Told {
    /// Whole days.
    days: BTreeMap<Day, Usd>,
    last: Option<(Timestamp, Vec<u8>)>,
}

impl Told {
    /// Notes the answer to a request for usage that was sent at `at`.
    pub fn note(&mut self, at: Timestamp, outcome: &Outcome) {
        let Ok(Answer { status: 200, body, .. }) = outcome else { return };
        let is_first_of_day = self.last.as_ref().is_none_or(|(last, _)| last.day() != at.day());
        if is_first_of_day {
            let days = std::iter::successors(Some(UsageWindow::at(at).start), |day| Some(day.plus(1)));
            for day in days.take_while(|day| *day < at.day()) {
                if let Some(cost) = cost_of(body, day, Range::Today) {
                    self.days.insert(day, cost);
                }
            }
        }
        self.last = Some((at, body.clone()));
    }

    /// When it was last told, the costs of whole days up to then, oldest first, of that day and of that month.
    pub fn costs(&self) -> Option<(Timestamp, Vec<Usd>, Usd, Usd)> {
        let (at, body) = self.last.as_ref()?;
        let whole = self.days.iter().filter(|(day, _)| **day < at.day());
        let so_far = cost_of(body, at.day(), Range::Today)?;
        let month = cost_of(body, at.day(), Range::Month)?;
        Some((*at, whole.map(|(_, cost)| *cost).collect(), so_far, month))
    }
}

fn cost_of(body: &[u8], last_day: Day, range: Range) -> Option<Usd> {
    wire::usage(body, last_day).ok().map(|cost| cost.total(range))
}
