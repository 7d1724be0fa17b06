//! A monitor: one account that is watched. What a person decided about it, what was read of it, what went wrong, and when it is asked
//! next.

mod account;
mod collection;
mod draft;
mod folded;
mod host;
mod id;
#[allow(clippy::module_inception, reason = "a monitor is what the floor is about")]
mod monitor;
mod parameters;
mod period;
mod problem;
mod schedule;
mod tag;

pub use account::Account;
pub use collection::{Attempt, Collection};
pub use draft::{Draft, DraftKey, ValidDraft};
pub use folded::folded;
pub use host::{MonitoringHost, NotAHost};
pub use id::MonitorId;
pub use monitor::{Availability, Failed, Glance, Monitor, MonthCost, Naming, Session};
pub use parameters::{KeySource, Parameters};
pub use period::Period;
pub use problem::{Field, Invalid, Problem};
pub use schedule::{JitterSeed, MOST_PROMPTS, Schedule};
pub use tag::Tag;
