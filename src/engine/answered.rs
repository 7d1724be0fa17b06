//! A request has ended: put what it says where it belongs, and go on with the collection.

use super::collect::{ask, ask_other_form};
use super::{Effect, RequestId, State, deletion, detection, naming, renewal};
use crate::account::{AccountStatus, Measured, MetricSet, Timestamp};
use crate::monitor::{Attempt, Failed, Monitor, MonitorId, Session};
use crate::openai::{self, Endpoint, Failure, Outcome, wire};

/// Takes in the end of a request. An answer to a collection that is over, or to a monitor that was deleted, changes nothing.
pub(super) fn on_answered(state: &mut State, request: &RequestId, outcome: Outcome, now: Timestamp) -> Vec<Effect> {
    let id = &request.monitor;
    deletion::on_answered(state, request);
    let Some(monitor) = state.saved.monitor_mut(id) else { return Vec::new() };
    let Some(set) = request.endpoint.set() else {
        naming::on_names(state, request, outcome, now);
        return Vec::new();
    };
    let Some(collection) = monitor.collection.as_mut().filter(|it| it.number == request.collection) else {
        return Vec::new();
    };
    let Some(attempt) = collection.waiting_for.remove(set) else { return Vec::new() };
    let mut effects = on_set_answered(state, request, set, attempt, outcome, now);
    let Some(monitor) = state.saved.monitor_mut(id) else { return effects };
    if let Some(done) = monitor.collection.take_if(|it| it.is_complete()) {
        monitor.plan(id, &done.failures, now);
        if done.ask_again {
            monitor.schedule.start_over(now);
        }
        detection::on_complete(state, id);
        if done.failures.contains(&Failure::SessionEnded) {
            effects.extend(renewal::begin(state, id, now));
        }
    }
    effects
}

fn on_set_answered(
    state: &mut State,
    request: &RequestId,
    set: MetricSet,
    attempt: Attempt,
    outcome: Outcome,
    now: Timestamp,
) -> Vec<Effect> {
    let (id, endpoint) = (&request.monitor, request.endpoint);
    let Some(monitor) = state.saved.monitor_mut(id) else { return Vec::new() };
    note_response_time(monitor, set, &outcome, attempt, now);
    let read = openai::read(outcome, now).and_then(|body| keep(&mut monitor.status, endpoint, &body, attempt, now));
    let may_fall_back = !attempt.fell_back && monitor.schedule.blocked_until(now).is_none();
    let key_replaced = monitor.collection.as_ref().is_some_and(|it| it.key_replaced);
    match read {
        Err(Failure::EndpointGone) if may_fall_back => {
            return ask_other_form(state, id, endpoint, attempt.form, now).into_iter().collect();
        }
        Err(failure) if failure.refuses_key() && key_replaced => {
            // The refusal concerns a key that is no longer ours. What else is on its way was asked with it, too.
            monitor.collection.iter_mut().for_each(|it| it.ask_again = true);
            return Vec::new();
        }
        Err(failure) => on_failure(state, id, set, failure, now),
        Ok(()) => on_success(state, id, set, attempt),
    }
    // One failed set does not keep the others from being read, but with a refused key there is nothing to ask with.
    let goes_on = state.saved.monitor_mut(id).is_some_and(|it| it.session != Session::Ended);
    if endpoint != Endpoint::CreditGrants || !goes_on {
        return Vec::new();
    }
    let mut next = vec![Endpoint::Usage, Endpoint::Subscription];
    next.extend(naming::is_needed(state, id).then_some(Endpoint::Organizations));
    next.into_iter().filter_map(|endpoint| ask(state, id, endpoint, now)).collect()
}

fn note_response_time(monitor: &mut Monitor, set: MetricSet, outcome: &Outcome, attempt: Attempt, now: Timestamp) {
    let millis = u32::try_from(now.since(attempt.sent_at).as_millis()).unwrap_or(u32::MAX);
    match outcome {
        Ok(_) => monitor.response_times.insert(set, millis),
        Err(_) => drop(monitor.response_times.remove(set)),
    }
}

fn on_failure(state: &mut State, id: &MonitorId, set: MetricSet, failure: Failure, now: Timestamp) {
    let refuses_key = failure.refuses_key();
    if let Some(held) = state.keys.get_mut(id).filter(|_| refuses_key) {
        held.refused_at = Some(now);
    }
    let Some(monitor) = state.saved.monitor_mut(id) else { return };
    if refuses_key {
        monitor.session = Session::Ended;
    }
    if let Failure::TooManyRequests { retry_at } = failure {
        monitor.schedule.note_wait(now, retry_at);
    }
    if let Some(collection) = &mut monitor.collection {
        collection.failures.push(failure.clone());
    }
    monitor.failures.insert(set, Failed { at: now, failure });
}

fn on_success(state: &mut State, id: &MonitorId, set: MetricSet, attempt: Attempt) {
    let first = set == MetricSet::CreditGrants;
    if let Some(held) = state.keys.get_mut(id).filter(|_| first) {
        held.refused_at = None;
    }
    let Some(monitor) = state.saved.monitor_mut(id) else { return };
    monitor.failures.remove(set);
    monitor.paths.insert(set, attempt.form);
    if first {
        monitor.session = Session::Live;
    }
}

/// Decodes a good answer and puts it into the status. Nothing is touched if it cannot be decoded.
fn keep(
    status: &mut AccountStatus,
    endpoint: Endpoint,
    body: &[u8],
    attempt: Attempt,
    at: Timestamp,
) -> Result<(), Failure> {
    match endpoint {
        Endpoint::CreditGrants => status.credit_grants = Some(Measured { at, value: wire::credit_grants(body)? }),
        Endpoint::Usage => {
            // The day that was today when it was asked: an answer that crosses midnight is still about that day's window.
            status.model_cost = Some(Measured { at, value: wire::usage(body, attempt.sent_at.day())? });
        }
        Endpoint::Subscription => {
            status.billing_subscription = Some(Measured { at, value: wire::subscription(body)? });
        }
        Endpoint::Organizations => {}
    }
    Ok(())
}
