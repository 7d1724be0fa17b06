use super::answered::on_answered;
use super::collect::collect_due;
use super::command::on_command;
use super::seen::on_request_seen;
use super::woke::{on_access, on_woke};
use super::{Effect, Event, State};
use crate::account::Timestamp;

/// Takes in one event and says what is to be done about it.
///
/// The handlers change the state and ask for requests. What has to be saved, whether the badge may look different and when to wake
/// up follow from comparing the state before and after, in this one place: nothing can be forgotten, and the saves always come
/// before whatever acts on them.
#[must_use = "effects that are not carried out are lost"]
pub fn step(state: &mut State, event: Event, now: Timestamp) -> Vec<Effect> {
    let before = state.clone();
    let woke = matches!(event, Event::Woke { .. });
    // Neither the badge nor the alarm of a browser outlives it, and an alarm that rang is gone.
    let (repaint, rearm) = (woke, woke || matches!(event, Event::AlarmRang));

    let requests = match event {
        Event::Woke { access } => on_woke(state, access, now),
        Event::AccessChanged { access } => on_access(state, access, now),
        Event::RequestSeen(request) => on_request_seen(state, &request, now),
        Event::AlarmRang => collect_due(state, now),
        Event::Commanded(command) => on_command(state, command, now),
        Event::Answered(request, outcome) => on_answered(state, &request, outcome, now),
    };

    let mut effects = Vec::new();
    if state.keys != before.keys {
        effects.push(Effect::SaveKeys(state.keys.clone()));
    }
    if state.saved != before.saved {
        effects.push(Effect::SaveState(state.saved.clone()));
    }
    if repaint || state.saved != before.saved {
        effects.push(Effect::PaintBadge);
    }
    if rearm || state.saved.next_wake() != before.saved.next_wake() {
        effects.push(Effect::WakeAt(state.saved.next_wake()));
    }
    effects.extend(requests);
    effects
}
