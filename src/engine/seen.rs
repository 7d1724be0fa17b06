//! A request of the platform's tab was seen: is there a new key in it?

use super::collect::begin;
use super::{Effect, HeldKey, State, deletion, editing, renewal};
use crate::account::{MetricSet, Timestamp};
use crate::monitor::{MonitorId, Naming, Parameters, Session};
use crate::session::{Captured, SeenRequest, capture};

/// Takes the key from the request, if it may be taken and says anything new. A tab makes a hundred requests with one key; the
/// second and all further ones change nothing.
pub(super) fn on_request_seen(state: &mut State, request: &SeenRequest, now: Timestamp) -> Vec<Effect> {
    let Ok(captured) = capture(request) else { return Vec::new() };
    let id = MonitorId::automatic(captured.organization.as_ref());
    if deletion::is_pending(state, &id) {
        return Vec::new();
    }
    let is_held =
        |(id, held): (&MonitorId, &HeldKey)| held.key == captured.key && state.saved.monitors.contains_key(id);
    if captured.organization.is_none() && state.keys.iter().any(is_held) {
        // The platform makes some requests without naming the organisation. The key is already watched for the one it names.
        return Vec::new();
    }
    if captured.organization.is_some() {
        drop_nameless_twin(state, &captured);
    }
    let effects = match state.keys.get(&id).filter(|_| state.saved.monitors.contains_key(&id)) {
        Some(held) if held.key == captured.key => on_known_key(state, &id, now),
        _ => on_captured(state, &id, captured, now),
    };
    follow_tab(state, id);
    effects
}

/// The popup shows the organisation the tab works in, from when the tab turns to it until a person chooses another.
fn follow_tab(state: &mut State, id: MonitorId) {
    if state.saved.in_tab.as_ref() != Some(&id) || state.saved.current().is_none() {
        state.saved.current = Some(id.clone());
    }
    state.saved.in_tab = Some(id);
}

/// A monitor of the default organisation with this very key watches one of the organisations we now have the name of.
fn drop_nameless_twin(state: &mut State, captured: &Captured) {
    let nameless = MonitorId::automatic(None);
    if state.keys.get(&nameless).is_some_and(|held| held.key == captured.key) {
        state.keys.remove(&nameless);
        state.saved.monitors.remove(&nameless);
    }
}

/// The tab goes on using a key we hold. If it was refused, a refusal a period ago may have been a passing one; sooner, asking
/// again would be a log-in loop.
fn on_known_key(state: &mut State, id: &MonitorId, now: Timestamp) -> Vec<Effect> {
    let Some(monitor) = state.saved.monitors.get(id) else { return Vec::new() };
    let period = monitor.parameters.period.length();
    let refused_at = state.keys.get(id).and_then(|held| held.refused_at);
    let due = refused_at.is_some_and(|at| now.since(at) >= period);
    if due { begin(state, id, now) } else { Vec::new() }
}

fn on_captured(state: &mut State, id: &MonitorId, captured: Captured, now: Timestamp) -> Vec<Effect> {
    if !state.saved.monitors.contains_key(id) {
        editing::insert(state, id.clone(), Parameters::automatic(captured.organization));
    }
    let Some(monitor) = state.saved.monitors.get(id) else { return Vec::new() };
    let held = HeldKey::new(captured.key, &monitor.parameters);
    let mut effects: Vec<Effect> = renewal::on_new_session(state).into_iter().collect();
    effects.extend(on_new_key(state, id, held, now));
    effects
}

/// A monitor has a new key, captured or pasted.
pub(super) fn on_new_key(state: &mut State, id: &MonitorId, held: HeldKey, now: Timestamp) -> Vec<Effect> {
    state.keys.insert(id.clone(), held);
    let Some(monitor) = state.saved.monitors.get_mut(id) else { return Vec::new() };
    let was_live = std::mem::replace(&mut monitor.session, Session::Live) == Session::Live;
    monitor.naming = Naming::NotAsked;
    monitor.forget_refusals();
    if let Some(collection) = &mut monitor.collection {
        collection.key_replaced = true;
        return Vec::new();
    }
    // A session that only got a fresh key has nothing new to tell.
    let read_at = monitor.status.measured_at(MetricSet::CreditGrants);
    let is_fresh = read_at.is_some_and(|at| now.since(at) < monitor.parameters.period.length());
    if was_live && monitor.failures.is_empty() && is_fresh && monitor.schedule.next_at.is_some() {
        return Vec::new();
    }
    monitor.schedule.start_over(now);
    begin(state, id, now)
}
