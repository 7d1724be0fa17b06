//! Adding and changing monitors by hand.

use super::{Effect, HeldKey, Refusal, State, deletion};
use crate::account::Timestamp;
use crate::monitor::{Draft, JitterSeed, Monitor, MonitorId, Naming, Parameters, ValidDraft};
use crate::session::SessionKey;

/// The most monitors. The worker reads all of them from storage at every start.
pub const MOST_MONITORS: usize = 200;

/// Adds or changes a monitor.
///
/// # Errors
/// What is wrong with the draft. Nothing is changed then.
pub(super) fn save(
    state: &mut State,
    edited: Option<&MonitorId>,
    draft: &Draft,
    now: Timestamp,
) -> Result<Vec<Effect>, Refusal> {
    let editing = edited.and_then(|id| state.saved.monitors.get_key_value(id));
    if edited.is_some() && editing.is_none() {
        return Err(Refusal::NoSuchMonitor);
    }
    let valid = draft.check(editing, state.saved.monitors.iter())?;
    match edited {
        Some(id) => change(state, id, valid, now),
        None => add(state, valid, now),
    }
}

fn add(state: &mut State, ValidDraft { parameters, key }: ValidDraft, now: Timestamp) -> Result<Vec<Effect>, Refusal> {
    let id = parameters.automatic_id().unwrap_or_else(|| state.saved.next_pasted());
    if !insert(state, id.clone(), parameters) {
        return Err(Refusal::TooManyMonitors);
    }
    state.saved.index.current = Some(id.clone());
    Ok(take_key(state, &id, key, now))
}

/// Adds a monitor with a new id. Returns `false` if there are too many. Until the organisation's name is known, the monitor is named by the
/// organisation's id. A monitor of this id that was just deleted can no longer be restored.
pub(super) fn insert(state: &mut State, id: MonitorId, mut parameters: Parameters) -> bool {
    if state.saved.monitors.len() >= MOST_MONITORS {
        return false;
    }
    deletion::forget(state, &id);
    if parameters.task_name.is_empty() {
        parameters.task_name = name_of_organization(state, &id, &parameters);
    }
    state.saved.monitors.insert(id, Monitor::new(parameters));
    true
}

pub(super) fn name_of_organization(state: &State, id: &MonitorId, parameters: &Parameters) -> String {
    let organization = parameters.account.organization.as_ref();
    organization.map(|it| state.saved.unique_name(id, it.as_str())).unwrap_or_default()
}

fn change(
    state: &mut State,
    id: &MonitorId,
    ValidDraft { mut parameters, key }: ValidDraft,
    now: Timestamp,
) -> Result<Vec<Effect>, Refusal> {
    let before =
        state.saved.monitors.get(id).map(|monitor| monitor.parameters.clone()).ok_or(Refusal::NoSuchMonitor)?;
    if parameters.is_automatic() != before.is_automatic() {
        // The id depends on the source of the key, so the source cannot change.
        return Err(Refusal::OtherKeySource);
    }
    if parameters.is_automatic() {
        // A captured key is for one account, so the account cannot change either.
        parameters.account = before.account.clone();
    }
    let follows_again = before.named_by_hand && !parameters.named_by_hand;
    if !parameters.named_by_hand {
        let is_named = !before.named_by_hand && !before.task_name.is_empty();
        parameters.task_name = if is_named { before.task_name } else { name_of_organization(state, id, &parameters) };
    }
    apply(state, id, parameters, now);
    if follows_again && let Some(monitor) = state.saved.monitors.get_mut(id) {
        monitor.naming = Naming::NotAsked;
    }
    Ok(take_key(state, id, key, now))
}

/// Replaces the parameters of a monitor. If the account changes, its readings, its history and its key are dropped.
pub(super) fn apply(state: &mut State, id: &MonitorId, parameters: Parameters, now: Timestamp) {
    let Some(mut subject) = state.subject(id) else { return };
    let before = std::mem::replace(&mut subject.monitor.parameters, parameters);
    let parameters = subject.monitor.parameters.clone();
    if before.account != parameters.account {
        *subject.monitor = Monitor::new(parameters.clone());
        subject.drop_parts();
        subject.running.collections.remove(id);
    }
    if before.period != parameters.period && subject.monitor.failures.is_empty() && !subject.is_in_flight() {
        subject.monitor.schedule.new_period(now, parameters.period, JitterSeed::of(id, now));
    }
    if before.paused && !parameters.paused {
        subject.start_over_if_live(now);
    }
    let fits = subject.key().is_none_or(|held| held.fits(&parameters));
    if !fits {
        subject.keys.remove(id);
    } else if subject.key().is_some_and(|held| held.remember != parameters.remembers_key())
        && let Some(held) = subject.keys.get_mut(id)
    {
        held.remember = parameters.remembers_key();
    }
}

fn take_key(state: &mut State, id: &MonitorId, key: Option<SessionKey>, now: Timestamp) -> Vec<Effect> {
    let Some(key) = key else { return Vec::new() };
    let Some(mut subject) = state.subject(id) else { return Vec::new() };
    let parameters = &subject.monitor.parameters;
    let held = HeldKey { key, account: parameters.account.clone(), remember: parameters.remembers_key() };
    // The person is waiting for the numbers.
    subject.monitor.schedule.start_over(now);
    subject.hold(held);
    subject.begin(now).into_iter().collect()
}

/// Requests in flight may still be answered; no further request is sent.
pub(super) fn pause(state: &mut State, id: &MonitorId) -> Result<(), Refusal> {
    let monitor = state.saved.monitors.get_mut(id).ok_or(Refusal::NoSuchMonitor)?;
    monitor.parameters.paused = true;
    monitor.schedule.next_at = None;
    Ok(())
}

/// The monitor is due at once, unless OpenAI asked for a wait.
pub(super) fn resume(state: &mut State, id: &MonitorId, now: Timestamp) -> Result<(), Refusal> {
    let mut subject = state.subject(id).ok_or(Refusal::NoSuchMonitor)?;
    if std::mem::take(&mut subject.monitor.parameters.paused) {
        subject.start_over_if_live(now);
    }
    Ok(())
}
