//! Whether a balance is current and high enough.

use std::time::Duration;

use crate::account::{MetricSet, Timestamp, Usd};
use crate::engine::Settings;
use crate::monitor::{Monitor, Session};

/// A reading may be this far in the future, because clocks are often set back a little.
const CLOCK_GRACE: Duration = Duration::from_secs(60);

/// The state of a balance. It decides the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Current, and not low.
    Fine,
    /// Current, but below the person's threshold.
    Low,
    /// Not current: see `is_stale`.
    Stale,
    /// The session has ended.
    Ended,
}

impl Level {
    /// The name in markup, such as `stale`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Low => "low",
            Self::Stale => "stale",
            Self::Ended => "ended",
        }
    }

    #[must_use]
    pub fn of(monitor: &Monitor, balance: Option<Usd>, settings: &Settings, now: Timestamp) -> Self {
        if monitor.session.is_ended() {
            Self::Ended
        } else if is_stale(monitor, MetricSet::CreditGrants, now) {
            Self::Stale
        } else if balance.is_some_and(|balance| balance < settings.low_balance) {
            Self::Low
        } else {
            Self::Fine
        }
    }
}

/// Whether the last reading of a set is not current: the last attempt failed, there is no working key, or it is older than three periods, for
/// example after the computer slept. False if the set was never read.
#[must_use]
pub fn is_stale(monitor: &Monitor, set: MetricSet, now: Timestamp) -> bool {
    let Some(at) = monitor.measured_at(set) else { return false };
    monitor.session != Session::Live
        || monitor.failures.get(set).is_some()
        || now.since(at) > 3 * monitor.parameters.period.length()
        // The clock was set back, so the age is unknown.
        || at > now.after(CLOCK_GRACE)
}
