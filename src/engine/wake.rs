//! When the one alarm rings: it drives everything that has to happen by itself.

use std::time::Duration;

use super::{Saved, deletion, renewal};
use crate::account::Timestamp;
use crate::monitor::{Monitor, Session};

/// The soonest an alarm may be set: browsers keep no shorter time, and where they do, as for an extension under development, what is held
/// back would keep them busy.
const SOONEST: Duration = Duration::from_secs(30);

/// How often to look whether the network is back. A sleeping worker is not woken by that.
const LOOK_FOR_NETWORK_EVERY: Duration = Duration::from_secs(60);

/// When something is to happen by itself next; it may be overdue.
pub(super) fn next_wake(saved: &Saved) -> Option<Timestamp> {
    let waits = |monitor: &&Monitor| {
        !monitor.parameters.paused && monitor.session == Session::Live && saved.may_ask(&monitor.parameters)
    };
    let collections = saved.monitors.values().filter(waits).filter_map(|monitor| monitor.schedule.next_at);
    let deletions = saved.deleted.iter().map(deletion::final_at);
    collections.chain(deletions).chain(saved.renewal.iter().map(renewal::over_at)).min()
}

/// What the alarm is to be set to.
pub(super) fn alarm(saved: &Saved, now: Timestamp) -> Option<Timestamp> {
    let soonest = if saved.offline { LOOK_FOR_NETWORK_EVERY } else { SOONEST };
    next_wake(saved).map(|at| at.max(now.after(soonest)))
}
