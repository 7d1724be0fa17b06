//! Deleting a monitor, and bringing it back.

use std::time::Duration;

use super::{Deleted, Refusal, RequestId, State};
use crate::account::{MetricSet, Timestamp};
use crate::monitor::MonitorId;

/// How long a deletion can be undone.
pub const UNDO_WITHIN: Duration = Duration::from_secs(10);

/// When a deletion can no longer be undone.
pub(super) fn final_at(deleted: &Deleted) -> Timestamp {
    deleted.at.after(UNDO_WITHIN)
}

/// Takes the monitor out of everything; it is kept aside with its key, for whoever changes their mind.
pub(super) fn delete(state: &mut State, id: MonitorId, now: Timestamp) {
    let Some(entry) = state.saved.monitors.remove(&id) else { return };
    state.saved.index.deleted.push(Deleted { id, monitor: entry.1.clone(), at: now });
    leave_deleted(state);
}

/// Brings it back as it was, and up to date.
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

/// Whether this monitor is deleted and can still be brought back. Until that is settled its organisation is not captured anew.
pub(super) fn is_pending(state: &State, id: &MonitorId) -> bool {
    state.saved.index.deleted.iter().any(|deleted| deleted.id == *id)
}

/// A request of a deleted monitor has ended. What it says is not wanted, but if the monitor is brought back, it is no longer on its way.
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

/// Forgets what can no longer be brought back. A clock set back brings nothing back for longer.
pub(super) fn complete(state: &mut State, now: Timestamp) {
    let over = |deleted: &&Deleted| now >= final_at(deleted) || now < deleted.at;
    while let Some(id) = state.saved.index.deleted.iter().find(over).map(|deleted| deleted.id.clone()) {
        forget(state, &id);
    }
}

/// Forgets a deleted monitor at once, with its key and its readings: there will be another one of this id.
pub(super) fn forget(state: &mut State, id: &MonitorId) {
    let before = state.saved.index.deleted.len();
    state.saved.index.deleted.retain(|deleted| deleted.id != *id);
    if state.saved.index.deleted.len() == before {
        return;
    }
    state.keys.remove(id);
    state.running.collections.remove(id);
    for set in MetricSet::ALL {
        state.unstored.insert((id.clone(), set), None);
    }
}

/// What shows a deleted monitor shows another one, where there is one.
fn leave_deleted(state: &mut State) {
    let (monitors, index) = (&state.saved.monitors, &mut state.saved.index);
    let gone = |id: &Option<MonitorId>| id.as_ref().is_some_and(|id| !monitors.contains_key(id));
    if gone(&index.current) {
        index.current = monitors.keys().next().cloned();
    }
    if gone(&index.in_tab) {
        index.in_tab = None;
    }
}
