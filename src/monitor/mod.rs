//! A monitor watches one account. It holds what a person decided, what was read last, what failed, and when the account is read next.

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
