//! "Detect": trying a monitor out before it is saved. The tried monitor is like any other, but it is kept apart from the watched ones, is
//! read once, and its key is dropped afterwards.

use std::rc::Rc;

use super::{Effect, HeldKey, Refusal, State};
use crate::account::Timestamp;
use crate::monitor::{Draft, Monitor, MonitorId, Parameters, Session};

/// Tries a draft out.
///
/// # Errors
/// What is wrong with the draft. Nothing is sent then.
pub(super) fn detect(
    state: &mut State,
    edited: Option<&MonitorId>,
    draft: &Draft,
    now: Timestamp,
) -> Result<Vec<Effect>, Refusal> {
    let editing = edited.and_then(|id| state.saved.monitors.get_key_value(id));
    let checked = draft.check(editing, state.saved.monitors.iter())?;
    end(state);
    let parameters = Parameters { paused: false, ..checked.parameters };
    // The pasted key, or else the key that is held for this account.
    let pasted = checked.key.map(|key| HeldKey { key, account: parameters.account.clone(), remember: false });
    let automatic = MonitorId::Automatic(parameters.account.organization.clone());
    let held = state.keys.get(edited.unwrap_or(&automatic)).filter(|held| held.fits(&parameters));
    let key = pasted.or_else(|| held.map(|held| HeldKey { remember: false, ..held.clone() }));
    let mut monitor = Monitor::new(parameters);
    monitor.session = if key.is_some() { Session::Live } else { Session::NoKey };
    // A wait that OpenAI asked for concerns the account, so this attempt respects it. The page shows when it ends.
    let same = state.saved.monitors.values().filter(|it| it.is_same_account(&monitor));
    monitor.schedule.wait_until = same.filter_map(|it| it.schedule.blocked_until(now)).max();
    state.saved.detection = Some(Rc::new(monitor));
    if let Some(key) = key {
        state.keys.insert(MonitorId::Detection, key);
    }
    Ok(state.subject(&MonitorId::Detection).and_then(|mut it| it.begin(now)).into_iter().collect())
}

/// Drops the tried monitor: the form was closed, or another draft is tried.
pub(super) fn end(state: &mut State) {
    if let Some(mut subject) = state.subject(&MonitorId::Detection) {
        subject.drop_parts();
    }
    state.saved.detection = None;
    state.keys.remove(&MonitorId::Detection);
    state.running.collections.remove(&MonitorId::Detection);
}
