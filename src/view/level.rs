//! How far what is shown can be trusted.

use serde::Serialize;

use std::time::Duration;

use crate::account::{MetricSet, Timestamp, Usd};
use crate::engine::Settings;
use crate::monitor::{Monitor, Session};

/// Clocks are corrected by a little all the time.
const CLOCK_GRACE: Duration = Duration::from_secs(60);

/// The state of a balance, which is also its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Current, and enough.
    Fine,
    /// Current, and below the person's threshold.
    Low,
    /// The last good reading; there is no newer one.
    Stale,
    /// The session has ended.
    Ended,
}

impl Level {
    /// How it is called in markup.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Low => "low",
            Self::Stale => "stale",
            Self::Ended => "ended",
        }
    }

    /// The level of a monitor's balance.
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

/// Whether a set that was read once shows values that are not current: its last attempt failed, there is no key to read it with, or
/// it was not read for three periods, as after a night's sleep.
#[must_use]
pub fn is_stale(monitor: &Monitor, set: MetricSet, now: Timestamp) -> bool {
    let Some(at) = monitor.measured_at(set) else { return false };
    monitor.session != Session::Live
        || monitor.failures.get(set).is_some()
        || now.since(at) > 3 * monitor.parameters.period.length()
        // A clock that was set back: nobody knows how old it is.
        || at > now.after(CLOCK_GRACE)
}
