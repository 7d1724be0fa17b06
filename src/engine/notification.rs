use super::{Effect, Notice, State};

/// Notifies once that a session has ended, even if it served several monitors and is refused several times. Clears the notification when
/// no session is ended. Waits while a background tab may still renew the session.
pub(super) fn tell_of_ended_session(state: &mut State) -> Option<Effect> {
    let is_being_renewed = state.running.renewal.is_some();
    let saved = &mut state.saved;
    let ended = saved.monitors.iter().find(|(_, monitor)| monitor.is_signed_out() && !monitor.parameters.paused);
    match (ended, saved.index.told) {
        (Some((id, monitor)), None) if !is_being_renewed && saved.settings.notify_session_ended => {
            let is_automatic = monitor.parameters.is_automatic();
            let notice = if is_automatic { Notice::SessionEnded(id.clone()) } else { Notice::KeyRefused(id.clone()) };
            saved.index.told = Some(notice.id());
            Some(Effect::Notify(notice))
        }
        (None, Some(told)) => {
            saved.index.told = None;
            Some(Effect::ClearNotification(told))
        }
        _ => None,
    }
}
