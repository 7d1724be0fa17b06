use serde::{Deserialize, Serialize};

use super::collect::begin;
use super::{BadgeBalance, Effect, MonitorsFile, State, deletion, detection, editing, import};
use crate::account::{Range, Timestamp, Usd};
use crate::monitor::{Draft, MonitorId};
use crate::session::looks_like_key;

/// What a page asks the worker to do. Pages change nothing themselves; the worker is the only writer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Read an account now. Does nothing during a wait OpenAI asked for; the page says until when.
    Refresh {
        /// Which one; the shown one where none is named.
        #[serde(default)]
        monitor: Option<MonitorId>,
    },
    /// Show this account from now on.
    Show {
        /// Which one.
        monitor: MonitorId,
    },
    /// Show model costs over this range from now on.
    ShowRange {
        /// The range.
        range: Range,
    },
    /// Call a balance below this amount low.
    SetLowBalance {
        /// In USD.
        amount: Usd,
    },
    /// Show this balance on the badge.
    SetBadge {
        /// Whose.
        badge: BadgeBalance,
    },
    /// Call this browser by this name in exports.
    SetCollector {
        /// The name; may be empty.
        name: String,
    },
    /// Notify when a session has ended, or do not.
    SetNotifications {
        /// Whether to.
        on: bool,
    },
    /// Add a monitor, or change one. A draft that does not hold changes nothing; the page has checked it and said why.
    Save {
        /// The one to change; a new one where none is named.
        monitor: Option<MonitorId>,
        /// What the person has typed.
        draft: Draft,
    },
    /// Try out what a draft says, without saving it. What comes back is stored as `detection`.
    Detect {
        /// The one that is being changed, if one is.
        monitor: Option<MonitorId>,
        /// What the person has typed.
        draft: Draft,
    },
    /// Forget what a detection brought back.
    EndDetection,
    /// Ask a monitor no more until it is resumed.
    Pause {
        /// Which one.
        monitor: MonitorId,
    },
    /// Go on with a paused monitor.
    Resume {
        /// Which one.
        monitor: MonitorId,
    },
    /// Delete a monitor, what was read of it and its key.
    Delete {
        /// Which one.
        monitor: MonitorId,
    },
    /// Bring a deleted monitor back, within 10 seconds.
    UndoDelete {
        /// Which one.
        monitor: MonitorId,
    },
    /// Take over the monitors and settings of an export.
    Import {
        /// The file, as it was read.
        file: MonitorsFile,
    },
    /// The person has taken note of what could not be read.
    DismissDamage,
    /// Forget every account, reading, key and setting.
    Forget,
}

pub(super) fn on_command(state: &mut State, command: Command, now: Timestamp) -> Vec<Effect> {
    let settings = &mut state.saved.settings;
    match command {
        Command::Refresh { monitor } => {
            return match monitor.or_else(|| state.saved.current.clone()) {
                Some(id) => begin(state, &id, now),
                None => Vec::new(),
            };
        }
        Command::Save { monitor, draft } => return editing::save(state, monitor.as_ref(), &draft, now),
        Command::Detect { monitor, draft } => return detection::detect(state, monitor.as_ref(), &draft, now),
        Command::Show { monitor } => {
            if state.saved.monitors.contains_key(&monitor) {
                state.saved.current = Some(monitor);
            }
        }
        Command::ShowRange { range } => settings.range = range,
        Command::SetLowBalance { amount } => settings.low_balance = amount.max(Usd::ZERO),
        Command::SetBadge { badge } => settings.badge = badge,
        // A key in the wrong field: the page has refused it, and an export would carry it on.
        Command::SetCollector { name } if looks_like_key(&name) => {}
        Command::SetCollector { name } => settings.collector = name.trim().chars().take(LONGEST_COLLECTOR).collect(),
        Command::SetNotifications { on } => settings.notify_session_ended = on,
        Command::EndDetection => detection::end(state),
        Command::Pause { monitor } => editing::pause(state, &monitor),
        Command::Resume { monitor } => editing::resume(state, &monitor, now),
        Command::Delete { monitor } => deletion::delete(state, monitor, now),
        Command::UndoDelete { monitor } => deletion::undo(state, &monitor, now),
        Command::Import { file } => import::take_over(state, &file, now),
        Command::DismissDamage => state.saved.damage.clear(),
        Command::Forget => {
            forget(state);
            return vec![Effect::ForgetSetAside];
        }
    }
    Vec::new()
}

/// The most characters of a collector's name.
const LONGEST_COLLECTOR: usize = 100;

fn forget(state: &mut State) {
    let saved = std::mem::take(&mut state.saved);
    state.keys.clear();
    // Kept: what is not ours to forget; and the numbers, so that a late answer finds no collection of its own.
    state.saved.access = saved.access;
    state.saved.offline = saved.offline;
    state.saved.collections = saved.collections;
    state.saved.pasted = saved.pasted;
    // A tab that is open is still to be closed.
    state.saved.renewal = saved.renewal;
    state.saved.renewed_at = saved.renewed_at;
    state.saved.session_end_told = saved.session_end_told;
}
