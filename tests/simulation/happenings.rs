//! The random events, and how often each happens.

use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::{Range, Usd};
use credit_gauge::engine::{BadgeBalance, Command, MonitorsFile};
use credit_gauge::monitor::{Draft, DraftKey, MonitorId};
use credit_gauge::origin;
use credit_gauge::session::{OrganizationId, PastedText};
use serde_json::{Value, json};

use crate::faults;
use crate::invariants::Held;
use crate::simulation::Simulation;

/// The hosts besides OpenAI's that the person watches.
const GATEWAYS: [&str; 2] = ["gateway.example.test", "other.example.test:8443"];

/// Makes a random event happen.
pub fn next(simulation: &mut Simulation) -> Held {
    let small = simulation.rng.u64(0..2000);
    let has_open = !simulation.browser.world().open.is_empty();
    match simulation.rng.u8(0..100) {
        0..48 if has_open => {
            passes(simulation, small)?;
            answer(simulation)
        }
        0..62 => alarm(simulation),
        62..66 => passes(simulation, small * 30),
        66..68 => let_go(simulation),
        68..76 => tab_makes_a_request(simulation),
        76..84 => a_command(simulation),
        84..87 => {
            simulation.tell(|| "the worker is killed".to_owned());
            simulation.kill()
        }
        87 => browser_restarts(simulation),
        88 => signs_in_anew(simulation),
        89 => session_ends(simulation),
        90 => network(simulation),
        91 => access(simulation),
        92 => storage(simulation),
        93 => clock_is_set(simulation),
        94..96 => {
            let calls = simulation.rng.u32(0..12);
            simulation.shared.borrow_mut().faults.lives_for = Some(calls);
            Ok(())
        }
        96 => {
            simulation.bad_of_100 = [0, 10, 30, 90][simulation.rng.usize(0..4)];
            Ok(())
        }
        97 => quiet_minutes(simulation),
        98 => {
            simulation.tell(|| "the tab asks without a key".to_owned());
            simulation.happens("webRequest.onSendHeaders", seen(&[]))
        }
        _ => sleeps(simulation),
    }
}

fn answer(simulation: &mut Simulation) -> Held {
    let open = simulation.browser.world().open.len();
    if open == 0 {
        return Ok(());
    }
    let index = simulation.rng.usize(0..open);
    simulation.answers(index)
}

/// A call that took long ends.
fn let_go(simulation: &mut Simulation) -> Held {
    let waiting = simulation.browser.world().waiting().count();
    if waiting == 0 {
        return Ok(());
    }
    let (index, is_done) = (simulation.rng.usize(0..waiting), simulation.rng.u8(0..4) > 0);
    simulation.tell(|| format!("a call ends late, done: {is_done}"));
    simulation.is_disturbed(!is_done);
    simulation.browser.world_mut().let_go(index, is_done);
    simulation.run()
}

/// Suspends all faults for a while. Calls that hang time out meanwhile, and every command must be answered.
fn quiet_minutes(simulation: &mut Simulation) -> Held {
    let before = std::mem::replace(&mut simulation.shared.borrow_mut().faults, faults::NONE);
    simulation.tell(|| "nothing goes wrong for a while".to_owned());
    passes(simulation, 100_000)?;
    simulation.sends(Command::DismissDamage)?;
    simulation.run()?;
    let left = simulation.commands.len();
    simulation.shared.borrow_mut().faults = before;
    if left > 0 {
        return Err(format!("a failed call does not block the next event: {left} commands are unanswered"));
    }
    Ok(())
}

/// The alarm rings: on time, a little early, late, twice, or not at all.
fn alarm(simulation: &mut Simulation) -> Held {
    let Some(alarm) = simulation.browser.world().alarm else { return passes(simulation, 30_000) };
    let early = if simulation.rng.u8(0..4) == 0 { 900 } else { 0 };
    let wait = alarm.at.since(simulation.now()).as_millis() as u64;
    passes(simulation, wait.saturating_sub(early).min(7_200_000))?;
    let late = if simulation.rng.u8(0..8) == 0 { simulation.rng.u64(0..120_000) } else { 0 };
    passes(simulation, late)?;
    if simulation.now().after(Duration::from_secs(1)) < alarm.at || simulation.browser.world().alarm != Some(alarm) {
        // The alarm was set to another time meanwhile.
        return Ok(());
    }
    match simulation.rng.u8(0..20) {
        0 => {
            simulation.tell(|| "the alarm is lost".to_owned());
            simulation.alarm_lost = true;
            simulation.browser.world_mut().alarm = None;
            Ok(())
        }
        1 => {
            simulation.tell(|| "the alarm rings twice".to_owned());
            rings(simulation)?;
            rings(simulation)
        }
        _ => rings(simulation),
    }
}

/// The alarm rings, and will repeat.
pub fn rings(simulation: &mut Simulation) -> Held {
    simulation.tell(|| "the alarm rings".to_owned());
    {
        let mut world = simulation.browser.world_mut();
        let now = world.now;
        if let Some(alarm) = &mut world.alarm {
            alarm.at = now.after(alarm.again_every);
        }
    }
    simulation.happens("alarms.onAlarm", json!({ "name": "collect" }))
}

fn passes(simulation: &mut Simulation, millis: u64) -> Held {
    simulation.passes(Duration::from_millis(millis))
}

fn sleeps(simulation: &mut Simulation) -> Held {
    let hours = simulation.rng.u64(1..12);
    simulation.tell(|| format!("the machine sleeps for {hours} h"));
    passes(simulation, hours * 3_600_000)
}

/// The platform's tab makes one or many requests, for one of the person's organisations or for none.
pub fn tab_makes_a_request(simulation: &mut Simulation) -> Held {
    let organization = match simulation.rng.u8(0..10) {
        0 => None,
        _ => Some(format!("org-{}", simulation.rng.u64(0..simulation.organizations))),
    };
    if simulation.rng.u8(0..40) == 0 {
        return tabs_take_turns(simulation, organization);
    }
    let times = if simulation.rng.u8(0..20) == 0 { 30 } else { 1 };
    for _ in 0..times {
        tab_makes_a_request_in(simulation, organization.clone())?;
    }
    Ok(())
}

/// Two tabs with a session each make requests in turn, crossing ours.
fn tabs_take_turns(simulation: &mut Simulation, organization: Option<String>) -> Held {
    if simulation.other_session.is_none() {
        simulation.other_session = Some(simulation.session.clone());
        signs_in_anew(simulation)?;
    }
    for _ in 0..200 {
        tab_makes_a_request_in(simulation, organization.clone())?;
        for _ in 0..simulation.rng.u8(0..6) {
            answer(simulation)?;
        }
        let millis = simulation.rng.u64(500..2000);
        passes(simulation, millis)?;
    }
    Ok(())
}

/// One request of the tab, for this organisation.
pub fn tab_makes_a_request_in(simulation: &mut Simulation, organization: Option<String>) -> Held {
    if !simulation.browser.world().access.grants_openai() {
        // Without access the browser does not report the request.
        return Ok(());
    }
    // Two tabs may have two sessions.
    let other = simulation.other_session.clone().filter(|_| simulation.rng.bool());
    let key = other.unwrap_or_else(|| simulation.session.clone());
    let mut headers = vec![("authorization", format!("Bearer {key}"))];
    headers.extend(organization.iter().map(|id| ("openai-organization", id.clone())));
    simulation.tell(|| format!("the tab makes a request in {organization:?}"));
    let id = MonitorId::Automatic(organization.as_deref().and_then(OrganizationId::parse));
    {
        let mut shared = simulation.shared.borrow_mut();
        shared.keys.give(&key, (origin::API.to_owned(), organization.clone()));
        // A new key may be used out of turn.
        let asked = shared.record.of(&id);
        asked.by_tab |= asked.key.replace(key.clone()).as_ref() != Some(&key);
        asked.by_tab |=
            simulation.mirror.monitors.get(&id).is_none_or(|it| it.session != credit_gauge::monitor::Session::Live);
    }
    // A monitor without an organisation is replaced then.
    simulation.reasons.monitors |= organization.is_some();
    simulation.reasons.settings |= organization.is_some();
    simulation.happens("webRequest.onSendHeaders", seen(&headers))
}

fn seen(headers: &[(&str, String)]) -> Value {
    let headers: Vec<Value> = headers.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    json!({
        "url": "https://api.openai.com/v1/me", "method": "GET", "tabId": 3, "initiator": origin::PLATFORM,
        "requestHeaders": headers,
    })
}

fn browser_restarts(simulation: &mut Simulation) -> Held {
    simulation.kill()?;
    simulation.tell(|| "the browser starts again".to_owned());
    simulation.browser.closes();
    simulation.alarm_lost = false;
    simulation.shared.borrow_mut().record.excuse_all();
    if simulation.rng.u8(0..3) == 0 {
        crate::damage::damage_something(simulation);
    }
    simulation.mirror = simulation.mirror.of(&simulation.browser.world());
    simulation.happens("runtime.onStartup", Value::Null)
}

/// The person signs in again; the old session may stay valid.
fn signs_in_anew(simulation: &mut Simulation) -> Held {
    simulation.tell(|| "the person signs in again".to_owned());
    let is_revoked = simulation.rng.bool();
    let mut shared = simulation.shared.borrow_mut();
    if is_revoked {
        shared.keys.revoke(&simulation.session);
    }
    simulation.session = shared.keys.make();
    Ok(())
}

fn session_ends(simulation: &mut Simulation) -> Held {
    simulation.tell(|| "the session ends".to_owned());
    simulation.shared.borrow_mut().keys.revoke(&simulation.session);
    Ok(())
}

fn network(simulation: &mut Simulation) -> Held {
    let online = !simulation.browser.world().online || simulation.rng.bool();
    simulation.browser.world_mut().online = online;
    simulation.tell(|| format!("online: {online}"));
    // Only a worker that is awake gets this event.
    if simulation.browser.is_awake() && simulation.rng.bool() {
        simulation.happens("online", Value::Null)
    } else {
        Ok(())
    }
}

fn access(simulation: &mut Simulation) -> Held {
    let api = format!("{}/*", origin::API);
    let access = match simulation.rng.u8(0..6) {
        0 => Access::none(),
        1 => Access::to([api]),
        2 => Access::default(),
        _ => Access::to(["https://*/*"]),
    };
    simulation.tell(|| format!("access to {access:?}"));
    simulation.about_all();
    simulation.access(access)
}

/// Storage fails from now on, or works again.
fn storage(simulation: &mut Simulation) -> Held {
    let (takes, can_read) = match simulation.rng.u8(0..6) {
        0 => (false, true),
        1 => (true, false),
        _ => (true, true),
    };
    {
        let faults = &mut simulation.shared.borrow_mut().faults;
        (faults.disk_takes, faults.can_read) = (takes, can_read);
    }
    simulation.tell(|| format!("saves to disk work: {takes}, reads work: {can_read}"));
    Ok(())
}

fn clock_is_set(simulation: &mut Simulation) -> Held {
    let by = Duration::from_secs(simulation.rng.u64(1..86_400));
    let is_forward = simulation.rng.bool();
    {
        let mut world = simulation.browser.world_mut();
        world.now = if is_forward { world.now.after(by) } else { world.now.before(by) };
    }
    if is_forward {
        simulation.shared.borrow_mut().forward += by.as_millis() as i64;
    }
    simulation.tell(|| format!("the clock is set {} by {by:?}", if is_forward { "forward" } else { "back" }));
    // The worker cannot know of it before the next event, so the alarm may be too late until then.
    simulation.alarm_lost = true;
    Ok(())
}

/// The id of a random monitor, sometimes of one that does not exist.
fn some_monitor(simulation: &mut Simulation) -> MonitorId {
    let ids: Vec<MonitorId> = simulation.mirror.watched().map(|(id, _)| id.clone()).collect();
    let index = simulation.rng.usize(0..=ids.len());
    ids.get(index).cloned().unwrap_or(MonitorId::Pasted(9_999))
}

fn indexed_monitor(simulation: &Simulation, name: &str) -> Option<MonitorId> {
    simulation.mirror.index(name)?.as_str().and_then(MonitorId::parse)
}

fn a_command(simulation: &mut Simulation) -> Held {
    let monitor = some_monitor(simulation);
    let command = match simulation.rng.u8(0..26) {
        0..6 => Command::Refresh { monitor: Some(monitor.clone()) },
        6 => {
            if let Some(current) = indexed_monitor(simulation, "current") {
                simulation.about(&current);
            }
            Command::Refresh { monitor: None }
        }
        7 => Command::Show { monitor: monitor.clone() },
        8..10 => Command::Pause { monitor: monitor.clone() },
        10..13 => Command::Resume { monitor: monitor.clone() },
        13 => {
            simulation.reasons.monitors = true;
            Command::Delete { monitor: monitor.clone() }
        }
        14 => {
            let deleted = simulation.mirror.index("deleted").and_then(|it| it.get(0)?.get("id")?.as_str());
            let deleted = deleted.and_then(MonitorId::parse).unwrap_or_else(|| monitor.clone());
            simulation.about(&deleted);
            simulation.reasons.monitors = true;
            Command::UndoDelete { monitor: deleted }
        }
        15..18 => save(simulation, &monitor),
        18 => detect(simulation, &monitor),
        19 => Command::EndDetection,
        20..22 => settings(simulation, monitor.clone()),
        22 => import(simulation),
        23 if simulation.rng.u8(0..20) == 0 => {
            simulation.about_all();
            (simulation.reasons.monitors, simulation.reasons.settings) = (true, true);
            Command::Forget
        }
        24 => Command::CatchUp,
        _ => Command::DismissDamage,
    };
    simulation.about(&monitor);
    simulation.sends(command)
}

fn settings(simulation: &mut Simulation, monitor: MonitorId) -> Command {
    simulation.reasons.settings = true;
    match simulation.rng.u8(0..6) {
        0 => Command::SetBadge { badge: BadgeBalance::Chosen(monitor) },
        1 => Command::SetBadge { badge: BadgeBalance::Lowest },
        2 => Command::SetBadge { badge: BadgeBalance::Sum },
        3 => Command::SetNotifications { on: simulation.rng.bool() },
        4 => Command::ShowRange { range: Range::Week },
        _ => Command::SetLowBalance { amount: Usd::whole(simulation.rng.i32(0..2000)) },
    }
}

/// A random draft for a new monitor or an edited one. Some drafts are invalid.
fn draft(simulation: &mut Simulation, edited: Option<&MonitorId>) -> Draft {
    let before = edited.and_then(|id| simulation.mirror.monitors.get(id)).map(|it| it.parameters.clone());
    let rng = &mut simulation.rng;
    let mut draft = Draft::of(&before.clone().unwrap_or_default());
    draft.period = ["30", "60", "120", "300", "600", "5", "x"][rng.usize(0..7)].to_owned();
    draft.renew_in_background = rng.bool();
    if rng.bool() {
        draft.task_name = format!("Task {}", rng.u8(0..60));
    }
    let pasted = before.as_ref().map_or_else(|| rng.u8(0..3) > 0, |it| !it.is_automatic());
    if before.is_none() || (pasted && rng.u8(0..3) == 0) {
        draft.organization = if rng.u8(0..3) == 0 { String::new() } else { format!("org-{}", rng.u8(0..6)) };
        if pasted && rng.bool() {
            draft.host = GATEWAYS[rng.usize(0..2)].to_owned();
        }
    }
    if pasted {
        let is_kept = before.is_some() && rng.bool();
        let remember = rng.bool();
        let text = if is_kept { String::new() } else { simulation.shared.borrow_mut().keys.make() };
        draft.session_key = DraftKey::Pasted { text: PastedText::from(text), remember };
    }
    draft
}

/// Notes that the key in a draft may be sent to the draft's host, for its organisation.
fn give_key(simulation: &mut Simulation, draft: &Draft) {
    let DraftKey::Pasted { text, .. } = &draft.session_key else { return };
    if let Ok(key) = text.key() {
        let organization = Some(draft.organization.clone()).filter(|it| !it.is_empty());
        simulation.shared.borrow_mut().keys.give(key.expose(), (format!("https://{}", draft.host), organization));
    }
}

fn save(simulation: &mut Simulation, monitor: &MonitorId) -> Command {
    let edited = Some(monitor.clone()).filter(|_| simulation.rng.bool());
    let draft = draft(simulation, edited.as_ref());
    give_key(simulation, &draft);
    simulation.about(monitor);
    simulation.about_all();
    simulation.reasons.monitors = true;
    Command::Save { monitor: edited, draft }
}

fn detect(simulation: &mut Simulation, monitor: &MonitorId) -> Command {
    let edited = Some(monitor.clone()).filter(|_| simulation.rng.bool());
    let draft = draft(simulation, edited.as_ref());
    give_key(simulation, &draft);
    Command::Detect { monitor: edited, draft }
}

/// Imports an export of the current monitors with one random change.
fn import(simulation: &mut Simulation) -> Command {
    let mut file = MonitorsFile::of(&simulation.browser.known().saved, simulation.now());
    let monitors = file.monitors.len();
    if monitors > 0 {
        let index = simulation.rng.usize(0..monitors);
        match simulation.rng.u8(0..4) {
            0 => drop(file.monitors.remove(index)),
            1 => file.monitors[index].paused = true,
            2 => file.monitors[index].task_name = format!("Task {}", simulation.rng.u8(0..60)),
            _ => file.monitors.push(file.monitors[index].clone()),
        }
    }
    simulation.about_all();
    (simulation.reasons.monitors, simulation.reasons.settings) = (true, true);
    Command::Import { file }
}
