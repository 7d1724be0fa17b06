//! The core: events in, effects out. [`step`] and [`step_command`] decide every change of state.
//!
//! ```text
//!   a request seen ─┐
//!   an alarm       ─┤                                      ┌─ send this request ──► an answer, later
//!   an answer      ─┼─► step(state, event, now) ──► effects ─ notify the person
//!   the worker woke─┤                                      └─ open a tab, close a tab
//!   a command      ─┘
//! ```
//!
//! The core knows no browser, no clock and no network. The worker saves what a step has changed ([`stored`]) before it carries out the
//! effects. It can be killed between any two effects, and the next worker finds in storage what was to be done.

mod alarm;
mod answered;
mod collect;
mod command;
mod damage;
mod deletion;
mod detection;
mod editing;
mod effect;
mod environment;
mod event;
mod import;
mod monitors_file;
mod naming;
mod notice;
mod notification;
mod part;
mod recording;
mod refusal;
mod renewal;
mod save_failure;
mod seen;
mod settings;
mod startup;
mod state;
mod step;
pub mod stored;
mod subject;
mod unique_name;
mod unstored;

pub use alarm::{RING_AGAIN_EVERY, TRY_AGAIN_EVERY, alarm, next_due};
pub use collect::MOST_AT_ONCE;
pub use command::Command;
pub use damage::{Damage, SetAside};
pub use deletion::UNDO_WITHIN;
pub use editing::MOST_MONITORS;
pub use effect::{Effect, Request, RequestId};
pub use event::Event;
pub use import::{ImportEffect, ImportPlan, PlannedMonitor};
pub use monitors_file::{FileBadge, FileKeySource, FileMonitor, FileSettings, MonitorsFile, NotAMonitorsFile};
pub use notice::{Notice, NotificationId};
pub use recording::{needed, record};
pub use refusal::Refusal;
pub use settings::{BadgeBalance, Settings};
pub use state::{Deleted, HeldKey, Index, Keys, Renewal, Running, Saved, State};
pub use step::{step, step_command};
pub use unstored::Unstored;
