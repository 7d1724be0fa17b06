//! The status of a monitor, in two words and a colour.

use serde::Serialize;

use super::{Message, Tone};
use crate::account::{MetricSet, Timestamp};
use crate::engine::Saved;
use crate::monitor::{Availability, Monitor, Session};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// About two words.
    pub text: Message,
    /// The colour; `None` for a neutral one.
    pub level: Option<Tone>,
}

impl Status {
    pub(super) fn of(key: &'static str, level: Option<Tone>) -> Self {
        Self { text: Message::plain(key), level }
    }

    /// The status of a page that cannot read storage.
    #[must_use]
    pub fn unreadable() -> Self {
        Self::of("status_error", Some(Tone::Error))
    }

    /// The status of a monitor in a list: HertzBeat's up, down or paused. If it is down, the text says why.
    #[must_use]
    pub fn of_monitor(saved: &Saved, monitor: &Monitor, now: Timestamp) -> Self {
        let set = MetricSet::CreditGrants;
        match monitor.availability() {
            Availability::Paused => Self::of("availability_paused", None),
            _ if !saved.may_ask(&monitor.parameters) => Self::of("status_no_access", Some(Tone::Error)),
            Availability::Up if super::level::is_stale(monitor, set, now) => {
                Self::of("availability_up_stale", Some(Tone::Warning))
            }
            Availability::Up => Self::of("availability_up", Some(Tone::Fine)),
            Availability::Unknown => Self::of("status_loading", None),
            Availability::Down if monitor.session == Session::NoKey => Self::of("status_no_key", None),
            Availability::Down if monitor.is_signed_out() => Self::of("status_ended", Some(Tone::Error)),
            Availability::Down => Self::of("availability_down", Some(Tone::Error)),
        }
    }
}
