//! The status of a monitor, in two words and a colour.

use serde::Serialize;

use super::Message;
use crate::account::{MetricSet, Timestamp};
use crate::engine::Saved;
use crate::monitor::{Availability, Monitor, Session};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// About two words.
    pub text: Message,
    /// The colour: `fine`, `warning` or `error`; `None` for a neutral one.
    pub level: Option<&'static str>,
}

impl Status {
    pub(super) fn of(key: &'static str, level: Option<&'static str>) -> Self {
        Self { text: Message::plain(key), level }
    }

    /// The status of a page that cannot read storage.
    #[must_use]
    pub fn unreadable() -> Self {
        Self::of("status_error", Some("error"))
    }

    /// The status of a monitor in a list: HertzBeat's up, down or paused. If it is down, the text says why.
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
