//! A monitor: one account that is watched. What a person decided about it, what was read of it, what went wrong, and when it is asked
//! next.

mod collection;
mod draft;
mod host;
mod id;
mod parameters;
mod period;
mod problem;
mod record;
mod schedule;
mod tag;

pub use collection::{Attempt, Collection};
pub use draft::{Checked, Draft, DraftKey};
pub use host::{MonitoringHost, NotAHost};
pub use id::MonitorId;
pub use parameters::{KeySource, Parameters};
pub use period::Period;
pub use problem::{Field, Invalid, Problem};
pub use record::{Availability, Failed, Monitor, Naming, Session};
pub use schedule::{Salt, Schedule};
pub use tag::Tag;
