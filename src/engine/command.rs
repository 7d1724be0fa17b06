use serde::{Deserialize, Serialize};

use super::{BadgeBalance, Effect, Index, MonitorsFile, Refusal, Saved, State, deletion, detection, editing, import};
use crate::account::{Range, Timestamp, Usd};
use crate::monitor::{Draft, MonitorId};
use crate::session::looks_like_key;

/// What a page asks the worker to do. Pages never write to storage; the worker is the only writer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Read an account now. Has no effect during a wait that OpenAI asked for; the page shows when it ends.
    Refresh {
        /// `None` for the monitor that is shown.
        #[serde(default)]
        monitor: Option<MonitorId>,
    },
    /// Show this account from now on.
    Show { monitor: MonitorId },
    /// Show model costs over this range from now on.
    ShowRange { range: Range },
    /// Call a balance below this amount low.
    SetLowBalance {
        /// In USD.
        amount: Usd,
    },
    /// Show this balance on the badge.
    SetBadge { badge: BadgeBalance },
    /// Use this name for this browser in exports.
    SetCollector {
        /// May be empty.
        name: String,
    },
    /// Turn notifications of ended sessions on or off.
    SetNotifications { on: bool },
    /// Add or change a monitor. An invalid draft changes nothing; the page has checked it before and shown the problems.
    Save {
        /// `None` for a new monitor.
        monitor: Option<MonitorId>,
        draft: Draft,
    },
    /// Try a draft out without saving it. The result is stored as the monitor [`MonitorId::Detection`].
    Detect {
        /// The monitor that is being edited; `None` for a new one.
        monitor: Option<MonitorId>,
        draft: Draft,
    },
    /// Delete the result of a detection.
    EndDetection,
    /// Stop reading a monitor until it is resumed.
    Pause { monitor: MonitorId },
    /// Read a paused monitor again.
    Resume { monitor: MonitorId },
    /// Delete a monitor, its readings and its key.
    Delete { monitor: MonitorId },
    /// Restore a deleted monitor, within [`UNDO_WITHIN`](super::UNDO_WITHIN).
    UndoDelete { monitor: MonitorId },
    /// Import the monitors and settings of an export.
    Import { file: MonitorsFile },
    /// Hide the report of damaged storage: the person has read it.
    DismissDamage,
    /// Delete every account, reading, key and setting.
    Forget,
    /// Do whatever is due. Every page sends this when it opens, because the alarm may have been lost.
    CatchUp,
}

/// Carries out a command.
///
/// # Errors
/// Why it is refused. State may have changed in part; the caller restores it.
pub(super) fn on_command(state: &mut State, command: Command, now: Timestamp) -> Result<Vec<Effect>, Refusal> {
    let settings = &mut state.saved.settings;
    match command {
        Command::Refresh { monitor } => {
            let id = monitor.or_else(|| state.saved.index.current.clone());
            let request = id.and_then(|id| state.subject(&id).and_then(|mut it| it.begin(now)));
            return Ok(request.into_iter().collect());
        }
        Command::Save { monitor, draft } => return editing::save(state, monitor.as_ref(), &draft, now),
        Command::Detect { monitor, draft } => return detection::detect(state, monitor.as_ref(), &draft, now),
        Command::Show { monitor } => {
            if !state.saved.monitors.contains_key(&monitor) {
                return Err(Refusal::NoSuchMonitor);
            }
            state.saved.index.current = Some(monitor);
        }
        Command::ShowRange { range } => settings.range = range,
        Command::SetLowBalance { amount } => settings.low_balance = amount.max(Usd::ZERO),
        Command::SetBadge { badge } => settings.badge = badge,
        // The name is part of every export.
        Command::SetCollector { name } if looks_like_key(&name) => return Err(Refusal::LooksLikeKey),
        Command::SetCollector { name } => settings.collector = name.trim().chars().take(LONGEST_COLLECTOR).collect(),
        Command::SetNotifications { on } => settings.notify_session_ended = on,
        Command::EndDetection => detection::end(state),
        Command::Pause { monitor } => editing::pause(state, &monitor)?,
        Command::Resume { monitor } => editing::resume(state, &monitor, now)?,
        Command::Delete { monitor } => deletion::delete(state, monitor, now),
        Command::UndoDelete { monitor } => deletion::undo(state, &monitor, now)?,
        Command::Import { file } => import::take_over(state, &file, now)?,
        Command::DismissDamage => state.saved.index.damage.clear(),
        Command::Forget => forget(state),
        Command::CatchUp => {}
    }
    Ok(Vec::new())
}

/// In characters. A longer name is cut.
const LONGEST_COLLECTOR: usize = 100;

fn forget(state: &mut State) {
    let Saved { monitors, index, .. } = std::mem::take(&mut state.saved);
    let deleted = index.deleted.iter().map(|deleted| &deleted.id);
    for id in monitors.keys().chain(deleted).chain([&MonitorId::Detection]) {
        state.drop_parts(id);
    }
    state.keys.clear();
    state.running.collections.clear();
    state.running.tabs.clear();
    // Kept: facts about the browser, limits on tabs and notifications, and the numbers of monitors and collections, so that a late answer
    // matches no later collection.
    state.saved.index = Index {
        access: index.access,
        offline: index.offline,
        pasted: index.pasted,
        renewed_at: index.renewed_at,
        told: index.told,
        ..Index::default()
    };
}
