//! What the worker was told about daily costs.
//!
//! To be replaced: once the worker stores daily costs, [`crate::stored`] reads them from there.

use std::collections::BTreeMap;

use credit_gauge::account::{Day, DayCosts, Timestamp};
use credit_gauge::openai::{Answer, Outcome, wire};

/// The usage bodies that the worker was answered.
#[derive(Debug, Default)]
pub struct Told {
    days: BTreeMap<Day, DayCosts>,
    /// The last body, which is not in `days` yet.
    last: Option<(Timestamp, Vec<u8>)>,
}

impl Told {
    /// Notes the answer to a request for usage that was sent at `at`.
    pub fn note(&mut self, at: Timestamp, outcome: &Outcome) {
        let Ok(Answer { status: 200, body, .. }) = outcome else { return };
        // A body has the days of a month, so one of each day is enough.
        if self.last.as_ref().is_some_and(|(last, _)| last.day() != at.day()) {
            self.read_last();
        }
        self.last = Some((at, body.clone()));
    }

    /// What each day cost, in the order of time.
    pub fn days(&mut self) -> Vec<DayCosts> {
        self.read_last();
        self.days.values().cloned().collect()
    }

    fn read_last(&mut self) {
        let usage = self.last.take().and_then(|(at, body)| wire::usage(&body, at.day()).ok());
        for costs in usage.into_iter().flat_map(|usage| usage.days) {
            self.days.insert(costs.day, costs);
        }
    }
}
