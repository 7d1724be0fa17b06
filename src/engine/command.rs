use serde::{Deserialize, Serialize};

use super::{BadgeBalance, Effect, Index, MonitorsFile, Refusal, Saved, State, deletion, detection, editing, import};
use crate::account::{MetricSet, Range, Timestamp, Usd};
use crate::monitor::{Draft, MonitorId};
use crate::session::looks_like_key;

/// What a page asks the worker to do. Pages change nothing themselves; the worker is the only writer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// Do whatever is due. A page that is opened says so: the alarm may have been lost.
    CatchUp,
}

/// Does what a page asks for.
///
/// # Errors
/// Why not. State may then have changed in part, and the caller takes that back.
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
        // It stands in every export.
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
        Command::Forget => {
            forget(state);
            return Ok(vec![Effect::RemoveStrayItems]);
        }
        Command::CatchUp => {}
    }
    Ok(Vec::new())
}

/// The most characters of a collector's name.
const LONGEST_COLLECTOR: usize = 100;

fn forget(state: &mut State) {
    let Saved { monitors, index, .. } = std::mem::take(&mut state.saved);
    let deleted = index.deleted.iter().map(|deleted| &deleted.id);
    for id in monitors.keys().chain(deleted).chain([&MonitorId::Detection]) {
        for set in MetricSet::ALL {
            state.unstored.insert((id.clone(), set), None);
        }
    }
    state.keys.clear();
    state.running.collections.clear();
    // Kept: what is not ours to forget, and the numbers, so that a late answer finds no collection of its own.
    state.saved.index = Index {
        access: index.access,
        offline: index.offline,
        pasted: index.pasted,
        renewed_at: index.renewed_at,
        session_end_told: index.session_end_told,
        ..Index::default()
    };
}
