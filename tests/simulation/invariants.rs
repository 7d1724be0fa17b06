//! Invariants of storage, badge and replies. The name of each function is the sentence that must hold.

use std::time::Duration;

use credit_gauge::account::{MetricSet, Usd};
use credit_gauge::engine::UNDO_WITHIN;
use credit_gauge::monitor::{Monitor, MonitorId, Session};
use credit_gauge::view::Badge;
use credit_gauge::worker::{Area, Reply};
use simulated_browser::{Call, Fate};

use crate::history::history_never_shrinks;
use crate::mirror::Mirror;
use crate::record::Ended;
use crate::simulation::Simulation;

/// An error names the invariant that did not hold, and the details.
pub type Held = Result<(), String>;

/// In milliseconds: an alarm may ring a little early.
pub const GRACE: i64 = 1000;

/// The shortest time between a failure and the next attempt, in milliseconds.
pub const SHORTEST_RETRY: i64 = 30_000;

pub fn holds(it_does: bool, what: &str, detail: impl FnOnce() -> String) -> Held {
    if it_does { Ok(()) } else { Err(format!("{what}: {}", detail())) }
}

/// Checks all invariants after the worker has run.
pub fn after_looking(simulation: &mut Simulation, calls: &[(Call, Fate)]) -> Held {
    let is_at_rest = simulation.browser.is_at_rest();
    let now = simulation.mirror.of(&simulation.browser.world());
    let is_write = |(call, fate): &(Call, Fate)| matches!(call, Call::Save(Area::Disk, _)) && *fate == Fate::Done;
    simulation.is_taken_back &= !calls.iter().any(is_write);
    for (call, fate) in calls {
        if matches!(call, Call::Save(Area::Disk, _)) {
            simulation.is_disk_behind = *fate != Fate::Done;
        }
    }
    simulation.is_disk_behind &= simulation.browser.is_awake();
    let is_refused = |(call, fate): &(Call, Fate)| matches!(call, Call::ClearNotification(_)) && *fate != Fate::Done;
    simulation.is_clearing_refused |= calls.iter().any(is_refused);
    nothing_stored_is_lost(simulation, &now)?;
    no_good_reading_is_replaced_by_an_error(simulation, &now)?;
    // A command that was taken back may have reached the disk: then the worker knows of another account than the disk.
    if !simulation.reasons.monitors {
        history_never_shrinks(&simulation.mirror, &now)?;
    }
    no_two_monitors_have_one_name(&now)?;
    commands_are_answered_in_order(simulation, is_at_rest)?;
    a_background_tab_is_opened_once_an_hour_at_most(simulation, calls)?;
    note_endings(simulation, &now);
    if is_at_rest {
        let is_disturbed = std::mem::take(&mut simulation.shared.borrow_mut().is_disturbed);
        if !is_disturbed && simulation.browser.is_awake() && now.running.unsaved_since.is_none() {
            one_notification_is_enough(simulation)?;
            whatever_is_due_has_an_alarm(simulation, &now)?;
        }
        let moment = simulation.moment();
        let record = &mut simulation.shared.borrow_mut().record;
        if simulation.browser.is_awake() {
            record.settle(moment)
        } else {
            record.drop_unsettled()
        }
        // After a failed save, the disk may be ahead of the worker or behind it. And what a dead worker had written may show only once the
        // next worker has read storage. Until all that is over, changes stay allowed.
        let is_noted = now.running.unsaved_since.is_some() || simulation.mirror.running.unsaved_since.is_some();
        let is_unsaved = is_noted || simulation.is_disk_behind;
        if !is_unsaved && !is_disturbed && !simulation.is_taken_back && simulation.has_loaded {
            (simulation.reasons.monitors, simulation.reasons.settings) = (false, false);
        }
    }
    simulation.mirror = now;
    Ok(())
}

/// Failed reads and writes must not remove monitors or settings.
fn nothing_stored_is_lost(simulation: &Simulation, now: &Mirror) -> Held {
    let before = &simulation.mirror;
    let may_change = &simulation.reasons;
    for (id, was) in before.watched().filter(|_| !may_change.monitors) {
        let is = now.monitors.get(id);
        let is_deleted = || now.index("deleted").is_some_and(|deleted| deleted.to_string().contains(&id.to_string()));
        let is_kept = is.is_some_and(|is| is.parameters.account == was.parameters.account) || is_deleted();
        holds(is_kept, "nothing stored is lost", || format!("monitor {id}"))?;
    }
    let same_settings = before.disk.get("settings").is_none_or(|was| now.disk.get("settings") == Some(was));
    holds(same_settings || may_change.settings, "nothing stored is lost", || "the settings".to_owned())
}

/// A reading stays until a good answer replaces it, or its monitor gets another account.
fn no_good_reading_is_replaced_by_an_error(simulation: &Simulation, now: &Mirror) -> Held {
    for (id, was) in simulation.mirror.watched() {
        let is = now.monitors.get(id).filter(|is| was.is_same_account(is));
        let Some(is) = is else { continue };
        for set in MetricSet::ALL {
            let (before, after) = (simulation.mirror.reading(id, set), now.reading(id, set));
            if before == after || (before.is_none() && after.is_none()) {
                continue;
            }
            let brought = simulation.reasons.readings.get(&(id.clone(), set));
            let is_better = after.is_some() && brought.is_some();
            // A monitor that got another account loses the old readings, possibly a little later.
            let is_stale = after.is_none() && is.measured_at(set).is_none();
            holds(is_better || is_stale, "no good reading is lost or replaced by an error", || {
                format!("{set:?} of {id}")
            })?;
            if set == MetricSet::CreditGrants
                && let (Some(numbers), Some(after)) = (brought, after)
            {
                let shown = is.glance.balance;
                let is_right = numbers.iter().any(|number| Usd::from_dollars(*number as f64) == shown);
                holds(is_right, "the stored balance is the one that was answered", || {
                    format!("{shown:?} of {id}, {after}")
                })?;
            }
        }
    }
    Ok(())
}

/// The person tells monitors apart by name.
fn no_two_monitors_have_one_name(now: &Mirror) -> Held {
    let names = now.watched().map(|(_, it)| it.parameters.task_name.to_lowercase());
    let mut names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
    holds(twice.is_none(), "no two monitors have one name", || format!("{twice:?}"))
}

/// Each command is answered exactly once and in order, unless its worker dies.
fn commands_are_answered_in_order(simulation: &mut Simulation, is_at_rest: bool) -> Held {
    let replies = std::mem::take(&mut simulation.browser.world_mut().replies);
    for (number, reply) in replies {
        let first = simulation.commands.first_key_value().map(|(number, _)| *number);
        holds(first == Some(number), "commands are answered once and in order", || {
            format!("{number} is answered, {first:?} is next")
        })?;
        let command = simulation.commands.remove(&number);
        simulation.tell(|| format!("reply to {number}: {reply:?}"));
        if let Reply::NotStored(_) = reply {
            simulation.is_taken_back = true;
            (simulation.reasons.monitors, simulation.reasons.settings) = (true, true);
        }
        // If the reply came late, other events were served since: a deletion is final, and the tab may have added the monitor again.
        let is_prompt = |sent_at: i64| simulation.moment().passed - sent_at < UNDO_WITHIN.as_millis() as i64;
        if let Some((command, sent_at)) = command
            && simulation.commands.is_empty()
            && reply == Reply::Done
            && is_prompt(sent_at)
        {
            crate::replies::what_is_done_is_stored(&command, &simulation.browser.world())?;
        }
    }
    let left = simulation.commands.len();
    holds(left == 0 || !is_at_rest || !simulation.browser.is_awake(), "every command is answered", || {
        format!("{left} are unanswered, and the worker is at rest")
    })
}

/// Even if the session belongs to many accounts.
fn one_notification_is_enough(simulation: &mut Simulation) -> Held {
    let told = simulation.browser.world().notifications.len();
    // What the browser refused to clear stays until the person dismisses it.
    simulation.is_clearing_refused &= told > 0;
    holds(told <= 1 || simulation.is_clearing_refused, "one notification is enough", || format!("{told}"))
}

/// A session that cannot be renewed must not open tab after tab.
fn a_background_tab_is_opened_once_an_hour_at_most(simulation: &Simulation, calls: &[(Call, Fate)]) -> Held {
    let opened = |call: &Call| matches!(call, Call::OpenTab { is_active: false, .. });
    for _ in calls.iter().filter(|(call, _)| opened(call)) {
        let moment = simulation.moment();
        let mut shared = simulation.shared.borrow_mut();
        let lately = shared.renewed.replace(moment).is_some_and(|at| moment.since(at) < 3_600_000 - 121_000);
        holds(!lately, "a background tab is opened once an hour at most", || format!("{moment:?}"))?;
    }
    Ok(())
}

/// Without an alarm the worker would sleep through the next collection. The alarm may be a minute late, because browsers limit how
/// often alarms ring.
fn whatever_is_due_has_an_alarm(simulation: &Simulation, now: &Mirror) -> Held {
    let world = simulation.browser.world();
    let may_ask = |it: &Monitor| {
        let is_seen = !it.parameters.is_automatic() || world.access.grants_openai();
        world.access.grants(&it.parameters.account.host.origin()) && is_seen
    };
    let runs = |(id, it): &(&MonitorId, &Monitor)| {
        it.session == Session::Live && !it.parameters.paused && !now.running.collections.contains_key(id) && may_ask(it)
    };
    let known = now.index("access").cloned().unwrap_or_default();
    if known != serde_json::json!(world.access) {
        // The worker does not know of the new access yet.
        return Ok(());
    }
    let Some(next) = now.watched().filter(runs).filter_map(|(_, it)| it.schedule.next_at).min() else { return Ok(()) };
    let latest = next.max(world.now.after(Duration::from_secs(60)));
    let is_set = world.alarm.is_some_and(|alarm| alarm.at <= latest);
    holds(is_set || simulation.alarm_lost, "whatever is due has an alarm", || {
        format!("{next:?}, alarm {:?}", world.alarm)
    })
}

/// Records which collections have ended, and how.
fn note_endings(simulation: &mut Simulation, now: &Mirror) {
    let (moment, before) = (simulation.moment(), &simulation.mirror);
    let mut shared = simulation.shared.borrow_mut();
    for (id, collection) in before.running.collections.iter() {
        if now.running.collections.get(id).map(|it| it.number) == Some(collection.number) {
            continue;
        }
        let failed = now.monitors.get(id).is_none_or(|it| it.schedule.failed_in_a_row > 0);
        let how = if failed { Ended::WithFailures } else { Ended::Well };
        if let Some(last) = shared.record.of(id).last.as_mut().filter(|last| last.number == collection.number) {
            last.ended = Some((moment, how));
        }
    }
    let gone: Vec<MonitorId> =
        before.watched().map(|(id, _)| id).filter(|id| !now.monitors.contains_key(id)).cloned().collect();
    for id in gone {
        shared.record.0.remove(&id);
    }
}

/// Browsers show no more than four characters.
pub fn a_badge_has_at_most_four_characters(badge: &Badge) -> Held {
    holds(badge.text.chars().count() <= 4, "a badge has at most four characters", || badge.text.clone())
}
