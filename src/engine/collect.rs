//! Beginning a collection, and asking for its parts.

use super::{Effect, Keys, Request, RequestId, State};
use crate::account::Timestamp;
use crate::monitor::{Attempt, Collection, Monitor, MonitorId};
use crate::openai::{Endpoint, PathForm};

/// Begins a collection of every monitor that is due.
pub(super) fn collect_due(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let due = |monitor: &Monitor| monitor.schedule.is_due(now);
    let due: Vec<MonitorId> = state.saved.monitors.iter().filter(|(_, it)| due(it)).map(|(id, _)| id.clone()).collect();
    due.iter().flat_map(|id| begin(state, id, now)).collect()
}

/// Begins a collection of one monitor: unless one is in flight, there is no key or no access, or OpenAI asked for a pause.
pub(super) fn begin(state: &mut State, id: &MonitorId, now: Timestamp) -> Vec<Effect> {
    if state.saved.access_missing {
        return Vec::new();
    }
    let Some(monitor) = state.saved.monitors.get_mut(id) else { return Vec::new() };
    if monitor.collection.as_ref().is_some_and(|it| now.since(it.started_at) < Collection::LOST_AFTER) {
        return Vec::new();
    }
    if !state.keys.contains_key(id) || monitor.schedule.blocked_until(now).is_some() {
        // Nothing to ask with, or not yet; a wait that is over is planned anew by whatever ends it.
        monitor.schedule.next_at = monitor.schedule.blocked_until(now);
        return Vec::new();
    }
    state.saved.collections += 1;
    monitor.collection = Some(Collection::begin(state.saved.collections, now));
    // Should an answer get lost, the alarm finds the collection over its time and begins another.
    monitor.schedule.next_at = Some(now.after(Collection::LOST_AFTER));
    ask(monitor, &state.keys, id, Endpoint::CreditGrants, now).into_iter().collect()
}

/// Asks for one endpoint as a part of the monitor's collection, with the form of its path that answered last.
pub(super) fn ask(
    monitor: &mut Monitor,
    keys: &Keys,
    id: &MonitorId,
    endpoint: Endpoint,
    now: Timestamp,
) -> Option<Effect> {
    let form = monitor.paths.get(endpoint.set()).copied().unwrap_or_default();
    ask_with(monitor, keys, id, endpoint, Attempt { sent_at: now, form, fell_back: false })
}

/// Asks for one endpoint again with the other form of its path.
pub(super) fn ask_other_form(
    monitor: &mut Monitor,
    keys: &Keys,
    id: &MonitorId,
    endpoint: Endpoint,
    refused: PathForm,
    now: Timestamp,
) -> Option<Effect> {
    ask_with(monitor, keys, id, endpoint, Attempt { sent_at: now, form: refused.other(), fell_back: true })
}

fn ask_with(
    monitor: &mut Monitor,
    keys: &Keys,
    id: &MonitorId,
    endpoint: Endpoint,
    attempt: Attempt,
) -> Option<Effect> {
    let key = keys.get(id)?.key.clone();
    let collection = monitor.collection.as_mut()?;
    collection.waiting_for.insert(endpoint.set(), attempt);
    let id = RequestId { monitor: id.clone(), collection: collection.number, endpoint };
    Some(Effect::Send(Request { id, url: endpoint.url(attempt.form, attempt.sent_at), key }))
}
