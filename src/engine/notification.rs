use super::{Effect, Notice, NotificationId, State};

/// Notifies once that a session has ended, even if it served several monitors and is refused several times. Clears the notification when
/// no session is ended. Waits while a background tab may still renew the session.
pub(super) fn tell_of_ended_session(state: &mut State) -> Vec<Effect> {
    let is_being_renewed = state.running.renewal.is_some();
    let (saved, told) = (&state.saved, state.saved.index.session_end_told);
    let ended = saved.monitors.iter().find(|(_, monitor)| monitor.is_signed_out() && !monitor.parameters.paused);
    let effects = match ended {
        Some((id, monitor)) if !told && !is_being_renewed && saved.settings.notify_session_ended => {
            let is_automatic = monitor.parameters.is_automatic();
            let notice = if is_automatic { Notice::SessionEnded(id.clone()) } else { Notice::KeyRefused(id.clone()) };
            vec![Effect::Notify(notice)]
        }
        None if told => NotificationId::ALL.map(Effect::ClearNotification).to_vec(),
        _ => return Vec::new(),
    };
    state.saved.index.session_end_told = !told;
    effects
}
