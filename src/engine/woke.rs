//! The worker woke, or was let in: make storage and the world agree, and go on where the last life ended.

use super::collect::{ask, collect_due};
use super::{Effect, State};
use crate::account::Timestamp;
use crate::monitor::{Collection, MonitorId, Session};
use crate::openai::{Endpoint, Failure};

/// The first event of a worker's life.
pub(super) fn on_woke(state: &mut State, access: bool, now: Timestamp) -> Vec<Effect> {
    state.saved.access_missing = !access;
    reconcile_keys(state, now);
    if !access {
        return Vec::new();
    }
    let mut effects = resume(state, now);
    effects.extend(collect_due(state, now));
    effects
}

/// Access was given or taken back.
pub(super) fn on_access(state: &mut State, access: bool, now: Timestamp) -> Vec<Effect> {
    state.saved.access_missing = !access;
    if access { collect_due(state, now) } else { Vec::new() }
}

/// The keys are gone after a restart of the browser; and a worker killed between two saves may have kept a key without its monitor.
fn reconcile_keys(state: &mut State, now: Timestamp) {
    for (id, held) in &state.keys {
        let monitor = state.saved.monitors.entry(id.clone()).or_default();
        if held.refused_at.is_none() && monitor.session != Session::Live {
            monitor.session = Session::Live;
            monitor.schedule.next_at.get_or_insert(now);
        }
        state.saved.current.get_or_insert_with(|| id.clone());
    }
    for (id, monitor) in &mut state.saved.monitors {
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
    let mut effects = Vec::new();
    let interrupted: Vec<MonitorId> =
        state.saved.monitors.iter().filter(|(_, it)| it.collection.is_some()).map(|(id, _)| id.clone()).collect();
    for id in interrupted {
        let Some(monitor) = state.saved.monitors.get_mut(&id) else { continue };
        let Some(collection) = &mut monitor.collection else { continue };
        if collection.resumed >= Collection::MOST_RESUMPTIONS {
            monitor.schedule.plan(now, &[Failure::TimedOut]);
            monitor.collection = None;
            continue;
        }
        collection.resumed += 1;
        collection.started_at = now;
        monitor.schedule.next_at = Some(now.after(Collection::LOST_AFTER));
        let missing: Vec<Endpoint> = collection.waiting_for.iter().map(|(set, _)| Endpoint::of(set)).collect();
        for endpoint in missing {
            effects.extend(ask(monitor, &state.keys, &id, endpoint, now));
        }
    }
    effects
}
