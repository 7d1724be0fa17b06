use super::answered::on_answered;
use super::collect::collect_due;
use super::command::on_command;
use super::notification::tell_of_ended_session;
use super::seen::on_request_seen;
use super::trouble::{on_not_saved, on_saved_again};
use super::wake::next_wake;
use super::woke::{on_access, on_connectivity, on_woke};
use super::{Effect, Event, State, deletion, renewal};
use crate::account::Timestamp;

/// Takes in one event and says what is to be done about it.
///
/// The handlers change the state and ask for acts: requests, tabs, notifications. What has to be saved, whether the badge may look
/// different and when to wake up follow from comparing the state before and after, in this one place: nothing can be forgotten, and the
/// saves always come before whatever acts on them.
///
/// Every event is an occasion: whatever is due is begun, whatever is over its time is ended. An alarm that is lost, late or rings twice
/// makes no difference.
#[must_use = "effects that are not carried out are lost"]
pub fn step(state: &mut State, event: Event, now: Timestamp) -> Vec<Effect> {
    let before = state.clone();
    let woke = matches!(event, Event::Woke { .. });
    // Neither the badge nor the alarm of a browser outlives it, and an alarm that rang is gone.
    let (repaint, mut rearm) = (woke, woke || matches!(event, Event::AlarmRang));
    // An alarm that was set by a clock that has been set back since would ring late.
    rearm |= state.last_event_at.replace(now).is_some_and(|last| now < last);
    // With a disk that takes nothing, nothing is begun: nobody would remember it.
    let saving_fails = matches!(event, Event::NotSaved { .. });
    let mut effects = Vec::new();

    rebase(state, now);
    deletion::complete(state, now);
    let mut acts = match event {
        Event::Woke { access, online, set_aside } => {
            if !set_aside.is_empty() {
                effects.push(Effect::SetAside(set_aside.clone()));
            }
            on_woke(state, access, online, &set_aside, now)
        }
        Event::AccessChanged { access } => on_access(state, access, now),
        Event::ConnectivityChanged { online } => on_connectivity(state, online, now),
        Event::RequestSeen(request) => on_request_seen(state, &request, now),
        Event::AlarmRang => Vec::new(),
        Event::Commanded(command) => on_command(state, command, now),
        Event::Answered(request, outcome) => on_answered(state, &request, outcome, now),
        Event::NotSaved { unsent } => on_not_saved(state, &unsent, now),
        Event::SavedAgain => on_saved_again(state),
        Event::TabOpened { tab } => renewal::on_tab_opened(state, tab),
    };
    acts.extend(renewal::give_up_in_time(state, now));
    if !saving_fails {
        acts.extend(collect_due(state, now));
    }
    acts.extend(tell_of_ended_session(state));

    if state.keys != before.keys {
        effects.push(Effect::SaveKeys(state.keys.clone()));
    }
    if state.remembered() != before.remembered() {
        effects.push(Effect::SaveRemembered(state.remembered()));
    }
    let changed = state.saved != before.saved;
    if changed || (state.unsaved_since.is_some() && !saving_fails) {
        effects.push(Effect::SaveState(Box::new(state.saved.clone())));
    }
    if state.unsaved_since != before.unsaved_since {
        effects.push(Effect::SaveTrouble(state.unsaved_since));
    }
    if repaint || changed || state.unsaved_since != before.unsaved_since {
        effects.push(Effect::PaintBadge);
    }
    if rearm || next_wake(&state.saved) != next_wake(&before.saved) {
        effects.push(Effect::WakeAt(super::wake::alarm(&state.saved, now)));
    }
    effects.extend(acts);
    effects
}

/// A clock that was set back leaves moments in the future behind.
fn rebase(state: &mut State, now: Timestamp) {
    state
        .saved
        .monitors
        .values_mut()
        .chain(&mut state.saved.detection)
        .for_each(|monitor| monitor.schedule.rebase(now));
    state.keys.values_mut().for_each(|held| held.refused_at = held.refused_at.map(|at| at.min(now)));
    state.saved.renewed_at = state.saved.renewed_at.map(|at| at.min(now));
}
