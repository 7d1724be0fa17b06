//! The result of a detection, set by set. A detection tries out a monitor before it is saved.

use serde::Serialize;

use super::{Arg, Known, Message, Tone, failure_words};
use crate::account::{AccountStatus, MetricSet, Range, Timestamp};
use crate::monitor::{Monitor, MonitorId, Session};

/// The result of a detection so far.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DetectionView {
    /// Whether requests are in flight.
    pub busy: bool,
    /// The result in one sentence.
    pub outcome: Message,
    /// The colour; `None` while `busy`.
    pub level: Option<Tone>,
    pub sets: Vec<DetectedSet>,
}

/// The result for one set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DetectedSet {
    pub set: MetricSet,
    pub state: DetectedState,
    /// A value of the set, or what went wrong.
    pub text: Message,
    /// What to do about a failure.
    pub next: Option<Message>,
    pub response_time: Option<Message>,
}

/// How far the detection of one set is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetectedState {
    /// It was read.
    Ok,
    /// It could not be read.
    Failed,
    /// The answer is awaited.
    Waiting,
    /// It was not requested, or not yet.
    NotAsked,
}

impl DetectedState {
    /// The value of `data-state`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::Waiting => "waiting",
            Self::NotAsked => "not_asked",
        }
    }
}

impl DetectionView {
    /// `None` if there is no detection.
    #[must_use]
    pub fn of(known: &Known, now: Timestamp) -> Option<Self> {
        let saved = &known.saved;
        let monitor = saved.detection.as_ref()?;
        let sets: Vec<DetectedSet> =
            MetricSet::ALL.into_iter().map(|set| DetectedSet::of(known, monitor, set)).collect();
        let busy = known.is_in_flight(&MonitorId::Detection);
        let count = |state| sets.iter().filter(|it| it.state == state).count();
        let (failed, read) = (count(DetectedState::Failed), count(DetectedState::Ok));
        let (outcome, level) = if busy {
            (Message::plain("detect_busy"), None)
        } else if let Some(until) = monitor.schedule.blocked_until(now).filter(|_| failed + read == 0) {
            (Message::with("failure_too_many_requests_next", [Arg::Time(until)]), Some(Tone::Warning))
        } else if monitor.session == Session::NoKey {
            (Message::plain("detect_no_key"), Some(Tone::Warning))
        } else if !saved.may_ask(&monitor.parameters) {
            (Message::plain("detect_no_access"), Some(Tone::Error))
        } else if read == sets.len() {
            (Message::plain("detect_ok"), Some(Tone::Fine))
        } else if known.detected.credit_grants.is_some() {
            (Message::plain("detect_partly"), Some(Tone::Warning))
        } else {
            (Message::plain("detect_failed"), Some(Tone::Error))
        };
        Some(Self { busy, outcome, level, sets })
    }
}

impl DetectedSet {
    fn of(known: &Known, monitor: &Monitor, set: MetricSet) -> Self {
        let millis = monitor.response_times.get(set).copied();
        let response_time = millis.map(|it| Message::with("response_time", [Arg::Count(it as usize)]));
        let plain = |state, text| Self { set, state, text, next: None, response_time: response_time.clone() };
        if let Some(failed) = monitor.failures.get(set) {
            let words = failure_words(&failed.failure, monitor.schedule.wait_until);
            // For a passing failure, `next` says that it is tried again. A monitor does that, but a detection does not.
            let next = Some(words.next).filter(|_| !failed.failure.is_passing());
            return Self { next, ..plain(DetectedState::Failed, words.title) };
        }
        let collection = known.running.collections.get(&MonitorId::Detection);
        let waiting = collection.is_some_and(|it| it.waiting_for.get(set).is_some());
        match said(&known.detected, set) {
            Some(text) => plain(DetectedState::Ok, text),
            None if waiting => plain(DetectedState::Waiting, Message::plain("detect_waiting")),
            None => plain(DetectedState::NotAsked, Message::plain("detect_not_asked")),
        }
    }
}

/// The value of a set that best shows whose account this is.
fn said(status: &AccountStatus, set: MetricSet) -> Option<Message> {
    status.measured_at(set)?;
    Some(match set {
        MetricSet::CreditGrants => match status.balance() {
            Some(balance) => Message::with("detected_balance", [Arg::Usd(balance)]),
            None => Message::plain("not_reported"),
        },
        MetricSet::ModelCost => {
            let cost = &status.model_cost.as_ref()?.value;
            Message::with("detected_cost", [Arg::Usd(cost.total(Range::Month))])
        }
        MetricSet::BillingSubscription => match status.plan() {
            Some(plan) => Message::with("detected_plan", [Arg::Text(plan.to_owned())]),
            None => Message::plain("detected_subscription"),
        },
    })
}

/// How long the last answer with credit grants took.
pub(super) fn response_time(monitor: &Monitor) -> Option<Message> {
    let millis = monitor.response_times.get(MetricSet::CreditGrants)?;
    Some(Message::with("response_time", [Arg::Count(*millis as usize)]))
}
