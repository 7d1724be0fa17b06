//! The worker woke, or was let in: make storage and the world agree, and go on where the last life ended.

use super::collect::ask;
use super::state::may_ask;
use super::{Damage, Effect, SetAside, State, deletion, detection, editing};
use crate::access::Access;
use crate::account::{MetricSet, Timestamp};
use crate::monitor::{Collection, MonitorId, Parameters, Session};
use crate::openai::{Endpoint, Failure};

/// The first event of a worker's life.
pub(super) fn on_woke(
    state: &mut State,
    access: Access,
    online: bool,
    set_aside: &[SetAside],
    now: Timestamp,
) -> Vec<Effect> {
    state.saved.access = access;
    state.saved.offline = !online;
    state.saved.damage.extend(set_aside.iter().map(|part| Damage { part: part.path.clone(), at: now }));
    if state.saved.detection.as_ref().is_some_and(|it| it.collection.is_none()) {
        // The page that asked for it did not outlive the browser, or was closed in a hurry.
        detection::end(state);
    }
    reconcile_keys(state, now);
    resume(state, now)
}

/// Access was given or taken back. Where it is given a person waits for numbers, so these monitors are due now.
pub(super) fn on_access(state: &mut State, access: Access, now: Timestamp) -> Vec<Effect> {
    let before = std::mem::replace(&mut state.saved.access, access);
    let saved = &mut state.saved;
    for monitor in saved.monitors.values_mut() {
        let given = may_ask(&saved.access, &monitor.parameters) && !may_ask(&before, &monitor.parameters);
        if given && monitor.session == Session::Live && monitor.collection.is_none() && !monitor.parameters.paused {
            monitor.schedule.start_over(now);
        }
    }
    Vec::new()
}

/// The network went or came back.
pub(super) fn on_connectivity(state: &mut State, online: bool, now: Timestamp) -> Vec<Effect> {
    let was_offline = std::mem::replace(&mut state.saved.offline, !online);
    if online && was_offline {
        state.saved.monitors.values_mut().for_each(|monitor| monitor.schedule.hasten(now));
    }
    Vec::new()
}

/// The keys are gone after a restart of the browser; and a worker killed between two saves may have kept a key without its monitor, or
/// with parameters it was not given for.
fn reconcile_keys(state: &mut State, now: Timestamp) {
    let saved = &mut state.saved;
    state.keys.retain(|id, held| {
        let deleted = saved.deleted.iter().find(|deleted| deleted.id == *id).map(|deleted| &deleted.monitor);
        let monitor = if id.is_detection() { saved.detection.as_ref() } else { saved.monitors.get(id).or(deleted) };
        match monitor {
            Some(monitor) => {
                held.remember = monitor.parameters.remembers_key();
                held.fits(&monitor.parameters)
            }
            // A captured key announces its monitor; a pasted one is nothing without.
            None => *id == MonitorId::automatic(held.organization.as_ref()),
        }
    });
    let is_announced = |id: &MonitorId| !id.is_detection() && !deletion::is_pending(state, id);
    let announced = state.keys.iter().filter(|(id, _)| is_announced(id) && !state.saved.monitors.contains_key(*id));
    let announced: Vec<_> = announced.map(|(id, held)| (id.clone(), held.organization.clone())).collect();
    for (id, organization) in announced {
        editing::insert(state, id, Parameters::automatic(organization));
    }
    let saved = &mut state.saved;
    for (id, held) in &state.keys {
        let Some(monitor) = saved.monitors.get_mut(id) else { continue };
        if held.refused_at.is_none() && monitor.session != Session::Live {
            monitor.session = Session::Live;
            monitor.schedule.start_over(now);
        }
        saved.current.get_or_insert_with(|| id.clone());
    }
    for (id, monitor) in &mut saved.monitors {
        if !state.keys.contains_key(id) {
            monitor.collection = None;
            monitor.schedule.next_at = None;
            if monitor.session == Session::Live {
                monitor.session = Session::NoKey;
            }
        }
    }
}

/// The answers a killed worker was waiting for will never come. Ask for them again.
fn resume(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let in_flight = state.saved.monitors.iter().filter(|(_, it)| it.collection.is_some()).map(|(id, _)| id.clone());
    let tried_out = state.saved.detection.is_some().then(MonitorId::detection);
    let interrupted: Vec<MonitorId> = in_flight.chain(tried_out).collect();
    interrupted.iter().flat_map(|id| resume_one(state, id, now)).collect()
}

fn resume_one(state: &mut State, id: &MonitorId, now: Timestamp) -> Vec<Effect> {
    let offline = state.saved.offline;
    let Some(monitor) = state.saved.monitor_mut(id) else { return Vec::new() };
    let Some(collection) = &mut monitor.collection else { return Vec::new() };
    let killed_by_it = collection.resumed >= Collection::MOST_RESUMPTIONS;
    if killed_by_it || offline {
        give_up(state, id, now);
        return Vec::new();
    }
    collection.resumed += 1;
    monitor.schedule.next_at = Some(now.after(Collection::LOOKED_AFTER_IN));
    let missing: Vec<MetricSet> = collection.waiting_for.iter().map(|(set, _)| set).collect();
    let missing = missing.into_iter().map(Endpoint::of);
    let requests: Vec<Effect> = missing.filter_map(|endpoint| ask(state, id, endpoint, now)).collect();
    // Paused, without access, or asked to wait: then nothing was asked.
    if requests.is_empty() {
        give_up(state, id, now);
    }
    requests
}

/// Nobody will answer a collection that cannot go on. It is planned anew as one that failed.
fn give_up(state: &mut State, id: &MonitorId, now: Timestamp) {
    let Some(monitor) = state.saved.monitor_mut(id) else { return };
    let wait = monitor.schedule.blocked_until(now).map(|at| Failure::TooManyRequests { retry_at: Some(at) });
    monitor.plan(id, &[wait.unwrap_or(Failure::TimedOut)], now);
    monitor.collection = None;
    detection::on_complete(state, id);
}
