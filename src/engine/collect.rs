//! Begins the collections that are due.

use super::{Effect, State};
use crate::account::Timestamp;
use crate::monitor::{Monitor, MonitorId};

/// The most collections in flight. After a night's sleep all monitors are due; the limit prevents a burst of requests.
pub const MOST_AT_ONCE: usize = 4;

/// Begins collections of the monitors that are due, longest overdue first, up to the limit. The rest follow as others complete.
pub(super) fn collect_due(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    while state.running.collections.len() < MOST_AT_ONCE
        && let Some(id) = longest_due(state, now)
        && let Some(request) = state.subject(&id).and_then(|mut it| it.begin(now))
    {
        effects.push(request);
    }
    effects
}

/// The monitor that is longest overdue and may be read.
fn longest_due(state: &State, now: Timestamp) -> Option<MonitorId> {
    if state.saved.index.offline {
        return None;
    }
    let is_due = |(id, monitor): &(&MonitorId, &Monitor)| {
        monitor.schedule.is_due(now)
            && monitor.schedule.blocked_until(now).is_none()
            && state.is_watching(id, monitor)
            && state.keys.get(id).is_some_and(|held| held.fits(&monitor.parameters))
    };
    let due = state.saved.monitors.iter().filter(is_due);
    due.min_by_key(|(_, monitor)| monitor.schedule.next_at).map(|(id, _)| id.clone())
}
