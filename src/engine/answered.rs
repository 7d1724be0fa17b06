//! A request has ended: store what it brought and continue the collection.

use serde::Serialize;

use super::part::Part;
use super::subject::Subject;
use super::{Effect, RequestId, State, deletion, naming, renewal};
use crate::account::{Measured, MetricSet, Range, SetReading, Timestamp, Usage};
use crate::json;
use crate::monitor::{Attempt, Collection, Failed, MonthCost, Session};
use crate::openai::{self, Decoded, Failure, Outcome, Purpose};
use crate::session::Redaction;

/// Handles the end of a request. An answer is ignored if its collection is over or its monitor was deleted.
pub(super) fn on_answered(state: &mut State, request: &RequestId, outcome: Outcome, now: Timestamp) -> Vec<Effect> {
    if deletion::is_pending(&state.saved, &request.monitor) {
        deletion::on_answered(state, request);
        return Vec::new();
    }
    let Some(set) = request.purpose.set() else {
        naming::on_names(state, request, outcome, now);
        return Vec::new();
    };
    let is_named = naming::is_needed(&state.saved, &request.monitor);
    let Some(mut subject) = state.subject(&request.monitor) else { return Vec::new() };
    let collection = subject.collection_mut().filter(|it| it.number == request.collection);
    let Some(attempt) = collection.and_then(|it| it.waiting_for.remove(set)) else { return Vec::new() };

    let mut effects = on_set_answered(&mut subject, request.purpose, set, attempt, outcome, is_named, now);
    if complete(&mut subject, now) {
        effects.extend(renewal::begin(state, &request.monitor, now));
    }
    effects
}

/// Ends the collection if no request is in flight. Returns whether a session ended in it.
fn complete(subject: &mut Subject<'_>, now: Timestamp) -> bool {
    if !subject.collection_mut().is_some_and(|it| it.is_complete()) {
        return false;
    }
    let Some(done) = subject.end_collection() else { return false };
    subject.monitor.plan(subject.id, &done.failures, now);
    if done.failures.is_empty() && !done.ask_again {
        subject.monitor.schedule.forget_prompts();
    }
    if done.ask_again {
        // Two tabs that take turns with two keys would otherwise cause one collection after the other.
        subject.monitor.schedule.prompt(now, subject.monitor.parameters.period);
    }
    subject.settle_detection();
    done.failures.contains(&Failure::SessionEnded)
}

fn on_set_answered(
    subject: &mut Subject<'_>,
    purpose: Purpose,
    set: MetricSet,
    attempt: Attempt,
    outcome: Outcome,
    is_named: bool,
    now: Timestamp,
) -> Vec<Effect> {
    note_response_time(subject, set, &outcome, attempt, now);
    let read = openai::read(outcome, now).and_then(|body| keep(subject, purpose, &body, attempt, now));
    let may_fall_back = !attempt.fell_back && subject.blocked_until(now).is_none();
    match read {
        Err(Failure::EndpointGone) if may_fall_back => {
            return subject.ask_other_form(purpose, attempt.form, now).into_iter().collect();
        }
        Err(failure) if failure.refuses_key() && is_key_replaced(subject) => return Vec::new(),
        Err(failure) => on_failure(subject, set, failure, now),
        Ok(()) => on_success(subject, set, attempt),
    }
    // If one set fails, the others are still read. With a refused key they cannot be.
    if subject.monitor.session.is_ended() {
        return Vec::new();
    }
    let next = subject.source().after(purpose).filter(|next| is_named || next.set().is_some());
    next.filter_map(|purpose| subject.ask(purpose, now)).collect()
}

/// Whether the refusal concerns an earlier key. The other requests in flight may use that key too, so the account is read again later.
fn is_key_replaced(subject: &mut Subject<'_>) -> bool {
    match subject.collection_mut() {
        Some(collection) if collection.key_replaced => {
            collection.ask_again = true;
            true
        }
        _ => false,
    }
}

fn note_response_time(subject: &mut Subject<'_>, set: MetricSet, outcome: &Outcome, attempt: Attempt, now: Timestamp) {
    let millis = u32::try_from(now.since(attempt.sent_at).as_millis()).unwrap_or(u32::MAX);
    if let (Ok(_), Some(collection)) = (outcome, subject.collection_mut()) {
        let longest = &mut collection.sample.response_time;
        *longest = (*longest).max(Some(millis));
    }
    match outcome {
        Ok(_) => subject.monitor.response_times.insert(set, millis),
        Err(_) => drop(subject.monitor.response_times.remove(set)),
    }
}

fn on_failure(subject: &mut Subject<'_>, set: MetricSet, failure: Failure, now: Timestamp) {
    if failure.refuses_key() {
        subject.monitor.session = Session::Ended { at: now };
    }
    if let Failure::TooManyRequests { retry_at } = failure {
        subject.monitor.schedule.note_wait(now, retry_at);
    }
    if let Some(collection) = subject.collection_mut() {
        collection.failures.push(failure.clone());
    }
    subject.monitor.failures.insert(set, Failed { at: now, failure });
}

fn on_success(subject: &mut Subject<'_>, set: MetricSet, attempt: Attempt) {
    subject.monitor.failures.remove(set);
    subject.monitor.paths.insert(set, attempt.form);
    if set == MetricSet::CreditGrants {
        subject.monitor.session = Session::Live;
    }
}

/// Decodes a good answer and keeps it, without any key that a gateway may have echoed. If it cannot be decoded, nothing changes.
fn keep(
    subject: &mut Subject<'_>,
    purpose: Purpose,
    body: &[u8],
    attempt: Attempt,
    at: Timestamp,
) -> Result<(), Failure> {
    let mut decoded = subject.source().decode(purpose, body, attempt.sent_at)?;
    let redaction = Redaction::new(subject.keys.iter().map(|(_, held)| &held.key));
    decoded.for_each_text(&mut |text| redaction.clean(text));
    match decoded {
        Decoded::Set(SetReading::CreditGrants(value)) => {
            subject.monitor.glance.balance = value.balance();
            if let Some(Collection { sample, .. }) = subject.collection_mut() {
                (sample.is_up, sample.balance, sample.used) = (true, value.balance(), value.used());
            }
            store(subject, MetricSet::CreditGrants, at, value);
        }
        Decoded::Set(SetReading::ModelCost(Usage { cost: value, days })) => {
            let cost = value.total(Range::Month);
            subject.monitor.glance.month_cost = Some(MonthCost { until: value.last_day, cost });
            if let Some(Collection { sample, .. }) = subject.collection_mut() {
                sample.month_cost = Some(cost);
            }
            subject.unstored.cost(subject.id, days);
            store(subject, MetricSet::ModelCost, at, value);
        }
        Decoded::Set(SetReading::BillingSubscription(value)) => {
            store(subject, MetricSet::BillingSubscription, at, value);
        }
        Decoded::OrganizationNames(_) => {}
    }
    Ok(())
}

fn store<T: Serialize>(subject: &mut Subject<'_>, set: MetricSet, at: Timestamp, value: T) {
    subject.monitor.glance.measured_at.insert(set, at);
    subject.unstored.write(subject.id, Part::Reading(set), json::to_string(&Measured { at, value }));
}
