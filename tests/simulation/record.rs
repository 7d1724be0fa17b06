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
    /// Whether a person or the tab gave a reason to ask out of turn since it began.
    pub out_of_turn: bool,
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

/// Those of all monitors. It is saved and lost with the state, so that it never knows more than a worker can.
#[derive(Clone, Debug, Default)]
pub struct Record(pub BTreeMap<MonitorId, Asked>);

impl Record {
    pub fn of(&mut self, id: &MonitorId) -> &mut Asked {
        self.0.entry(id.clone()).or_default()
    }

    pub fn get(&self, id: &MonitorId) -> Asked {
        self.0.get(id).cloned().unwrap_or_default()
    }
}
