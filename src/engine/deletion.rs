//! Deleting a monitor, and bringing it back.

use std::time::Duration;

use super::{Deleted, RequestId, State};
use crate::account::Timestamp;
use crate::monitor::{MonitorId, Session};

/// How long a deletion can be undone.
pub const UNDO_WITHIN: Duration = Duration::from_secs(10);

/// When a deletion can no longer be undone.
pub(super) fn final_at(deleted: &Deleted) -> Timestamp {
    deleted.at.after(UNDO_WITHIN)
}

/// Takes the monitor out of everything; it is kept aside with its key, for whoever changes their mind.
pub(super) fn delete(state: &mut State, id: MonitorId, now: Timestamp) {
    let Some(monitor) = state.saved.monitors.remove(&id) else { return };
    state.saved.deleted.push(Deleted { id, monitor, at: now });
    leave_deleted(state);
}

/// Brings it back as it was, and up to date. Too late, nothing happens.
pub(super) fn undo(state: &mut State, id: &MonitorId, now: Timestamp) {
    complete(state, now);
    let Some(index) = state.saved.deleted.iter().position(|deleted| deleted.id == *id) else { return };
    let Deleted { id, mut monitor, .. } = state.saved.deleted.remove(index);
    if monitor.session == Session::Live && !monitor.parameters.paused && monitor.collection.is_none() {
        monitor.schedule.start_over(now);
    }
    monitor.parameters.task_name = state.saved.unique_name(&id, &monitor.parameters.task_name);
    state.saved.current = Some(id.clone());
    state.saved.monitors.insert(id, monitor);
}

/// Whether this monitor is deleted and can still be brought back. Until that is settled its organisation is not captured anew.
pub(super) fn is_pending(state: &State, id: &MonitorId) -> bool {
    state.saved.deleted.iter().any(|deleted| deleted.id == *id)
}

/// A request of a deleted monitor has ended. What it says is not wanted, but should the monitor be brought back, it is no longer on its
/// way.
pub(super) fn on_answered(state: &mut State, request: &RequestId) {
    let deleted = state.saved.deleted.iter_mut().find(|deleted| deleted.id == request.monitor);
    let Some(monitor) = deleted.map(|deleted| &mut deleted.monitor) else { return };
    let Some(collection) = monitor.collection.as_mut().filter(|it| it.number == request.collection) else { return };
    if let Some(set) = request.endpoint.set() {
        collection.waiting_for.remove(set);
    }
    monitor.collection.take_if(|it| it.is_complete());
}

/// Forgets what can no longer be brought back, its key included. A clock set back brings nothing back for longer.
pub(super) fn complete(state: &mut State, now: Timestamp) {
    let over = |deleted: &Deleted| now >= final_at(deleted) || now < deleted.at;
    let Some(index) = state.saved.deleted.iter().position(over) else { return };
    let Deleted { id, .. } = state.saved.deleted.remove(index);
    state.keys.remove(&id);
    complete(state, now);
}

/// What shows a deleted monitor shows another one, where there is one.
fn leave_deleted(state: &mut State) {
    let monitors = &state.saved.monitors;
    let gone = |id: &Option<MonitorId>| id.as_ref().is_some_and(|id| !monitors.contains_key(id));
    if gone(&state.saved.current) {
        state.saved.current = monitors.keys().next().cloned();
    }
    if gone(&state.saved.in_tab) {
        state.saved.in_tab = None;
    }
}
