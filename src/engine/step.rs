use super::answered::on_answered;
use super::collect::collect_due;
use super::command::{Command, on_command};
use super::environment::{on_access, on_connectivity};
use super::notification::tell_of_ended_session;
use super::save_failure::on_not_saved;
use super::seen::on_request_seen;
use super::startup::on_started;
use super::{Effect, Event, Refusal, State, deletion, renewal};
use crate::account::Timestamp;
use crate::monitor::{Monitor, MonitorId};

/// Handles one event. Returns what is to be done once the state is saved.
///
/// After every event whatever is due begins and whatever has timed out ends. So an alarm may be lost, be late or ring twice.
#[must_use = "effects that are not carried out are lost"]
pub fn step(state: &mut State, event: Event, now: Timestamp) -> Vec<Effect> {
    begin(state, now);
    // While saving fails nothing new begins: the next worker would not know of it.
    let saving_fails = matches!(event, Event::NotSaved { .. });
    let effects = match event {
        Event::Started { access, online, set_aside } => on_started(state, access, online, &set_aside, now),
        Event::AccessChanged { access } => on_access(state, access, now),
        Event::ConnectivityChanged { online } => on_connectivity(state, online, now),
        Event::RequestSeen(request) => on_request_seen(state, &request, now),
        Event::AlarmRang => Vec::new(),
        Event::Answered(request, outcome) => on_answered(state, &request, outcome, now),
        Event::NotSaved { unsent } => on_not_saved(state, &unsent, now),
        Event::TabOpened { tab } => renewal::on_tab_opened(state, tab),
    };
    finish(state, effects, saving_fails, now)
}

/// Handles a command of a page, as [`step`] does an event.
///
/// # Errors
/// Why it is refused. State is unchanged then.
pub fn step_command(state: &mut State, command: Command, now: Timestamp) -> Result<Vec<Effect>, Refusal> {
    let before = state.clone();
    begin(state, now);
    match on_command(state, command, now) {
        Ok(effects) => Ok(finish(state, effects, false, now)),
        Err(refusal) => {
            *state = before;
            Err(refusal)
        }
    }
}

fn begin(state: &mut State, now: Timestamp) {
    rebase(state, now);
    deletion::complete(state, now);
}

fn finish(state: &mut State, mut effects: Vec<Effect>, saving_fails: bool, now: Timestamp) -> Vec<Effect> {
    if !saving_fails {
        effects.extend(renewal::give_up_in_time(state, now));
        effects.extend(collect_due(state, now));
        effects.extend(tell_of_ended_session(state));
    }
    effects
}

/// After the clock was set back, moves times out of the future.
fn rebase(state: &mut State, now: Timestamp) {
    let is_ahead =
        |_: &MonitorId, monitor: &Monitor| monitor.schedule.is_ahead_of(now) || monitor.session.is_ahead_of(now);
    state.saved.monitors.change_where(is_ahead, |_, monitor| {
        monitor.schedule.rebase(now);
        monitor.session.rebase(now);
    });
    if state.saved.detection.as_ref().is_some_and(|it| is_ahead(&MonitorId::Detection, it))
        && let Some(monitor) = state.saved.monitor_mut(&MonitorId::Detection)
    {
        monitor.schedule.rebase(now);
    }
    state.running.collections.change_where(|_, it| it.began_at > now, |_, it| it.rebase(now));
    let renewed_at = &mut state.saved.index.renewed_at;
    *renewed_at = renewed_at.map(|at| at.min(now));
}
