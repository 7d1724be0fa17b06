//! A request of the platform's tab was seen: is there a new key in it?

use super::collect::begin;
use super::{Effect, HeldKey, State};
use crate::account::{MetricSet, Timestamp};
use crate::monitor::{MonitorId, PERIOD, Schedule, Session};
use crate::session::{Captured, SeenRequest, capture};

/// Takes the key from the request, if it may be taken and says anything new. A tab makes a hundred requests with one key; the
/// second and all further ones change nothing.
pub(super) fn on_request_seen(state: &mut State, request: &SeenRequest, now: Timestamp) -> Vec<Effect> {
    let Ok(captured) = capture(request) else { return Vec::new() };
    let id = MonitorId::from(captured.organization.as_ref());
    if captured.organization.is_none() && state.keys.values().any(|held| held.key == captured.key) {
        // The platform makes some requests without naming the organisation. The key is already watched for the one it names.
        return Vec::new();
    }
    if captured.organization.is_some() {
        drop_nameless_twin(state, &captured);
    }
    state.saved.current = Some(id.clone());
    match state.keys.get(&id) {
        Some(held) if held.key == captured.key => on_known_key(state, &id, now),
        _ => on_new_key(state, &id, captured, now),
    }
}

/// A monitor of the default organisation with this very key watches one of the organisations we now have the name of.
fn drop_nameless_twin(state: &mut State, captured: &Captured) {
    let nameless = MonitorId::from(None);
    if state.keys.get(&nameless).is_some_and(|held| held.key == captured.key) {
        state.keys.remove(&nameless);
        state.saved.monitors.remove(&nameless);
    }
}

/// The tab goes on using a key we hold. If it was refused, a refusal a period ago may have been a passing one; sooner, asking
/// again would be a log-in loop.
fn on_known_key(state: &mut State, id: &MonitorId, now: Timestamp) -> Vec<Effect> {
    let refused_at = state.keys.get(id).and_then(|held| held.refused_at);
    let due = match refused_at {
        Some(at) => now.since(at) >= PERIOD,
        None => state.saved.monitors.get(id).is_some_and(|monitor| monitor.schedule.is_due(now)),
    };
    if due { begin(state, id, now) } else { Vec::new() }
}

fn on_new_key(state: &mut State, id: &MonitorId, captured: Captured, now: Timestamp) -> Vec<Effect> {
    state.keys.insert(id.clone(), HeldKey { key: captured.key, refused_at: None });
    let monitor = state.saved.monitors.entry(id.clone()).or_default();
    let was_live = std::mem::replace(&mut monitor.session, Session::Live) == Session::Live;
    if let Some(collection) = &mut monitor.collection {
        collection.key_replaced = true;
        return Vec::new();
    }
    // A session that only got a fresh key has nothing new to tell.
    let read_at = monitor.status.measured_at(MetricSet::CreditGrants);
    if was_live && monitor.failures.is_empty() && read_at.is_some_and(|at| now.since(at) < PERIOD) {
        return Vec::new();
    }
    monitor.schedule = Schedule { wait_until: monitor.schedule.wait_until, ..Schedule::default() };
    begin(state, id, now)
}
