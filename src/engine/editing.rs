//! Adding and changing monitors by hand.

use super::seen::on_new_key;
use super::{Effect, HeldKey, State};
use crate::account::Timestamp;
use crate::monitor::{Checked, Draft, Monitor, MonitorId, Naming, Parameters, Salt, Session};

/// Adds a monitor, or changes one. A draft that does not hold changes nothing.
pub(super) fn save(state: &mut State, edited: Option<&MonitorId>, draft: &Draft, now: Timestamp) -> Vec<Effect> {
    let editing = edited.and_then(|id| state.saved.monitors.get_key_value(id));
    if edited.is_some() && editing.is_none() {
        return Vec::new();
    }
    let Ok(checked) = draft.check(editing, &state.saved.monitors) else { return Vec::new() };
    match edited {
        Some(id) => change(state, &id.clone(), checked, now),
        None => add(state, checked, now),
    }
}

fn add(state: &mut State, Checked { parameters, key }: Checked, now: Timestamp) -> Vec<Effect> {
    let id = if parameters.is_automatic() {
        MonitorId::automatic(parameters.organization.as_ref())
    } else {
        state.saved.next_pasted()
    };
    insert(state, id.clone(), parameters);
    state.saved.current = Some(id.clone());
    take_key(state, &id, key, now)
}

/// Puts in a monitor that is not there yet. A name that follows the organisation's is its id until that is known.
pub(super) fn insert(state: &mut State, id: MonitorId, mut parameters: Parameters) {
    if parameters.task_name.is_empty() {
        parameters.task_name = name_of_organization(state, &id, &parameters);
    }
    state.saved.monitors.insert(id, Monitor::new(parameters));
}

pub(super) fn name_of_organization(state: &State, id: &MonitorId, parameters: &Parameters) -> String {
    parameters.organization.as_ref().map(|it| state.saved.unique_name(id, it.as_str())).unwrap_or_default()
}

fn change(state: &mut State, id: &MonitorId, Checked { mut parameters, key }: Checked, now: Timestamp) -> Vec<Effect> {
    let Some(before) = state.saved.monitors.get(id).map(|monitor| monitor.parameters.clone()) else {
        return Vec::new();
    };
    if parameters.is_automatic() != before.is_automatic() {
        // Where the key comes from is what the monitor is; another source is another monitor.
        return Vec::new();
    }
    if parameters.is_automatic() {
        // Its organisation is whose key it is given; that does not change either.
        parameters.host = before.host.clone();
        parameters.organization = before.organization.clone();
    }
    let renamed_back = before.named_by_hand && !parameters.named_by_hand;
    if !parameters.named_by_hand {
        let named_already = !before.named_by_hand && !before.task_name.is_empty();
        parameters.task_name =
            if named_already { before.task_name.clone() } else { name_of_organization(state, id, &parameters) };
    }
    apply(state, id, parameters, now);
    if let Some(monitor) = state.saved.monitors.get_mut(id).filter(|_| renamed_back) {
        monitor.naming = Naming::NotAsked;
    }
    take_key(state, id, key, now)
}

/// Gives a monitor other parameters. Readings of another account, and its key, go with the old ones.
pub(super) fn apply(state: &mut State, id: &MonitorId, parameters: Parameters, now: Timestamp) {
    let Some(monitor) = state.saved.monitors.get_mut(id) else { return };
    let before = std::mem::replace(&mut monitor.parameters, parameters);
    let parameters = monitor.parameters.clone();
    if !before.is_same_account(&parameters) {
        *monitor = Monitor::new(parameters.clone());
    }
    if before.period != parameters.period && monitor.failures.is_empty() && monitor.collection.is_none() {
        monitor.schedule.new_period(now, parameters.period, Salt::of(id, now));
    }
    if let Some(held) = state.keys.get_mut(id) {
        held.remember = parameters.remembers_key();
        if !held.fits(&parameters) {
            state.keys.remove(id);
        }
    }
}

fn take_key(state: &mut State, id: &MonitorId, key: Option<crate::session::SessionKey>, now: Timestamp) -> Vec<Effect> {
    let parameters = state.saved.monitors.get(id).map(|monitor| &monitor.parameters);
    match (key, parameters) {
        (Some(key), Some(parameters)) => {
            let held = HeldKey::new(key, parameters);
            on_new_key(state, id, held, now)
        }
        _ => Vec::new(),
    }
}

/// What is on its way may still come back; nothing else is asked.
pub(super) fn pause(state: &mut State, id: &MonitorId) {
    if let Some(monitor) = state.saved.monitors.get_mut(id) {
        monitor.parameters.paused = true;
        monitor.schedule.next_at = None;
    }
}

/// Due at once, unless OpenAI asked for a pause of its own.
pub(super) fn resume(state: &mut State, id: &MonitorId, now: Timestamp) {
    if let Some(monitor) = state.saved.monitors.get_mut(id).filter(|it| it.parameters.paused) {
        monitor.parameters.paused = false;
        if monitor.session == Session::Live && monitor.collection.is_none() {
            monitor.schedule.start_over(now);
        }
    }
}
