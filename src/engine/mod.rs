//! The core: events in, effects out. [`step`] is the one place where state changes.
//!
//! ```text
//!   a request seen ─┐                                   ┌─ save the keys    (memory)
//!   an alarm       ─┤                                   ├─ save the state   (disk, no keys)
//!   a command      ─┼─► step(state, event, now) ──► effects ─ paint the badge
//!   an answer      ─┤                                   ├─ wake me at …
//!   the worker woke─┘                                   └─ send this request ──► an answer, later
//! ```
//!
//! It knows no browser, no clock and no network. The effects are carried out in their order, the saves first: a worker can be
//! killed between any two of them, and the next one finds in storage what was about to be done.

mod answered;
mod collect;
mod command;
mod deletion;
mod detection;
mod editing;
mod effect;
mod event;
mod import;
mod monitors_file;
mod naming;
mod notification;
mod renewal;
mod seen;
mod state;
mod step;
pub mod stored;
mod trouble;
mod unique_name;
mod wake;
mod woke;

pub use collect::MOST_AT_ONCE;
pub use command::Command;
pub use deletion::UNDO_WITHIN;
pub use effect::{Effect, Request, RequestId};
pub use event::Event;
pub use import::{ImportEffect, ImportPlan, PlannedMonitor};
pub use monitors_file::{FileBadge, FileKeySource, FileMonitor, FileSettings, MonitorsFile, NotAMonitorsFile};
pub use state::{BadgeBalance, Deleted, HeldKey, Keys, Renewal, Saved, Settings, State};
pub use step::step;
pub use stored::{Damage, SetAside};
