//! Deleting a monitor, and undoing that.

use std::time::Duration;

use super::{Deleted, Refusal, RequestId, Saved, State};
use crate::account::Timestamp;
use crate::monitor::MonitorId;

/// How long a deletion can be undone.
pub const UNDO_WITHIN: Duration = Duration::from_secs(10);

/// When a deletion can no longer be undone.
pub(super) fn final_at(deleted: &Deleted) -> Timestamp {
    deleted.at.after(UNDO_WITHIN)
}

/// Moves a monitor to the deleted ones. Its key, readings and history are kept until that is final.
pub(super) fn delete(state: &mut State, id: MonitorId, now: Timestamp) {
    let Some(entry) = state.saved.monitors.remove(&id) else { return };
    state.saved.index.deleted.push(Deleted { id, monitor: entry.1.clone(), at: now });
    leave_deleted(state);
}

/// Restores a deleted monitor and makes it due.
///
/// # Errors
/// It is too late.
pub(super) fn undo(state: &mut State, id: &MonitorId, now: Timestamp) -> Result<(), Refusal> {
    complete(state, now);
    let index = state.saved.index.deleted.iter().position(|deleted| deleted.id == *id).ok_or(Refusal::NoSuchMonitor)?;
    let Deleted { id, mut monitor, .. } = state.saved.index.deleted.remove(index);
    monitor.parameters.task_name = state.saved.unique_name(&id, &monitor.parameters.task_name);
    state.saved.index.current = Some(id.clone());
    state.saved.monitors.insert(id.clone(), monitor);
    if let Some(mut subject) = state.subject(&id) {
        subject.start_over_if_live(now);
    }
    Ok(())
}

/// Whether this monitor is deleted but can still be restored. Until that is settled its organisation is not captured again.
pub(super) fn is_pending(saved: &Saved, id: &MonitorId) -> bool {
    saved.index.deleted.iter().any(|deleted| deleted.id == *id)
}

/// A request of a deleted monitor has ended. The answer is ignored, but the request must not count as in flight if the monitor is restored.
pub(super) fn on_answered(state: &mut State, request: &RequestId) {
    let collections = &mut state.running.collections;
    let Some(collection) = collections.get_mut(&request.monitor) else { return };
    if collection.number == request.collection
        && let Some(set) = request.purpose.set()
    {
        collection.waiting_for.remove(set);
    }
    if collection.is_complete() {
        collections.remove(&request.monitor);
    }
}

/// Makes deletions final whose time is over. A clock that was set back does not prolong it.
pub(super) fn complete(state: &mut State, now: Timestamp) {
    let over = |deleted: &&Deleted| now >= final_at(deleted) || now < deleted.at;
    while let Some(id) = state.saved.index.deleted.iter().find(over).map(|deleted| deleted.id.clone()) {
        forget(state, &id);
    }
}

/// Makes a deletion final at once: removes the key, the readings and the history. Also needed before a new monitor gets this id.
pub(super) fn forget(state: &mut State, id: &MonitorId) {
    let before = state.saved.index.deleted.len();
    state.saved.index.deleted.retain(|deleted| deleted.id != *id);
    if state.saved.index.deleted.len() == before {
        return;
    }
    state.keys.remove(id);
    state.running.collections.remove(id);
    state.drop_parts(id);
}

/// If the deleted monitor was shown, shows another one.
fn leave_deleted(state: &mut State) {
    let (monitors, index) = (&state.saved.monitors, &mut state.saved.index);
    if index.current.as_ref().is_some_and(|id| !monitors.contains_key(id)) {
        index.current = monitors.keys().next().cloned();
    }
    state.running.tabs.retain(|(_, id)| monitors.contains_key(id));
}
