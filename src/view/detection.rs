//! What a detection brought back, set by set.

use serde::Serialize;

use super::{Arg, Known, Message, failure_words};
use crate::account::{AccountStatus, MetricSet, Range, Timestamp};
use crate::monitor::{Monitor, MonitorId, Session};

/// What a detection brought back so far.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DetectionView {
    /// Whether something is still on its way.
    pub busy: bool,
    /// How it went, in a sentence.
    pub outcome: Message,
    /// Its colour: `fine`, `warning`, `error`, or none while it is on its way.
    pub level: Option<&'static str>,
    /// Each set.
    pub sets: Vec<DetectedSet>,
}

/// What came back for one set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DetectedSet {
    /// Its name in markup.
    pub set: &'static str,
    /// `ok`, `failed`, `waiting` or `not_asked`.
    pub state: &'static str,
    /// What it says, or what went wrong.
    pub text: Message,
    /// What to do next, where something went wrong.
    pub next: Option<Message>,
    /// How long it took.
    pub response_time: Option<Message>,
}

impl DetectionView {
    /// The detection there is.
    #[must_use]
    pub fn of(known: &Known, now: Timestamp) -> Option<Self> {
        let saved = &known.saved;
        let monitor = saved.detection.as_ref()?;
        let sets: Vec<DetectedSet> =
            MetricSet::ALL.into_iter().map(|set| DetectedSet::of(known, monitor, set)).collect();
        let busy = known.is_in_flight(&MonitorId::Detection);
        let failed = sets.iter().filter(|it| it.state == "failed").count();
        let read = sets.iter().filter(|it| it.state == "ok").count();
        let (outcome, level) = if busy {
            (Message::plain("detect_busy"), None)
        } else if let Some(until) = monitor.schedule.blocked_until(now).filter(|_| failed + read == 0) {
            (Message::with("failure_too_many_requests_next", [Arg::Time(until)]), Some("warning"))
        } else if monitor.session == Session::NoKey {
            (Message::plain("detect_no_key"), Some("warning"))
        } else if !saved.may_ask(&monitor.parameters) {
            (Message::plain("detect_no_access"), Some("error"))
        } else if read == sets.len() {
            (Message::plain("detect_ok"), Some("fine"))
        } else if known.detected.credit_grants.is_some() {
            (Message::plain("detect_partly"), Some("warning"))
        } else {
            (Message::plain("detect_failed"), Some("error"))
        };
        Some(Self { busy, outcome, level, sets })
    }
}

impl DetectedSet {
    fn of(known: &Known, monitor: &Monitor, set: MetricSet) -> Self {
        let millis = monitor.response_times.get(set).copied();
        let response_time = millis.map(|it| Message::with("response_time", [Arg::Count(it as usize)]));
        let plain =
            |state, text| Self { set: set.name(), state, text, next: None, response_time: response_time.clone() };
        if let Some(failed) = monitor.failures.get(set) {
            let words = failure_words(&failed.failure, monitor.schedule.wait_until);
            // What passes by itself is tried again by a monitor, not by an attempt at one.
            let next = Some(words.next).filter(|_| !failed.failure.is_passing());
            return Self { next, ..plain("failed", words.title) };
        }
        let collection = known.running.collections.get(&MonitorId::Detection);
        let waiting = collection.is_some_and(|it| it.waiting_for.get(set).is_some());
        match said(&known.detected, set) {
            Some(text) => plain("ok", text),
            None if waiting => plain("waiting", Message::plain("detect_waiting")),
            None => plain("not_asked", Message::plain("detect_not_asked")),
        }
    }
}

/// The one value of a set that shows best whose account this is.
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

/// How long an answer took, for a page.
pub(super) fn response_time(monitor: &Monitor) -> Option<Message> {
    let millis = monitor.response_times.get(MetricSet::CreditGrants)?;
    Some(Message::with("response_time", [Arg::Count(*millis as usize)]))
}
