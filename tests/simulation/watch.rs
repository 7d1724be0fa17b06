//! Invariants at the moment when a request is sent. They are checked against storage at that moment, because that is all that is left if
//! the worker dies right after.

use credit_gauge::account::MetricSet;
use credit_gauge::engine::{Request, stored};
use credit_gauge::monitor::{MOST_PROMPTS, Monitor, MonitorId};
use credit_gauge::openai::{Authorization, Purpose};
use simulated_browser::World;

use crate::invariants::{GRACE, Held, SHORTEST_RETRY, holds};
use crate::mirror;
use crate::record::{Asked, Collection, Ended, Moment};
use crate::simulation::Shared;

pub fn on_request(shared: &mut Shared, world: &World, request: &Request) -> Held {
    let monitor = mirror::monitor(world, &request.id.monitor);
    a_key_goes_to_its_origin_and_its_organisation_alone(shared, request)?;
    an_act_follows_only_a_save_that_succeeded(world, request)?;
    a_monitor_asks_for_its_own_account(monitor.as_ref(), request)?;
    nothing_is_asked_while_paused(monitor.as_ref(), request)?;
    one_collection_of_a_monitor_is_in_flight(world, request)?;
    nothing_is_asked_during_a_wait(shared, world, monitor.as_ref(), request)?;
    if request.id.purpose == Purpose::Read(MetricSet::CreditGrants) {
        on_beginning(shared, world, monitor.as_ref(), request)?;
    }
    Ok(())
}

/// The key in a request.
pub fn key_of(request: &Request) -> &str {
    let Authorization::Bearer(key) = &request.http.authorization;
    key.expose()
}

/// Checks and records the start of a collection. A collection that goes on after a kill is not a new one.
fn on_beginning(shared: &mut Shared, world: &World, monitor: Option<&Monitor>, request: &Request) -> Held {
    let (id, moment) = (&request.id.monitor, shared.moment(world));
    let asked = shared.record.get(id);
    if asked.last.is_some_and(|last| last.number == request.id.collection) {
        return Ok(());
    }
    if !id.is_detection() {
        no_collection_begins_out_of_turn(&asked, moment, monitor, id)?;
    }
    let of_it = shared.record.of(id);
    if !of_it.out_of_turn {
        of_it.unasked.push(moment);
    }
    of_it.unasked.retain(|at| moment.passed - at.passed < COUNTED_FOR && moment.forward == at.forward);
    requests_are_bounded(of_it, monitor, id)?;
    of_it.last = Some(Collection { number: request.id.collection, began: moment, ended: None });
    // If the tab's last key is a newer one, the worker may still ask with it out of turn.
    let is_shown_meanwhile = of_it.key.as_deref().is_some_and(|key| key != key_of(request));
    of_it.out_of_turn &= is_shown_meanwhile || of_it.acted_at == moment.passed;
    of_it.by_tab &= is_shown_meanwhile;
    Ok(())
}

/// A key is never sent to another site, or for another organisation, than it was captured or pasted for.
fn a_key_goes_to_its_origin_and_its_organisation_alone(shared: &Shared, request: &Request) -> Held {
    let origin: String = request.http.url.split('/').take(3).collect::<Vec<_>>().join("/");
    let place = (origin, request.http.organization.as_ref().map(ToString::to_string));
    let may = shared.keys.may_go(key_of(request), &place);
    holds(may, "a key goes to its origin and its organisation alone", || {
        format!("{place:?} for {}", request.id.monitor)
    })
}

/// The collection and the key of the request are already stored.
fn an_act_follows_only_a_save_that_succeeded(world: &World, request: &Request) -> Held {
    let running = mirror::running(world);
    let collection = running.collections.get(&request.id.monitor).filter(|it| it.number == request.id.collection);
    let is_noted =
        collection.is_some_and(|it| request.id.purpose.set().is_none_or(|set| it.waiting_for.get(set).is_some()));
    let is_held = |keys: Option<&serde_json::Value>| {
        let held = keys.and_then(|keys| keys.get(request.id.monitor.to_string()));
        held.is_some_and(|held| held["key"] == key_of(request))
    };
    let holds_key = is_held(world.memory.get(stored::KEYS)) || is_held(world.disk.get(stored::REMEMBERED));
    holds(is_noted && holds_key, "an act follows only a save that succeeded", || {
        format!("{:?} of {}, noted: {is_noted}, key: {holds_key}", request.id.purpose, request.id.monitor)
    })
}

/// Otherwise the monitor would show the numbers of another account.
fn a_monitor_asks_for_its_own_account(monitor: Option<&Monitor>, request: &Request) -> Held {
    let its_own = monitor.is_some_and(|it| {
        let origin = it.parameters.account.host.origin();
        request.http.organization == it.parameters.account.organization
            && request.http.url.starts_with(&format!("{origin}/"))
    });
    holds(its_own, "a monitor asks for its own account", || format!("{} for {}", request.http.url, request.id.monitor))
}

fn nothing_is_asked_while_paused(monitor: Option<&Monitor>, request: &Request) -> Held {
    let is_paused = monitor.is_some_and(|it| it.parameters.paused);
    holds(!is_paused, "nothing is asked while paused", || request.id.monitor.to_string())
}

/// A second one would ask for the same twice. The request for the organisation's name does not belong to a collection.
fn one_collection_of_a_monitor_is_in_flight(world: &World, request: &Request) -> Held {
    let running = mirror::running(world);
    let current = |id: &MonitorId| running.collections.get(id).map(|it| it.number);
    let in_flight = world.open.iter().filter(|open| {
        let id = &open.request.id;
        id.purpose.set().is_some() && current(&id.monitor) == Some(id.collection)
    });
    let same = in_flight.filter(|open| open.request.id == request.id).count();
    holds(same == 0, "one collection of a monitor is in flight", || format!("{:?} is asked twice", request.id))
}

/// While OpenAI has asked for a wait, neither the person nor a new key causes a request.
fn nothing_is_asked_during_a_wait(
    shared: &Shared,
    world: &World,
    monitor: Option<&Monitor>,
    request: &Request,
) -> Held {
    let is_tried_out = request.id.monitor.is_detection();
    for (id, asked) in &shared.record.0 {
        // A detection for an account with a wait must wait as well.
        let is_same = || {
            let other = mirror::monitor(world, id);
            other.zip(monitor).is_some_and(|(other, monitor)| other.is_same_account(monitor))
        };
        // A person may have given the monitor another account since.
        let is_own = || {
            *id == request.id.monitor
                && monitor.is_none_or(|it| asked.account.as_ref().is_none_or(|of| *of == it.parameters.account))
        };
        let is_concerned = is_own() || (is_tried_out && !id.is_detection() && is_same());
        let Some((from, wait)) = asked.wait.filter(|_| is_concerned) else { continue };
        let waited = shared.moment(world).since(from);
        holds(waited + GRACE >= wait, "nothing is asked during a wait", || {
            format!("{:?} of {id} after {waited} of {wait} ms", request.id.purpose)
        })?;
    }
    Ok(())
}

/// Without a reason, a collection begins a period after the last one ended, or at least half a minute after a failure.
fn no_collection_begins_out_of_turn(asked: &Asked, now: Moment, monitor: Option<&Monitor>, id: &MonitorId) -> Held {
    let Some(last) = asked.last.filter(|_| !asked.out_of_turn && !asked.by_tab) else { return Ok(()) };
    let period = monitor.map_or(0, |it| i64::from(it.parameters.period.as_seconds()) * 1000);
    let (from, least) = match last.ended {
        Some((at, Ended::Well)) => (at, period),
        Some((at, Ended::WithFailures)) => (at, SHORTEST_RETRY),
        None => (last.began, SHORTEST_RETRY),
    };
    let waited = now.since(from);
    holds(waited + GRACE >= least, "no collection begins out of turn", || {
        format!("{id} after {waited} ms, {:?}, least {least} ms", last.ended.map(|(_, how)| how))
    })
}

/// How long collections are counted, in milliseconds. In an hour a burst would be lost among the retries that failures allow.
const COUNTED_FOR: i64 = 600_000;

/// Whatever the tabs do, with one key or several: one collection per period, one more for each of a few captured keys, and the retries.
fn requests_are_bounded(asked: &Asked, monitor: Option<&Monitor>, id: &MonitorId) -> Held {
    let period = monitor.map_or(30, |it| i64::from(it.parameters.period.as_seconds()).min(300)) * 1000;
    let most = (COUNTED_FOR / period + 1) * (1 + i64::from(MOST_PROMPTS)) + COUNTED_FOR / SHORTEST_RETRY;
    let begun = asked.unasked.len() as i64;
    holds(begun <= most, "requests are bounded whatever tabs do", || format!("{begun} of {id}, most {most}"))
}
