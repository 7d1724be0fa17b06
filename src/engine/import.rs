//! Importing the monitors and settings of an export.

use super::unique_name::is_numbered;
use super::{
    BadgeBalance, FileBadge, FileMonitor, FileSettings, MonitorsFile, Refusal, Saved, Settings, State, editing,
};
use crate::account::{Timestamp, Usd};
use crate::monitor::{MonitorId, Parameters, folded};

/// A preview of an import, which the person confirms.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportPlan {
    /// Every monitor of the file, in the file's order.
    pub monitors: Vec<PlannedMonitor>,
    /// The new settings; `None` if they do not change.
    pub settings: Option<Settings>,
}

/// The preview of one monitor of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedMonitor {
    pub id: MonitorId,
    /// With a number appended to the name if another monitor has that name.
    pub parameters: Parameters,
    pub effect: ImportEffect,
}

/// What importing a monitor does to the existing ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportEffect {
    /// It adds a monitor.
    Adds,
    /// It replaces the parameters of an existing monitor, whose readings are kept if the account stays the same.
    Replaces,
    /// The same monitor exists with the same parameters.
    ChangesNothing,
}

impl ImportPlan {
    #[must_use]
    pub fn of(saved: &Saved, file: &MonitorsFile) -> Self {
        // Imported into a copy: so a name or organisation that occurs twice in the file is handled as in the real import.
        let mut state = State { saved: saved.clone(), ..State::default() };
        let monitors = file.monitors.iter().filter_map(|monitor| place(&mut state, monitor, NO_TIME)).collect();
        let settings = file.settings.as_ref().map(|it| settings_of(&state.saved, it));
        Self { monitors, settings: settings.filter(|settings| *settings != saved.settings) }
    }

    /// Whether the import changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.settings.is_none() && self.monitors.iter().all(|it| it.effect == ImportEffect::ChangesNothing)
    }
}

/// A preview shows no times, so any will do.
const NO_TIME: Timestamp = Timestamp::from_millis(0);

/// Imports a file. Monitors that are not in the file do not change.
///
/// # Errors
/// The file is invalid or has too many monitors. Nothing of it is imported then.
pub(super) fn take_over(state: &mut State, file: &MonitorsFile, now: Timestamp) -> Result<(), Refusal> {
    // A file from a message passes the same checks as a file from disk.
    let file = MonitorsFile::parse(&file.to_json()).map_err(|_| Refusal::OddFile)?;
    for monitor in &file.monitors {
        place(state, monitor, now).ok_or(Refusal::TooManyMonitors)?;
    }
    if let Some(settings) = &file.settings {
        state.saved.settings = settings_of(&state.saved, settings);
    }
    if state.saved.current().is_none() {
        state.saved.index.current = state.saved.monitors.keys().next().cloned();
    }
    Ok(())
}

/// Adds or replaces one monitor of a file. `None` if it is invalid or there are too many.
fn place(state: &mut State, monitor: &FileMonitor, now: Timestamp) -> Option<PlannedMonitor> {
    let mut parameters = monitor.parameters()?;
    let there = find(&state.saved, &parameters);
    let id = there.clone().or_else(|| parameters.automatic_id()).unwrap_or_else(|| state.saved.next_pasted());
    if parameters.named_by_hand {
        parameters.task_name = state.saved.unique_name(&id, &parameters.task_name);
    }
    let Some(before) = there.and_then(|id| state.saved.monitors.get(&id)).map(|it| it.parameters.clone()) else {
        if !editing::insert(state, id.clone(), parameters) {
            return None;
        }
        let parameters = state.saved.monitors.get(&id)?.parameters.clone();
        return Some(PlannedMonitor { id, parameters, effect: ImportEffect::Adds });
    };
    if !parameters.named_by_hand && !before.named_by_hand {
        parameters.task_name = before.task_name.clone();
    } else if !parameters.named_by_hand {
        parameters.task_name = editing::name_of_organization(state, &id, &parameters);
    }
    // Whether a key is kept on disk is decided when it is pasted. An import does not change that.
    parameters.session_key = before.session_key;
    let effect = if parameters == before { ImportEffect::ChangesNothing } else { ImportEffect::Replaces };
    editing::apply(state, &id, parameters.clone(), now);
    Some(PlannedMonitor { id, parameters, effect })
}

/// The existing monitor that corresponds to one of a file. With a captured key: the one of the same account. With a pasted key: the one of
/// the same name, or of that name with a number, which an earlier import of the same file may have appended.
fn find(saved: &Saved, parameters: &Parameters) -> Option<MonitorId> {
    let first = |is_same: &dyn Fn(&Parameters) -> bool| {
        let same_source = |it: &Parameters| it.is_automatic() == parameters.is_automatic() && is_same(it);
        saved.monitors.iter().find(|(_, monitor)| same_source(&monitor.parameters)).map(|(id, _)| id.clone())
    };
    if parameters.is_automatic() {
        return first(&|it| it.account == parameters.account);
    }
    first(&|it| folded(&it.task_name) == folded(&parameters.task_name))
        .or_else(|| first(&|it| it.account == parameters.account && is_numbered(&it.task_name, &parameters.task_name)))
}

fn settings_of(saved: &Saved, file: &FileSettings) -> Settings {
    let named = |name: &str| {
        let found = saved.monitors.iter().find(|(_, monitor)| monitor.parameters.task_name == *name);
        found.map(|(id, _)| BadgeBalance::Chosen(id.clone()))
    };
    Settings {
        low_balance: Usd::from_dollars(file.low_balance_usd).unwrap_or(saved.settings.low_balance),
        range: file.range,
        badge: match &file.badge {
            FileBadge::Shown => BadgeBalance::Shown,
            FileBadge::Chosen(name) => named(name).unwrap_or_default(),
            FileBadge::Lowest => BadgeBalance::Lowest,
            FileBadge::Sum => BadgeBalance::Sum,
        },
        // The file names the browser it was exported from, not this one.
        collector: saved.settings.collector.clone(),
        notify_session_ended: file.notify_session_ended,
    }
}
