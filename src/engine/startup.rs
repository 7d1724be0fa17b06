//! The worker was started: bring the state up to date and resume interrupted collections.

use super::{Damage, Effect, SetAside, State, deletion, detection, editing};
use crate::access::Access;
use crate::account::{MetricSet, Timestamp};
use crate::history::Sample;
use crate::monitor::{Collection, MonitorId, Parameters, Session};
use crate::openai::Failure;

/// The first event of a worker's life.
pub(super) fn on_started(
    state: &mut State,
    access: Access,
    online: bool,
    set_aside: &[SetAside],
    now: Timestamp,
) -> Vec<Effect> {
    let index = &mut state.saved.index;
    index.access = access;
    index.offline = !online;
    index.damage.extend(set_aside.iter().map(|part| Damage { part: part.path.clone(), at: now }));
    if state.saved.detection.is_some() && !state.running.collections.contains_key(&MonitorId::Detection) {
        // The form that started it is gone: the browser was closed, or the page was closed before it could say so.
        detection::end(state);
    }
    reconcile_keys(state, now);
    resume(state, now)
}

/// Makes keys and monitors agree. After a restart of the browser the keys are gone. And a worker that was killed between two saves may have
/// left a key without its monitor, or with other parameters than it was given for.
fn reconcile_keys(state: &mut State, now: Timestamp) {
    drop_stray_keys(state);
    let is_announced = |id: &MonitorId| !id.is_detection() && !deletion::is_pending(&state.saved, id);
    let announced = state.keys.iter().filter(|(id, _)| is_announced(id) && !state.saved.monitors.contains_key(id));
    let announced: Vec<_> = announced.map(|(id, held)| (id.clone(), held.account.organization.clone())).collect();
    for (id, organization) in announced {
        editing::insert(state, id, Parameters::automatic(organization));
    }
    let (keys, saved) = (&state.keys, &mut state.saved);
    let has_key = |id: &MonitorId| keys.contains_key(id);
    saved.monitors.change_where(
        |id, monitor| has_key(id) && monitor.session == Session::NoKey,
        |_, monitor| {
            monitor.session = Session::Live;
            monitor.schedule.start_over(now);
        },
    );
    saved.monitors.change_where(
        |id, monitor| !has_key(id) && (monitor.session == Session::Live || monitor.schedule.next_at.is_some()),
        |_, monitor| {
            monitor.schedule.next_at = None;
            if monitor.session == Session::Live {
                monitor.session = Session::NoKey;
            }
        },
    );
    if saved.index.current.is_none() {
        saved.index.current = saved.monitors.keys().find(|id| has_key(id)).cloned();
    }
    let is_watched = |id: &MonitorId| has_key(id) || deletion::is_pending(saved, id);
    state.running.collections.retain(|id, _| is_watched(id));
}

/// Drops keys without a monitor, and keys that were given for another account than their monitor has.
fn drop_stray_keys(state: &mut State) {
    let saved = &state.saved;
    let monitor = |id: &MonitorId| {
        let deleted = saved.index.deleted.iter().find(|deleted| deleted.id == *id).map(|deleted| &deleted.monitor);
        saved.monitor(id).or(deleted)
    };
    state.keys.retain(|id, held| match monitor(id) {
        Some(monitor) => held.fits(&monitor.parameters),
        // A monitor can be made for a captured key, but not for a pasted one.
        None => *id == MonitorId::Automatic(held.account.organization.clone()) && held.account.host.is_openai(),
    });
    let remembers = |id: &MonitorId| monitor(id).is_some_and(|it| it.parameters.remembers_key());
    state.keys.change_where(
        |id, held| held.remember != (remembers(id) && !id.is_detection()),
        |_, held| held.remember = !held.remember,
    );
}

/// Sends the requests again that a killed worker was waiting for: their answers will never come.
fn resume(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let interrupted: Vec<MonitorId> = state.running.collections.keys().cloned().collect();
    interrupted.iter().flat_map(|id| resume_one(state, id, now)).collect()
}

fn resume_one(state: &mut State, id: &MonitorId, now: Timestamp) -> Vec<Effect> {
    let offline = state.saved.index.offline;
    let Some(mut subject) = state.subject(id) else {
        // The monitor was deleted.
        state.running.collections.remove(id);
        return Vec::new();
    };
    let Some(collection) = subject.collection_mut() else { return Vec::new() };
    collection.resumed = collection.resumed.saturating_add(1);
    collection.began_at = now;
    if now.since(collection.sample.at) > Collection::LOOKED_AFTER_IN {
        // The machine slept. What is read now belongs to now.
        collection.sample = Sample::at(now);
    }
    let is_killed_by_it = collection.resumed > Collection::MOST_RESUMPTIONS;
    let missing: Vec<MetricSet> = collection.waiting_for.iter().map(|(set, _)| set).collect();
    let mut requests = Vec::new();
    if !is_killed_by_it && !offline {
        requests.extend(missing.into_iter().filter_map(|set| subject.ask(set.into(), now)));
    }
    // No request was sent: the monitor is paused, has no access or has to wait, or there is no network.
    if requests.is_empty() {
        let wait = subject.blocked_until(now).map(|at| Failure::TooManyRequests { retry_at: Some(at) });
        subject.give_up(wait.unwrap_or(Failure::TimedOut), now);
    }
    requests
}
