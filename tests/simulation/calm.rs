//! All faults end. Then everything that can be read is read again, and stays so, and nothing goes round in circles.

use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::{MetricSet, Timestamp};
use credit_gauge::engine::{Event, Saved};
use credit_gauge::monitor::{Monitor, Session};

use crate::happenings::tab_makes_a_request_in;
use crate::invariants::{Held, Occasion};
use crate::world::World;

/// The longest anything is waited for: OpenAI asks for two hours at most here, and a back-off is an hour.
const AT_REST_WITHIN: Duration = Duration::from_secs(4 * 3600);

/// How often the alarm rings afterwards, to see that it stays so.
const RINGS: usize = 20;

/// Ends all faults and waits until the world is at rest.
pub fn comes_to_rest(world: &mut World) -> Held {
    world.tell(|| "all faults end".to_owned());
    heal(world)?;
    let began = world.now;
    let deadline = began.after(AT_REST_WITHIN);
    while let Some(unread) = world.saved().and_then(|saved| first_unread(saved, began)) {
        if world.now > deadline {
            return Err(format!("the simulation comes to rest: {unread} was not read again"));
        }
        rings(world)?;
    }
    for _ in 0..RINGS {
        rings(world)?;
        if let Some(late) = world.saved().and_then(|saved| first_late(saved, world.now)) {
            return Err(format!("no gap is longer than one period: {late}"));
        }
    }
    if !world.tabs.is_empty() {
        return Err("no background tab is left open".to_owned());
    }
    Ok(())
}

fn heal(world: &mut World) -> Held {
    world.bad_of_100 = 0;
    world.lives_for = None;
    world.online = true;
    world.storage.takes = true;
    world.keys.pardon();
    world.access = Access::to(["https://*/*"]);
    let access = world.access.clone();
    world.happens(Event::AccessChanged { access }, Occasion::AboutAll)?;
    while let Some(left) = world.opening.checked_sub(1) {
        world.opening = left;
        world.tabs_made += 1;
        let tab = world.tabs_made;
        world.tabs.insert(tab);
        world.happens(Event::TabOpened { tab }, Occasion::ByItself)?;
    }
    answer_all(world)?;
    world.session = world.keys.make();
    let organizations: Vec<Option<String>> = world.saved().map_or_else(Vec::new, |saved| {
        let automatic = saved.monitors.values().filter(|it| it.parameters.is_automatic());
        automatic.map(|it| it.parameters.organization.as_ref().map(ToString::to_string)).collect()
    });
    for organization in organizations {
        tab_makes_a_request_in(world, organization)?;
        answer_all(world)?;
    }
    Ok(())
}

/// Everything on its way is answered, and whatever follows from that. It must end.
fn answer_all(world: &mut World) -> Held {
    let monitors = world.saved().map_or(0, |it| it.monitors.len());
    let most = 20 * (monitors + 2);
    for _ in 0..most {
        if world.open.is_empty() {
            return Ok(());
        }
        world.answers(0)?;
    }
    Err(format!("the simulation comes to rest: after {most} answers something was still asked"))
}

/// Time passes up to the alarm.
fn rings(world: &mut World) -> Held {
    world.alarm_lost = true;
    let wait = world.alarm.take().map_or(Duration::from_secs(60), |at| at.since(world.now));
    world.passes(wait.as_millis() as i64)?;
    world.happens(Event::AlarmRang, Occasion::ByItself)?;
    answer_all(world)
}

/// Monitors that nothing keeps from being read.
fn runs(monitor: &Monitor) -> bool {
    monitor.session == Session::Live && !monitor.parameters.paused
}

fn first_unread(saved: &Saved, since: Timestamp) -> Option<String> {
    let read = |it: &Monitor| {
        let all = MetricSet::ALL.into_iter().all(|set| it.status.measured_at(set).is_some_and(|at| at >= since));
        all && it.failures.is_empty() && it.collection.is_none()
    };
    let unread = saved.monitors.iter().find(|(_, it)| runs(it) && !read(it));
    unread.map(|(id, it)| format!("{id} ({:?}, {:?})", it.schedule, it.failures))
}

/// Later than a period, its jitter, and the shortest time of an alarm.
fn first_late(saved: &Saved, now: Timestamp) -> Option<String> {
    let late = |it: &Monitor| {
        let period = it.parameters.period.length();
        let most = period + (period / 20) + Duration::from_secs(31);
        it.status.measured_at(MetricSet::CreditGrants).is_none_or(|at| now.since(at) > most)
    };
    saved.monitors.iter().find(|(_, it)| runs(it) && late(it)).map(|(id, it)| format!("{id} ({:?})", it.schedule))
}
