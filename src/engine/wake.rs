//! When the one alarm rings: it drives everything that has to happen by itself.

use std::time::Duration;

use super::{State, deletion, renewal};
use crate::account::Timestamp;
use crate::monitor::{Collection, Monitor, MonitorId, Session};

/// The soonest an alarm may be set: browsers keep no shorter time, and where they do, as for an extension under development, what is held
/// back would keep them busy.
const SOONEST: Duration = Duration::from_secs(30);

/// How often to look whether the network is back. A sleeping worker is not woken by that.
const LOOK_FOR_NETWORK_EVERY: Duration = Duration::from_secs(60);

/// How often a call to the browser is tried again that has failed, where nothing else wakes the worker.
pub const TRY_AGAIN_EVERY: Duration = Duration::from_secs(60);

/// After this an alarm rings again that was not set anew: whoever was to do that has died, or its call has failed.
pub const RING_AGAIN_EVERY: Duration = Duration::from_secs(300);

/// When something is to happen by itself next; it may be overdue.
#[must_use]
pub fn next_wake(state: &State) -> Option<Timestamp> {
    let (saved, running) = (&state.saved, &state.running);
    let waits = |(id, monitor): &(&MonitorId, &Monitor)| {
        !monitor.parameters.paused
            && monitor.session == Session::Live
            && saved.may_ask(&monitor.parameters)
            && !running.collections.contains_key(id)
    };
    let due = saved.monitors.iter().filter(waits).filter_map(|(_, monitor)| monitor.schedule.next_at);
    let in_flight = running.collections.values().map(Collection::looked_after_at);
    let deletions = saved.index.deleted.iter().map(deletion::final_at);
    due.chain(in_flight).chain(deletions).chain(running.renewal.iter().map(renewal::over_at)).min()
}

/// What the alarm is to be set to.
#[must_use]
pub fn alarm(state: &State, now: Timestamp) -> Option<Timestamp> {
    let soonest = if state.saved.index.offline { LOOK_FOR_NETWORK_EVERY } else { SOONEST };
    next_wake(state).map(|at| at.max(now.after(soonest)))
}
