//! All faults end. Then every monitor that can be read must be read again and stay up to date, without endless requests.

use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::{MetricSet, Timestamp};
use credit_gauge::engine::Command;
use credit_gauge::monitor::{Monitor, MonitorId, Session};

use crate::faults;
use crate::happenings::{rings, tab_makes_a_request_in};
use crate::invariants::Held;
use crate::simulation::Simulation;

/// The time limit. OpenAI asks for waits of at most two hours here, and the longest back-off is an hour.
const AT_REST_WITHIN: Duration = Duration::from_secs(4 * 3600);

/// How often the alarm rings afterwards, to check that readings go on.
const RINGS: usize = 20;

/// Ends all faults and waits until every monitor was read.
pub fn comes_to_rest(simulation: &mut Simulation) -> Held {
    simulation.tell(|| "all faults end".to_owned());
    heal(simulation)?;
    let began = simulation.now();
    let deadline = began.after(AT_REST_WITHIN);
    while let Some(unread) = first_unread(simulation, began) {
        if simulation.now() > deadline {
            return Err(format!("the simulation comes to rest: {unread} was not read again"));
        }
        ring_in_time(simulation)?;
    }
    for _ in 0..RINGS {
        ring_in_time(simulation)?;
        if let Some(late) = first_late(simulation) {
            return Err(format!("no gap is longer than one period: {late}"));
        }
    }
    if !simulation.browser.world().tabs.values().all(|(_, is_active)| *is_active) {
        return Err("no background tab is left open".to_owned());
    }
    Ok(())
}

fn heal(simulation: &mut Simulation) -> Held {
    simulation.bad_of_100 = 0;
    simulation.other_session = None;
    simulation.browser.world_mut().online = true;
    {
        let mut shared = simulation.shared.borrow_mut();
        shared.faults = faults::NONE;
        shared.keys.pardon();
        shared.record.excuse_all();
    }
    // If a worker died before it learned the id of its background tab, that tab stays open. This is no failure.
    simulation.browser.world_mut().tabs.clear();
    // Calls that hang time out.
    simulation.passes(Duration::from_secs(120))?;
    simulation.about_all();
    simulation.access(Access::to(["https://*/*"]))?;
    // An opened page makes the worker set a lost alarm again.
    simulation.sends(Command::CatchUp)?;
    simulation.run()?;
    answer_all(simulation)?;
    simulation.session = simulation.shared.borrow_mut().keys.make();
    let automatic = simulation.mirror.watched().filter(|(_, it)| it.parameters.is_automatic());
    let organizations: Vec<Option<String>> =
        automatic.map(|(_, it)| it.parameters.account.organization.as_ref().map(ToString::to_string)).collect();
    for organization in organizations {
        tab_makes_a_request_in(simulation, organization)?;
        answer_all(simulation)?;
    }
    Ok(())
}

/// Answers all open requests and those that follow. That must come to an end.
fn answer_all(simulation: &mut Simulation) -> Held {
    let most = 20 * (simulation.mirror.monitors.len() + 2);
    for _ in 0..most {
        if simulation.browser.world().open.is_empty() {
            return Ok(());
        }
        simulation.answers(0)?;
    }
    Err(format!("the simulation comes to rest: after {most} answers there are still requests"))
}

/// Time passes until the alarm rings.
fn ring_in_time(simulation: &mut Simulation) -> Held {
    let alarm = simulation.browser.world().alarm;
    let wait = alarm.map_or(Duration::from_secs(60), |alarm| alarm.at.since(simulation.now()));
    simulation.passes(wait)?;
    rings(simulation)?;
    answer_all(simulation)
}

/// Whether the monitor should be read regularly.
fn runs(monitor: &Monitor) -> bool {
    monitor.session == Session::Live && !monitor.parameters.paused
}

fn first_unread(simulation: &Simulation, since: Timestamp) -> Option<String> {
    let in_flight = |id: &MonitorId| simulation.mirror.running.collections.contains_key(id);
    let is_read = |id: &MonitorId, it: &Monitor| {
        let all = MetricSet::ALL.into_iter().all(|set| it.measured_at(set).is_some_and(|at| at >= since));
        all && it.failures.is_empty() && !in_flight(id)
    };
    let unread = simulation.mirror.watched().find(|(id, it)| runs(it) && !is_read(id, it));
    unread.map(|(id, it)| format!("{id} ({:?}, {:?})", it.schedule, it.failures))
}

/// The first monitor whose last reading is older than a period, its jitter and the shortest alarm together.
fn first_late(simulation: &Simulation) -> Option<String> {
    let now = simulation.now();
    let late = |it: &Monitor| {
        let period = it.parameters.period.length();
        let most = period + (period / 20) + Duration::from_secs(31);
        it.measured_at(MetricSet::CreditGrants).is_none_or(|at| now.since(at) > most)
    };
    let late = simulation.mirror.watched().find(|(_, it)| runs(it) && late(it));
    late.map(|(id, it)| format!("{id} ({:?})", it.schedule))
}
