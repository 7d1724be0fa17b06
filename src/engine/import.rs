//! Taking over the monitors and settings of an export.

use super::unique_name::is_numbered;
use super::{
    BadgeBalance, FileBadge, FileMonitor, FileSettings, MonitorsFile, Refusal, Saved, Settings, State, editing,
};
use crate::account::{Timestamp, Usd};
use crate::monitor::{MonitorId, Parameters, folded};

/// What an import will do, for a person to look at before it is done.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportPlan {
    /// Every monitor of the file, in its order.
    pub monitors: Vec<PlannedMonitor>,
    /// What the settings become; `None` where they stay as they are.
    pub settings: Option<Settings>,
}

/// What becomes of one monitor of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedMonitor {
    /// Its id, new or not.
    pub id: MonitorId,
    /// Its parameters: with a number behind its name where another monitor has that name.
    pub parameters: Parameters,
    /// What it does to what there is.
    pub effect: ImportEffect,
}

/// What a monitor of a file does to what there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportEffect {
    /// It is new.
    Adds,
    /// It takes the place of the parameters of one that is there. What was read stays if it is the same account's.
    Replaces,
    /// It is there already, with the very same parameters.
    ChangesNothing,
}

impl ImportPlan {
    /// What importing this file will do.
    #[must_use]
    pub fn of(saved: &Saved, file: &MonitorsFile) -> Self {
        // Planned on a copy, so that a name or an organisation that comes twice in the file is met as it will be.
        let mut state = State { saved: saved.clone(), ..State::default() };
        let monitors = file.monitors.iter().filter_map(|monitor| place(&mut state, monitor, NO_TIME)).collect();
        let settings = file.settings.as_ref().map(|it| settings_of(&state.saved, it));
        Self { monitors, settings: settings.filter(|settings| *settings != saved.settings) }
    }

    /// Whether it changes nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.settings.is_none() && self.monitors.iter().all(|it| it.effect == ImportEffect::ChangesNothing)
    }
}

/// A plan is not about time.
const NO_TIME: Timestamp = Timestamp::from_millis(0);

/// Carries an import out. Monitors that are not in the file stay as they are.
///
/// # Errors
/// Nothing is taken over of a file that is not as it should be, or holds more monitors than there is room for.
pub(super) fn take_over(state: &mut State, file: &MonitorsFile, now: Timestamp) -> Result<(), Refusal> {
    // What comes in a message is held to what comes in a file.
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

/// Puts one monitor of a file where it belongs. `None` if there is no room for it.
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
    // Whether a key is kept on disk is decided where it is pasted, and stays decided.
    parameters.session_key = before.session_key;
    let effect = if parameters == before { ImportEffect::ChangesNothing } else { ImportEffect::Replaces };
    editing::apply(state, &id, parameters.clone(), now);
    Some(PlannedMonitor { id, parameters, effect })
}

/// The monitor this one is about: of the same organisation where the key is picked up; of the same name where it was pasted, or of that
/// name with a number behind it, which an earlier import of the same file may have given it.
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
        // A name for this browser, not for the one the file comes from.
        collector: saved.settings.collector.clone(),
        notify_session_ended: file.notify_session_ended,
    }
}
