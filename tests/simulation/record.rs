//! What happened to each monitor, kept apart from the core and in a simpler way: it is what the core's schedule is measured by.

use std::collections::BTreeMap;

use credit_gauge::monitor::MonitorId;

/// A moment no clock has a say in: milliseconds since the world began, and how far its clock was set forward in all by then. A core
/// that goes by the clock cannot know that less time has passed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moment {
    pub passed: i64,
    pub forward: i64,
}

impl Moment {
    /// The time since then, as generous as a clock that was set forward is.
    pub fn since(self, earlier: Self) -> i64 {
        (self.passed - earlier.passed) + (self.forward - earlier.forward)
    }
}

/// The collections of one monitor.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The last collection: its number, when it began, and when and how it ended.
    pub last: Option<Collection>,
    /// OpenAI asked to be left alone: when, and for how many milliseconds.
    pub wait: Option<(Moment, i64)>,
    /// The same, from an answer of which nobody knows yet whether it will be stored.
    unsettled_wait: Option<(Moment, i64)>,
    /// Whether a person or the tab gave a reason to ask out of turn since it began, or a call of the worker went wrong.
    pub out_of_turn: bool,
    /// The key a tab showed for it last.
    pub key: Option<String>,
    /// When collections began that no person had asked for, within the last hour.
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
    /// OpenAI asks to be left alone for so many seconds. It counts when it is stored, and for a collection that is in flight.
    pub fn asks_to_wait(&mut self, now: Moment, seconds: u64, is_current: bool) {
        if is_current {
            let wait = (seconds as i64 * 1000).clamp(30_000, 24 * 3_600_000);
            self.unsettled_wait = longer(self.unsettled_wait, (now, wait), now);
        }
    }
}

/// The one of two waits that ends later.
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

    /// Something went wrong that no monitor's schedule can be held to.
    pub fn excuse_all(&mut self) {
        for asked in self.0.values_mut() {
            asked.out_of_turn = true;
            asked.unsettled_wait = None;
        }
    }

    /// The worker has served everything, and all of it is stored.
    pub fn settle(&mut self, now: Moment) {
        for asked in self.0.values_mut() {
            if let Some(wait) = asked.unsettled_wait.take() {
                asked.wait = longer(asked.wait, wait, now);
            }
        }
    }

    /// The worker has died before it was at rest.
    pub fn drop_unsettled(&mut self) {
        self.0.values_mut().for_each(|asked| asked.unsettled_wait = None);
    }
}
