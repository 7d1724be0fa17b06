//! A request has ended: put what it says where it belongs, and go on with the collection.

use super::collect::{ask, ask_other_form, begin};
use super::{Effect, RequestId, State};
use crate::account::{AccountStatus, Measured, Timestamp};
use crate::monitor::{Attempt, Failed, Session};
use crate::openai::{self, Endpoint, Failure, Outcome, wire};

/// Takes in the end of a request. An answer to a collection that is over, or to a monitor that was forgotten, changes nothing.
pub(super) fn on_answered(state: &mut State, request: &RequestId, outcome: Outcome, now: Timestamp) -> Vec<Effect> {
    let (id, endpoint) = (&request.monitor, request.endpoint);
    let Some(monitor) = state.saved.monitors.get_mut(id) else { return Vec::new() };
    let Some(collection) = monitor.collection.as_mut().filter(|it| it.number == request.collection) else {
        return Vec::new();
    };
    let Some(attempt) = collection.waiting_for.remove(endpoint.set()) else { return Vec::new() };

    let read = openai::read(outcome, now).and_then(|body| keep(&mut monitor.status, endpoint, &body, attempt, now));
    let mut effects = Vec::new();
    match read {
        Err(Failure::EndpointGone) if !attempt.fell_back => {
            return ask_other_form(monitor, &state.keys, id, endpoint, attempt.form, now).into_iter().collect();
        }
        Err(failure) if failure.refuses_key() && collection.key_replaced => {
            // The refusal concerns a key that is no longer ours. What else is on its way was asked with it too.
            monitor.collection = None;
            return begin(state, id, now);
        }
        Err(failure) => {
            if failure.refuses_key() {
                monitor.session = Session::Ended;
                if let Some(held) = state.keys.get_mut(id) {
                    held.refused_at = Some(now);
                }
            }
            collection.failures.push(failure.clone());
            monitor.failures.insert(endpoint.set(), Failed { at: now, failure });
        }
        Ok(()) => {
            monitor.failures.remove(endpoint.set());
            monitor.paths.insert(endpoint.set(), attempt.form);
            if endpoint == Endpoint::CreditGrants {
                monitor.session = Session::Live;
                if let Some(held) = state.keys.get_mut(id) {
                    held.refused_at = None;
                }
            }
        }
    }

    // One failed set does not keep the others from being read, but with a refused key there is nothing to ask with.
    if endpoint == Endpoint::CreditGrants && monitor.session != Session::Ended {
        for endpoint in [Endpoint::Usage, Endpoint::Subscription] {
            effects.extend(ask(monitor, &state.keys, id, endpoint, now));
        }
    }
    if let Some(done) = monitor.collection.take_if(|it| it.waiting_for.is_empty()) {
        monitor.schedule.plan(now, &done.failures);
    }
    effects
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
    }
    Ok(())
}
