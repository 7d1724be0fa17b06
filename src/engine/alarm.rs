//! When the one alarm rings. It drives everything that no other event starts.

use std::time::Duration;

use super::{State, deletion, renewal};
use crate::account::Timestamp;
use crate::monitor::{Collection, Monitor, MonitorId};

/// The soonest the alarm is set. Browsers allow no shorter time, except for an extension under development. There an overdue monitor that
/// is held back would make the alarm ring without pause.
const SOONEST: Duration = Duration::from_secs(30);

/// How often to check whether the network is back. Its return does not wake a sleeping worker.
const LOOK_FOR_NETWORK_EVERY: Duration = Duration::from_secs(60);

/// How long after a failed call to the browser the worker wakes to retry it, if nothing wakes it earlier.
pub const TRY_AGAIN_EVERY: Duration = Duration::from_secs(60);

/// The interval at which the alarm repeats until it is set anew, in case the worker dies or its call fails before that.
pub const RING_AGAIN_EVERY: Duration = Duration::from_secs(300);

/// When the next thing is due; it may be overdue.
#[must_use]
pub fn next_due(state: &State) -> Option<Timestamp> {
    let (saved, running) = (&state.saved, &state.running);
    let is_watched = |(id, monitor): &(&MonitorId, &Monitor)| state.is_watching(id, monitor);
    let due = saved.monitors.iter().filter(is_watched).filter_map(|(_, monitor)| monitor.schedule.next_at);
    let in_flight = running.collections.values().map(Collection::looked_after_at);
    let deletions = saved.index.deleted.iter().map(deletion::final_at);
    due.chain(in_flight).chain(deletions).chain(running.renewal.iter().map(renewal::over_at)).min()
}

/// When the alarm is to ring.
#[must_use]
pub fn alarm(state: &State, now: Timestamp) -> Option<Timestamp> {
    let soonest = if state.saved.index.offline { LOOK_FOR_NETWORK_EVERY } else { SOONEST };
    next_due(state).map(|at| at.max(now.after(soonest)))
}
