//! A monitor: one account that is watched. What was read of it, what went wrong, and when it is asked next.

mod collection;
mod id;
mod record;
mod schedule;

pub use collection::{Attempt, Collection};
pub use id::MonitorId;
pub use record::{Failed, Monitor, Session};
pub use schedule::{PERIOD, Schedule};
