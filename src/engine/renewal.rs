//! Renewing an ended session in a background tab, which is closed when a new session was seen or after a minute. At most once an hour, so
//! that a session that cannot be renewed does not open tabs in a loop.

use std::time::Duration;

use super::{Effect, Renewal, State};
use crate::account::Timestamp;
use crate::monitor::MonitorId;

/// The shortest time between two tabs.
const AT_MOST_EVERY: Duration = Duration::from_secs(3600);

/// How long a tab may take to show a new session.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(60);

/// When the renewal is given up.
pub(super) fn over_at(renewal: &Renewal) -> Timestamp {
    renewal.started_at.after(GIVEN_UP_AFTER)
}

/// Opens a tab for a monitor whose session has just ended, if the person wants that. One tab is enough for all monitors, because one person
/// is signed in to the platform.
pub(super) fn begin(state: &mut State, id: &MonitorId, now: Timestamp) -> Option<Effect> {
    let parameters = &state.saved.monitors.get(id)?.parameters;
    let wanted = parameters.is_automatic() && parameters.renew_in_background && !parameters.paused;
    let lately = state.saved.index.renewed_at.is_some_and(|at| now.since(at) < AT_MOST_EVERY);
    if !wanted || lately || state.running.renewal.is_some() || !state.saved.index.access.grants_openai() {
        return None;
    }
    state.saved.index.renewed_at = Some(now);
    state.running.renewal = Some(Renewal { started_at: now, tab: None, done: false });
    Some(Effect::OpenBackgroundTab)
}

/// The tab is open. It is closed at once if it has already shown a new session, or if the renewal was given up.
pub(super) fn on_tab_opened(state: &mut State, tab: i32) -> Vec<Effect> {
    match &mut state.running.renewal {
        Some(renewal) if !renewal.done => {
            renewal.tab = Some(tab);
            Vec::new()
        }
        _ => {
            state.running.renewal = None;
            vec![Effect::CloseTab(tab)]
        }
    }
}

/// A new session was seen, so the tab is no longer needed.
pub(super) fn on_new_session(state: &mut State) -> Option<Effect> {
    let renewal = state.running.renewal.as_mut()?;
    renewal.done = true;
    let tab = renewal.tab?;
    state.running.renewal = None;
    Some(Effect::CloseTab(tab))
}

/// Gives a renewal up after its time, or after the clock was set back.
pub(super) fn give_up_in_time(state: &mut State, now: Timestamp) -> Option<Effect> {
    let renewal = state.running.renewal?;
    if now < over_at(&renewal) && now >= renewal.started_at {
        return None;
    }
    state.running.renewal = None;
    renewal.tab.map(Effect::CloseTab)
}
