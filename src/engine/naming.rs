//! Naming monitors after their organisations. If the name cannot be read, the monitor is named by the organisation's id.

use super::{RequestId, Saved, State};
use crate::account::Timestamp;
use crate::monitor::{Monitor, MonitorId, Naming};
use crate::openai::{self, Decoded, Failure, Outcome};
use crate::session::Redaction;

/// Whether the organisation's name is to be requested: once for each key, unless a person has chosen a name.
pub(super) fn is_needed(saved: &Saved, id: &MonitorId) -> bool {
    saved.monitors.get(id).is_some_and(|it| follows_organization(it) && it.naming != Naming::Answered)
}

fn follows_organization(monitor: &Monitor) -> bool {
    monitor.parameters.is_automatic() && !monitor.parameters.named_by_hand
}

/// Handles the answer with the names of all organisations of a key. Each name goes to the monitor of that organisation, not only to the
/// monitor that requested it.
pub(super) fn on_names(state: &mut State, request: &RequestId, outcome: Outcome, now: Timestamp) {
    let asker = &request.monitor;
    let is_awaited = |it: &Monitor| it.naming == Naming::AskedBeside(request.collection);
    if !state.saved.monitors.get(asker).is_some_and(is_awaited) {
        return;
    }
    let Some(monitor) = state.saved.monitors.get_mut(asker) else { return };
    monitor.naming = Naming::Answered;
    let source = monitor.parameters.source();
    let decoded = openai::read(outcome, now).and_then(|body| source.decode(request.purpose, &body, now));
    let mut names = match decoded {
        Ok(Decoded::OrganizationNames(names)) => names,
        Ok(Decoded::Set(_)) => return,
        // The only failure that concerns other requests.
        Err(Failure::TooManyRequests { retry_at }) => return monitor.schedule.note_wait(now, retry_at),
        Err(_) => return,
    };
    let redaction = Redaction::new(state.keys.iter().map(|(_, held)| &held.key));
    names.iter_mut().for_each(|name| redaction.clean(&mut name.title));
    for name in names {
        let is_meant = |(id, monitor): &(&MonitorId, &Monitor)| {
            let meant = match &monitor.parameters.account.organization {
                Some(organization) => organization.as_str() == name.id,
                None => name.is_default && *id == asker,
            };
            meant && follows_organization(monitor)
        };
        let Some((id, monitor)) = state.saved.monitors.iter().find(is_meant) else { continue };
        let (id, before) = (id.clone(), &monitor.parameters.task_name);
        let task_name = state.saved.unique_name(&id, &name.title);
        if task_name != *before
            && let Some(monitor) = state.saved.monitors.get_mut(&id)
        {
            monitor.parameters.task_name = task_name;
        }
    }
}
