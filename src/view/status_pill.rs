//! How it stands with one monitor, in two words and a colour.

use serde::Serialize;

use super::Message;
use crate::account::{MetricSet, Timestamp};
use crate::engine::Saved;
use crate::monitor::{Availability, Monitor, Session};

/// How things stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// In two words.
    pub text: Message,
    /// Its colour: `fine`, `warning`, `error`, or none.
    pub level: Option<&'static str>,
}

impl Status {
    pub(super) fn of(key: &'static str, level: Option<&'static str>) -> Self {
        Self { text: Message::plain(key), level }
    }

    /// How it stands where nobody can say.
    #[must_use]
    pub fn unreadable() -> Self {
        Self::of("status_error", Some("error"))
    }

    /// How it stands with a monitor among others: HertzBeat's up, down and paused, and why it is down.
    #[must_use]
    pub fn of_monitor(saved: &Saved, monitor: &Monitor, now: Timestamp) -> Self {
        let set = MetricSet::CreditGrants;
        match monitor.availability() {
            Availability::Paused => Self::of("availability_paused", None),
            _ if !saved.may_ask(&monitor.parameters) => Self::of("status_no_access", Some("error")),
            Availability::Up if super::level::is_stale(monitor, set, now) => {
                Self::of("availability_up_stale", Some("warning"))
            }
            Availability::Up => Self::of("availability_up", Some("fine")),
            Availability::Unknown => Self::of("status_loading", None),
            Availability::Down if monitor.session == Session::NoKey => Self::of("status_no_key", None),
            Availability::Down if monitor.is_signed_out() => Self::of("status_ended", Some("error")),
            Availability::Down => Self::of("availability_down", Some("error")),
        }
    }
}
