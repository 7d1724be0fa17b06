//! Access or network changed.

use super::state::{is_watching, may_ask};
use super::{Effect, State};
use crate::access::Access;
use crate::account::Timestamp;
use crate::monitor::{Monitor, MonitorId};

/// Access was granted or revoked. Monitors that may now be read are due at once, because the person is waiting for numbers.
pub(super) fn on_access(state: &mut State, access: Access, now: Timestamp) -> Vec<Effect> {
    let before = std::mem::replace(&mut state.saved.index.access, access);
    let (access, running) = (&state.saved.index.access, &state.running);
    let is_let_in = |id: &MonitorId, monitor: &Monitor| {
        is_watching(access, running, id, monitor) && !may_ask(&before, &monitor.parameters)
    };
    state.saved.monitors.change_where(is_let_in, |_, monitor| monitor.schedule.start_over(now));
    Vec::new()
}

/// The network went down or came back.
pub(super) fn on_connectivity(state: &mut State, online: bool, now: Timestamp) -> Vec<Effect> {
    let was_offline = std::mem::replace(&mut state.saved.index.offline, !online);
    if online && was_offline {
        let has_failed = |_: &MonitorId, monitor: &Monitor| monitor.schedule.failed_in_a_row > 0;
        state.saved.monitors.change_where(has_failed, |_, monitor| monitor.schedule.hasten(now));
    }
    Vec::new()
}
