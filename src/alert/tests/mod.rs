//! When rules fire and recover, what is told of it, how rules are written, and what they would have done.

mod alerts;
mod backtested;
mod conditions;
mod crossings;
mod facts;
mod forms;
mod told;

use super::*;
use crate::account::Timestamp;
use crate::monitor::MonitorId;

pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;

pub fn at(millis: i64) -> Timestamp {
    // 2026-11-22 00:00 UTC
    Timestamp::from_millis(1_795_305_600_000 + millis)
}

pub fn id(text: &str) -> RuleId {
    RuleId::parse(text).unwrap()
}

pub fn monitor() -> MonitorId {
    MonitorId::Pasted(1)
}

/// A rule as it is written in a file.
#[track_caller]
pub fn rule(written: &str) -> Rule {
    Rule::written(&crate::json::parse(written.as_bytes()).unwrap(), 1).unwrap()
}
