use super::{Effect, State};

/// Tells the person once that a session has ended, however many accounts it was the session of and however often it is refused; and
/// takes that back once none is ended. While a background tab may still renew it there is nothing to tell.
pub(super) fn tell_of_ended_session(state: &mut State) -> Option<Effect> {
    let saved = &mut state.saved;
    let ended = saved.monitors.iter().find(|(_, monitor)| monitor.is_signed_out() && !monitor.parameters.paused);
    match ended {
        Some((id, _)) if !saved.session_end_told && saved.renewal.is_none() && saved.settings.notify_session_ended => {
            saved.session_end_told = true;
            Some(Effect::NotifySessionEnded(id.clone()))
        }
        None if saved.session_end_told => {
            saved.session_end_told = false;
            Some(Effect::ClearNotification)
        }
        _ => None,
    }
}
