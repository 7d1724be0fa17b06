//! Beginning a collection, and asking for its parts.

use super::{Effect, Request, RequestId, State};
use crate::account::Timestamp;
use crate::monitor::{Attempt, Collection, Monitor, MonitorId, Naming};
use crate::openai::{Endpoint, PathForm};

/// How many monitors are asked side by side. After a night's sleep all of them are due; this keeps them from being a burst.
pub const MOST_AT_ONCE: usize = 4;

/// Begins a collection of monitors that are due, those first that have waited longest. The others follow when one is done.
pub(super) fn collect_due(state: &mut State, now: Timestamp) -> Vec<Effect> {
    if state.saved.offline {
        return Vec::new();
    }
    let in_flight = state.saved.monitors.values().filter(|monitor| monitor.collection.is_some()).count();
    let can_begin = |(id, monitor): &(&MonitorId, &Monitor)| {
        monitor.schedule.is_due(now) && monitor.collection.is_none() && can_ask(state, id, monitor)
    };
    let mut due: Vec<_> = state.saved.monitors.iter().filter(can_begin).collect();
    due.sort_by_key(|(_, monitor)| monitor.schedule.next_at);
    let room = MOST_AT_ONCE.saturating_sub(in_flight);
    let due: Vec<MonitorId> = due.into_iter().take(room).map(|(id, _)| id.clone()).collect();
    due.iter().flat_map(|id| begin(state, id, now)).collect()
}

/// Begins a collection of one monitor: unless one is in flight, there is nothing to ask with, a person has paused it or taken back the
/// access, or OpenAI asked for a pause.
pub(super) fn begin(state: &mut State, id: &MonitorId, now: Timestamp) -> Vec<Effect> {
    let number = state.saved.collections + 1;
    let Some(monitor) = monitor(state, id) else { return Vec::new() };
    if monitor.collection.is_some() || !can_ask(state, id, monitor) {
        return Vec::new();
    }
    let blocked_until = blocked_until(state, id, monitor, now);
    let Some(monitor) = state.saved.monitor_mut(id) else { return Vec::new() };
    if let Some(until) = blocked_until {
        monitor.schedule.next_at = Some(monitor.schedule.next_at.map_or(until, |at| at.max(until)));
        return Vec::new();
    }
    monitor.collection = Some(Collection::begin(number));
    monitor.schedule.next_at = Some(now.after(Collection::LOOKED_AFTER_IN));
    monitor.schedule.decided_at = Some(now);
    state.saved.collections = number;
    ask(state, id, Endpoint::CreditGrants, now).into_iter().collect()
}

/// Whether there is a key for what the monitor watches, and nobody who keeps us from using it.
fn can_ask(state: &State, id: &MonitorId, monitor: &Monitor) -> bool {
    let has_key = state.keys.get(id).is_some_and(|held| held.fits(&monitor.parameters));
    has_key && !monitor.parameters.paused && state.saved.may_ask(&monitor.parameters)
}

/// Until when OpenAI asked to be left alone. A wait is one for the account: trying it out would be asking it.
fn blocked_until(state: &State, id: &MonitorId, monitor: &Monitor, now: Timestamp) -> Option<Timestamp> {
    let own = monitor.schedule.blocked_until(now);
    let same = |it: &&Monitor| id.is_detection() && it.is_same_account(monitor);
    state.saved.monitors.values().filter(same).filter_map(|it| it.schedule.blocked_until(now)).chain(own).max()
}

fn monitor<'a>(state: &'a State, id: &MonitorId) -> Option<&'a Monitor> {
    if id.is_detection() { state.saved.detection.as_ref() } else { state.saved.monitors.get(id) }
}

/// Asks for one endpoint as a part of the monitor's collection, with the form of its path that answered last.
pub(super) fn ask(state: &mut State, id: &MonitorId, endpoint: Endpoint, now: Timestamp) -> Option<Effect> {
    let known = endpoint.set().and_then(|set| monitor(state, id)?.paths.get(set).copied());
    // The names are documented under `/v1`; a path that is not there is no loss.
    let form = known.unwrap_or(if endpoint == Endpoint::Organizations { PathForm::V1 } else { PathForm::default() });
    ask_with(state, id, endpoint, Attempt { sent_at: now, form, fell_back: false })
}

/// Asks for one endpoint again with the other form of its path.
pub(super) fn ask_other_form(
    state: &mut State,
    id: &MonitorId,
    endpoint: Endpoint,
    refused: PathForm,
    now: Timestamp,
) -> Option<Effect> {
    ask_with(state, id, endpoint, Attempt { sent_at: now, form: refused.other(), fell_back: true })
}

fn ask_with(state: &mut State, id: &MonitorId, endpoint: Endpoint, attempt: Attempt) -> Option<Effect> {
    let asked = monitor(state, id)?;
    // A person may have paused it, taken back the access or given it another key since the collection began, and OpenAI may have asked
    // to be left alone.
    if !can_ask(state, id, asked) || blocked_until(state, id, asked, attempt.sent_at).is_some() {
        return None;
    }
    let held = state.keys.get(id)?;
    let monitor = state.saved.monitor_mut(id)?;
    let collection = monitor.collection.as_mut()?;
    match endpoint.set() {
        Some(set) => collection.waiting_for.insert(set, attempt),
        None => monitor.naming = Naming::AskedBeside(collection.number),
    }
    Some(Effect::Send(Request {
        id: RequestId { monitor: id.clone(), collection: collection.number, endpoint },
        url: endpoint.url(&held.origin, attempt.form, attempt.sent_at),
        organization: held.organization.clone(),
        key: held.key.clone(),
    }))
}
