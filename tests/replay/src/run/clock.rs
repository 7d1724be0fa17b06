//! What the plan has in store, in the order of time.

use std::collections::VecDeque;
use std::time::Duration;

use credit_gauge::account::Timestamp;

use crate::plan::Plan;

/// When the page makes further requests after the first, in milliseconds. A worker may be killed before it has stored the key of one.
const TAB_AFTER: [u64; 5] = [1300, 2900, 7100, 17_900, 41_300];

/// Something that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// With the fault's index in the plan.
    FaultEnds(usize),
    FaultBegins,
    /// With the index of the open request.
    Answer(usize),
    /// The calls to the browser that are under way end.
    Calls,
    Alarm,
    /// The platform's tab makes a request.
    Tab,
    /// The worker is killed, whatever it does.
    Kill,
    /// The worker has had nothing to do for some time.
    Idle,
    /// With the moment's index in the plan.
    Ask(usize),
}

/// What the file asks for.
#[derive(Debug)]
pub struct Queue {
    /// Beginnings and ends of faults.
    faults: VecDeque<(Timestamp, Due)>,
    asks: VecDeque<(Timestamp, Due)>,
    /// Requests of the platform's tab.
    tab: VecDeque<Timestamp>,
    kill_at: Option<Timestamp>,
    kill_every: Option<Duration>,
}

impl Queue {
    pub fn of(plan: &Plan) -> Self {
        let edges = plan.faults.iter().enumerate();
        let edges = edges.flat_map(|(number, it)| [(it.from, Due::FaultBegins), (it.to, Due::FaultEnds(number))]);
        let mut faults: Vec<_> = edges.filter(|(at, _)| *at >= plan.start).collect();
        faults.sort_by_key(|(at, _)| *at);
        let mut asks: Vec<_> = plan.ask_at.iter().enumerate().map(|(number, at)| (*at, Due::Ask(number))).collect();
        asks.sort_by_key(|(at, _)| *at);
        Self {
            faults: faults.into(),
            asks: asks.into(),
            tab: VecDeque::new(),
            kill_at: plan.kill_every.map(|every| plan.start.after(every)),
            kill_every: plan.kill_every,
        }
    }

    /// The platform's page is open for a while, and goes on making requests.
    pub fn opens_tab(&mut self, now: Timestamp) {
        self.tab = TAB_AFTER.iter().map(|millis| now.after(Duration::from_millis(*millis))).collect();
    }

    /// The next of each kind.
    pub fn next(&self) -> impl Iterator<Item = (Timestamp, Due)> + use<> {
        let kill = self.kill_at.map(|at| (at, Due::Kill));
        let tab = self.tab.front().map(|at| (*at, Due::Tab));
        [self.faults.front().copied(), tab, kill, self.asks.front().copied()].into_iter().flatten()
    }

    /// Takes out what is served.
    pub fn serve(&mut self, due: Due) {
        match due {
            Due::FaultBegins | Due::FaultEnds(_) => drop(self.faults.pop_front()),
            Due::Ask(_) => drop(self.asks.pop_front()),
            Due::Tab => drop(self.tab.pop_front()),
            Due::Kill => self.kill_at = self.kill_at.zip(self.kill_every).map(|(at, every)| at.after(every)),
            Due::Answer(_) | Due::Calls | Due::Alarm | Due::Idle => {}
        }
    }
}
