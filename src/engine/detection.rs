//! "Detect": trying a monitor out before it is saved. It is a monitor like any other while it lasts, only that it stands apart from
//! those that are watched, is asked once, and leaves no key behind.

use super::collect::begin;
use super::{Effect, HeldKey, State};
use crate::account::Timestamp;
use crate::monitor::{Draft, Monitor, MonitorId, Schedule, Session};

/// Tries out what a draft says. A draft that does not hold is not tried; the page has said why.
pub(super) fn detect(state: &mut State, edited: Option<&MonitorId>, draft: &Draft, now: Timestamp) -> Vec<Effect> {
    end(state);
    let editing = edited.and_then(|id| state.saved.monitors.get_key_value(id));
    let Ok(checked) = draft.check(editing, &state.saved.monitors) else { return Vec::new() };
    let parameters = crate::monitor::Parameters { paused: false, ..checked.parameters };
    // The key that was pasted; else the one that is held for this very organisation.
    let own = checked.key.map(|key| HeldKey::new(key, &parameters));
    let automatic = MonitorId::automatic(parameters.organization.as_ref());
    let held = || state.keys.get(edited.unwrap_or(&automatic)).filter(|held| held.fits(&parameters)).cloned();
    let key = own.or_else(held);
    let mut monitor = Monitor::new(parameters);
    monitor.session = if key.is_some() { Session::Live } else { Session::NoKey };
    // OpenAI's wait is one for this account, not for this attempt; the page says until when.
    let same = state.saved.monitors.values().filter(|it| it.is_same_account(&monitor));
    let wait_until = same.filter_map(|it| it.schedule.blocked_until(now)).max();
    monitor.schedule = Schedule { wait_until, ..Schedule::default() };
    state.saved.detection = Some(monitor);
    if let Some(key) = key {
        state.keys.insert(MonitorId::detection(), HeldKey { remember: false, refused_at: None, ..key });
    }
    begin(state, &MonitorId::detection(), now)
}

/// The form is closed.
pub(super) fn end(state: &mut State) {
    state.saved.detection = None;
    state.keys.remove(&MonitorId::detection());
}

/// All has come back: the key has served, what came back stays until the form is closed.
pub(super) fn on_complete(state: &mut State, id: &MonitorId) {
    if let Some(monitor) = state.saved.detection.as_mut().filter(|_| id.is_detection()) {
        monitor.schedule = Schedule { wait_until: monitor.schedule.wait_until, ..Schedule::default() };
        state.keys.remove(id);
    }
}
