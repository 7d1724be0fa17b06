//! A simple record of each monitor's collections, kept independently of the core. The core's schedule is checked against it.

use std::collections::BTreeMap;

use credit_gauge::monitor::{Account, MonitorId};

/// A moment that does not depend on the clock, in milliseconds: the time passed since the world began, and the sum of all jumps of the
/// clock forward until then. A worker that reads the clock takes such a jump for time that has passed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moment {
    pub passed: i64,
    pub forward: i64,
}

impl Moment {
    /// The longest time that may seem to have passed, in milliseconds: jumps forward count as passed.
    pub fn since(self, earlier: Self) -> i64 {
        (self.passed - earlier.passed) + (self.forward - earlier.forward)
    }
}

/// The record of one monitor.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The last collection to begin.
    pub last: Option<Collection>,
    /// A wait that OpenAI asked for: since when, and for how many milliseconds.
    pub wait: Option<(Moment, i64)>,
    /// The account that was last asked to wait.
    pub account: Option<Account>,
    /// A wait from an answer that may not be stored yet.
    unsettled_wait: Option<(Moment, i64)>,
    /// Whether the next collection may begin out of turn, because of the person or a failed call.
    pub out_of_turn: bool,
    /// When the person last did something with it, in milliseconds since the world began. A command that wakes the worker may begin two
    /// collections: what was due, and what it asks for.
    pub acted_at: i64,
    /// Whether it may because of the tab. Such collections are counted.
    pub by_tab: bool,
    /// The key of the tab's last request for this monitor.
    pub key: Option<String>,
    /// When collections began within the last ten minutes that neither the person nor a failed call was the reason for.
    pub unasked: Vec<Moment>,
}

#[derive(Clone, Copy, Debug)]
pub struct Collection {
    pub number: u64,
    pub began: Moment,
    pub ended: Option<(Moment, Ended)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Well,
    WithFailures,
}

impl Asked {
    /// Notes a wait that OpenAI asks for. It counts only for a collection in flight, and once it is stored.
    pub fn asks_to_wait(&mut self, now: Moment, seconds: u64, account: Option<&Account>) {
        if let Some(account) = account {
            self.account = Some(account.clone());
            let wait = (seconds as i64 * 1000).clamp(30_000, 24 * 3_600_000);
            self.unsettled_wait = longer(self.unsettled_wait, (now, wait), now);
        }
    }
}

/// The wait that ends later.
fn longer(earlier: Option<(Moment, i64)>, wait: (Moment, i64), now: Moment) -> Option<(Moment, i64)> {
    let left = |(from, wait): (Moment, i64)| wait - now.since(from);
    Some(earlier.filter(|it| left(*it) > left(wait)).unwrap_or(wait))
}

#[derive(Clone, Debug, Default)]
pub struct Record(pub BTreeMap<MonitorId, Asked>);

impl Record {
    pub fn of(&mut self, id: &MonitorId) -> &mut Asked {
        self.0.entry(id.clone()).or_default()
    }

    pub fn get(&self, id: &MonitorId) -> Asked {
        self.0.get(id).cloned().unwrap_or_default()
    }

    /// After a failure the worker could not help: the schedules are not checked until the next collections.
    pub fn excuse_all(&mut self) {
        for asked in self.0.values_mut() {
            asked.out_of_turn = true;
            asked.unsettled_wait = None;
        }
    }

    /// The worker is at rest and everything is stored, so waits count from now on.
    pub fn settle(&mut self, now: Moment) {
        for asked in self.0.values_mut() {
            if let Some(wait) = asked.unsettled_wait.take() {
                asked.wait = longer(asked.wait, wait, now);
            }
        }
    }

    /// The worker died before it was at rest, so it may not know of the latest waits.
    pub fn drop_unsettled(&mut self) {
        self.0.values_mut().for_each(|asked| asked.unsettled_wait = None);
    }
}
