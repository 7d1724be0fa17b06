//! What must hold, whatever happens. Each function is one sentence; its name says it.

use std::time::Duration;

use credit_gauge::account::{MetricSet, Usd};
use credit_gauge::engine::{Effect, Request, RequestId, Saved, State};
use credit_gauge::monitor::{Monitor, MonitorId, Session};
use credit_gauge::openai::Endpoint;
use credit_gauge::view::Badge;

use crate::record::Ended;
use crate::storage::Loaded;
use crate::world::{Open, World};

/// Whether it held; if not, what did not.
pub type Held = Result<(), String>;

/// Why the core was asked, as far as it matters to what may follow.
pub enum Occasion {
    /// The worker woke.
    Woke,
    /// The alarm, the network, the browser: nobody in particular.
    ByItself,
    /// The tab or the person was about this monitor.
    About(MonitorId),
    /// The person was about all of them.
    AboutAll,
    /// A request ended.
    Answer {
        id: RequestId,
        /// Whether it said what can be read.
        good: bool,
        /// The balance it reports.
        balance: Option<u64>,
        /// How many seconds it asks to be left alone.
        wait: Option<u64>,
        /// Whether its monitor is no more.
        orphan: bool,
    },
}

/// A second of grace: an alarm may ring a little early. Milliseconds.
const GRACE: i64 = 1000;

/// After a failure the core waits at least this long by itself, in milliseconds.
const SHORTEST_RETRY: i64 = 30_000;

/// After every step.
pub fn after_a_step(world: &World, before: &Saved, state: &State, occasion: &Occasion, effects: &[Effect]) -> Held {
    no_good_reading_is_lost_or_replaced_by_an_error(before, &state.saved, occasion)?;
    no_two_monitors_have_one_name(&state.saved)?;
    whatever_is_due_has_an_alarm(world, state, effects)?;
    state_is_saved_before_it_is_acted_on(effects)?;
    one_notification_is_enough(world, effects)?;
    a_background_tab_is_opened_once_an_hour_at_most(world, effects)?;
    for effect in effects {
        if let Effect::Send(request) = effect {
            a_key_goes_to_its_origin_and_its_organisation_alone(world, request)?;
            a_monitor_asks_for_its_own_account(state, request)?;
            nothing_is_asked_while_paused_or_without_access(state, request)?;
            nothing_is_asked_during_a_wait(world, state, request)?;
            if begins_a_collection(world, request) {
                no_collection_begins_out_of_turn(world, before, request, occasion)?;
                one_collection_of_a_monitor_is_in_flight(world, request)?;
            }
        }
    }
    Ok(())
}

fn holds(it_does: bool, what: &str, detail: impl FnOnce() -> String) -> Held {
    if it_does { Ok(()) } else { Err(format!("{what}: {}", detail())) }
}

/// Readings of one account stay until better ones come, whatever else happens to it.
fn no_good_reading_is_lost_or_replaced_by_an_error(before: &Saved, after: &Saved, occasion: &Occasion) -> Held {
    for (id, was) in &before.monitors {
        let deleted = after.deleted.iter().find(|it| it.id == *id).map(|it| &it.monitor);
        let Some(is) = after.monitors.get(id).or(deleted).filter(|is| was.is_same_account(is)) else { continue };
        if was.status == is.status {
            continue;
        }
        let answered = match occasion {
            Occasion::Answer { id: request, good: true, balance, .. } if request.monitor == *id => {
                Some((request, balance))
            }
            _ => None,
        };
        for set in MetricSet::ALL {
            let same = match set {
                MetricSet::CreditGrants => was.status.credit_grants == is.status.credit_grants,
                MetricSet::ModelCost => was.status.model_cost == is.status.model_cost,
                MetricSet::BillingSubscription => was.status.billing_subscription == is.status.billing_subscription,
            };
            let brought = answered.is_some_and(|(request, _)| request.endpoint.set() == Some(set));
            holds(same || brought, "no good reading is lost or replaced by an error", || format!("{set:?} of {id}"))?;
        }
        if let (Some((_, Some(balance))), Some(read)) = (answered, &is.status.credit_grants) {
            let shown = read.value.balance();
            let right = shown == Usd::from_dollars(*balance as f64);
            holds(right, "what is read is what was answered", || format!("{shown:?} of {id}, not {balance}"))?;
        }
    }
    Ok(())
}

/// A name is how a person tells one from another.
fn no_two_monitors_have_one_name(saved: &Saved) -> Held {
    let mut names: Vec<String> = saved.monitors.values().map(|it| it.parameters.task_name.to_lowercase()).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1] && !pair[0].is_empty());
    holds(twice.is_none(), "no two monitors have one name", || format!("{twice:?}"))
}

/// What is planned is waited for, or the worker would sleep through it. A minute of grace: how often an alarm may ring has a limit.
fn whatever_is_due_has_an_alarm(world: &World, state: &State, effects: &[Effect]) -> Held {
    let runs =
        |it: &&Monitor| it.session == Session::Live && !it.parameters.paused && state.saved.may_ask(&it.parameters);
    let next = state.saved.monitors.values().filter(runs).filter_map(|it| it.schedule.next_at).min();
    let set = effects.iter().rev().find_map(|it| if let Effect::WakeAt(at) = it { Some(*at) } else { None });
    let (Some(next), false) = (next, set.is_none() && world.alarm_lost) else { return Ok(()) };
    let alarm = set.unwrap_or(world.alarm);
    let latest = next.max(world.now.after(Duration::from_secs(60)));
    holds(alarm.is_some_and(|at| at <= latest), "whatever is due has an alarm", || format!("{next:?}, alarm {alarm:?}"))
}

/// The worker may die between any two effects.
fn state_is_saved_before_it_is_acted_on(effects: &[Effect]) -> Held {
    let is_save = |it: &Effect| {
        matches!(it, Effect::SaveKeys(_) | Effect::SaveRemembered(_) | Effect::SaveState(_) | Effect::SetAside(_))
    };
    let last_save = effects.iter().rposition(is_save);
    let is_act = |it: &Effect| {
        matches!(it, Effect::Send(_) | Effect::OpenBackgroundTab | Effect::CloseTab(_) | Effect::NotifySessionEnded(_))
    };
    let first_act = effects.iter().position(is_act);
    let in_order = first_act.zip(last_save).is_none_or(|(act, save)| save < act);
    holds(in_order, "state is saved before it is acted on", || format!("save {last_save:?}, act {first_act:?}"))
}

/// However many accounts a session was the session of.
fn one_notification_is_enough(world: &World, effects: &[Effect]) -> Held {
    let told = effects.iter().filter(|it| matches!(it, Effect::NotifySessionEnded(_))).count();
    holds(told + usize::from(world.notified) <= 1, "one notification is enough", || format!("{told} more"))
}

/// A session that cannot be renewed is no loop.
fn a_background_tab_is_opened_once_an_hour_at_most(world: &World, effects: &[Effect]) -> Held {
    let opened = effects.iter().filter(|it| matches!(it, Effect::OpenBackgroundTab)).count();
    let lately = world.renewed.is_some_and(|at| world.moment.since(at) < 3_600_000 - GRACE);
    let fine = opened == 0 || (opened == 1 && !lately);
    holds(fine, "a background tab is opened once an hour at most", || format!("{opened}, lately: {lately}"))
}

/// Neither to another site nor for another organisation than it was captured or pasted for.
fn a_key_goes_to_its_origin_and_its_organisation_alone(world: &World, request: &Request) -> Held {
    let origin: String = request.url.split('/').take(3).collect::<Vec<_>>().join("/");
    let place = (origin, request.organization.as_ref().map(ToString::to_string));
    let may = world.keys.may_go(request.key.expose(), &place);
    holds(may, "a key goes to its origin and its organisation alone", || {
        format!("{place:?} for {}", request.id.monitor)
    })
}

/// Or its numbers would be somebody else's.
fn a_monitor_asks_for_its_own_account(state: &State, request: &Request) -> Held {
    let its_own = monitor(&state.saved, &request.id.monitor).is_some_and(|it| {
        let origin = it.parameters.host.origin();
        request.organization == it.parameters.organization && request.url.starts_with(&format!("{origin}/"))
    });
    holds(its_own, "a monitor asks for its own account", || format!("{} for {}", request.url, request.id.monitor))
}

/// A person has said so, or has not said that we may.
fn nothing_is_asked_while_paused_or_without_access(state: &State, request: &Request) -> Held {
    let monitor = monitor(&state.saved, &request.id.monitor);
    let may = monitor.is_some_and(|it| !it.parameters.paused && state.saved.may_ask(&it.parameters));
    holds(may, "nothing is asked while paused or without access", || request.id.monitor.to_string())
}

/// OpenAI has asked to be left alone; neither a person nor a new key changes that.
fn nothing_is_asked_during_a_wait(world: &World, state: &State, request: &Request) -> Held {
    let of_account = monitor(&state.saved, &request.id.monitor);
    for (id, other) in &state.saved.monitors {
        // Trying out an account that is being waited for would be asking it.
        let concerned = *id == request.id.monitor
            || (request.id.monitor.is_detection() && of_account.is_some_and(|it| it.is_same_account(other)));
        let Some((from, wait)) = world.record.get(id).wait.filter(|_| concerned) else { continue };
        let waited = world.moment.since(from);
        holds(waited + GRACE >= wait, "nothing is asked during a wait", || {
            format!("{:?} of {id} after {waited} of {wait} ms", request.id.endpoint)
        })?;
    }
    Ok(())
}

/// By itself a collection begins a period after the last one, or, after a failure, no sooner than half a minute.
fn no_collection_begins_out_of_turn(world: &World, before: &Saved, request: &Request, occasion: &Occasion) -> Held {
    let id = &request.id.monitor;
    let asked = world.record.get(id);
    let by_hand = asked.out_of_turn || id.is_detection() || matches!(occasion, Occasion::About(_) | Occasion::AboutAll);
    let Some(last) = asked.last.filter(|_| !by_hand) else { return Ok(()) };
    let period = before.monitors.get(id).map_or(0, |it| i64::from(it.parameters.period.as_seconds()) * 1000);
    let (from, least) = match last.ended {
        Some((at, Ended::Well)) => (at, period),
        Some((at, Ended::WithFailures)) => (at, SHORTEST_RETRY),
        None => (last.began, SHORTEST_RETRY),
    };
    let waited = world.moment.since(from);
    holds(waited + GRACE >= least, "no collection begins out of turn", || {
        format!("{id} after {waited} ms, {:?}, least {least} ms", last.ended.map(|(_, how)| how))
    })?;
    let offline = before.offline && !world.online;
    holds(!offline, "nothing begins by itself while offline", || id.to_string())
}

/// A second one would ask twice for the same. The organisation's name is asked for beside a collection, and no part of it.
fn one_collection_of_a_monitor_is_in_flight(world: &World, request: &Request) -> Held {
    let is_of_it = |open: &&Open| {
        let same = open.request.id.monitor == request.id.monitor && !open.orphan;
        same && open.request.id.endpoint != Endpoint::Organizations
    };
    let mut of_it = world.open.iter().filter(is_of_it);
    let other = of_it.find(|open| open.request.id.collection != request.id.collection);
    holds(other.is_none(), "one collection of a monitor is in flight", || {
        format!("{} and {:?}", request.id.collection, other.map(|open| open.request.id.collection))
    })
}

/// Whether a request is the first of a collection: not one that goes on after a kill.
fn begins_a_collection(world: &World, request: &Request) -> bool {
    let last = world.record.get(&request.id.monitor).last;
    request.id.endpoint == Endpoint::CreditGrants && last.is_none_or(|last| last.number != request.id.collection)
}

/// A worker that is killed finds what was saved. Of a damaged disk, everything but the damaged part.
pub fn after_a_kill(saved: Option<&Saved>, loaded: &Loaded) -> Held {
    let Some(saved) = saved else { return Ok(()) };
    let found = &loaded.state.saved;
    let Some(path) = &loaded.damaged_at else {
        holds(loaded.set_aside.is_empty(), "state after a kill equals state saved", || {
            format!("{:?}", loaded.set_aside)
        })?;
        return holds(found == saved, "state after a kill equals state saved", || "it differs".to_owned());
    };
    let all = ["", "version", "saved", "saved/monitors"].contains(&path.as_str());
    for (id, monitor) in saved.monitors.iter().filter(|_| !all) {
        let hit = path.starts_with(&format!("saved/monitors/{id}")) || path == "saved/monitors";
        holds(hit || found.monitors.get(id) == Some(monitor), "only the damaged part is lost", || {
            format!("{id} was damaged at {path}")
        })?;
    }
    Ok(())
}

/// A toolbar shows no more.
pub fn a_badge_has_four_characters(badge: &Badge) -> Held {
    holds(badge.text.chars().count() <= 4, "a badge has four characters", || badge.text.clone())
}

fn monitor<'a>(saved: &'a Saved, id: &MonitorId) -> Option<&'a Monitor> {
    if id.is_detection() { saved.detection.as_ref() } else { saved.monitors.get(id) }
}
