//! What can happen, and how often.

use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::{Range, Usd};
use credit_gauge::engine::{BadgeBalance, Command, Event, MonitorsFile};
use credit_gauge::monitor::{Draft, DraftKey, MonitorId};
use credit_gauge::origin;
use credit_gauge::session::{OrganizationId, PastedText, SeenRequest};
use serde_json::json;

use crate::invariants::{Held, Occasion};
use crate::world::World;

/// Hosts a person may watch besides OpenAI's own.
const GATEWAYS: [&str; 2] = ["gateway.example.test", "other.example.test:8443"];

/// The next thing that happens.
pub fn next(world: &mut World) -> Held {
    let small = world.rng.i64(0..2000);
    match world.rng.u8(0..100) {
        0..50 if !world.open.is_empty() => {
            world.passes(small)?;
            if world.open.is_empty() { Ok(()) } else { answer(world) }
        }
        0..66 => alarm(world),
        66..70 => passes(world, small * 30),
        70..77 => tab_makes_a_request(world),
        77..85 => a_command(world),
        85..88 => {
            world.tell(|| "the worker is killed".to_owned());
            world.kill();
            Ok(())
        }
        88 => browser_restarts(world),
        89 => signs_in_anew(world),
        90 => session_ends(world),
        91 => network(world),
        92 => access(world),
        93 => disk(world),
        94 => clock_is_set(world),
        95..97 => {
            world.lives_for = Some(world.rng.usize(0..12));
            Ok(())
        }
        97 => {
            world.bad_of_100 = [0, 10, 30, 90][world.rng.usize(0..4)];
            Ok(())
        }
        98 => background_tab_opens(world),
        _ => sleeps(world),
    }
}

fn answer(world: &mut World) -> Held {
    let index = world.rng.usize(0..world.open.len());
    world.answers(index)
}

/// It rings when it is time, a little early, late, twice, or not at all.
fn alarm(world: &mut World) -> Held {
    let Some(at) = world.alarm else { return passes(world, 30_000) };
    let early = if world.rng.u8(0..4) == 0 { 900 } else { 0 };
    let wait = at.since(world.now).as_millis() as i64 - early;
    world.passes(wait.clamp(0, 7_200_000))?;
    let late = if world.rng.u8(0..8) == 0 { world.rng.i64(0..120_000) } else { 0 };
    world.passes(late)?;
    if world.now.after(Duration::from_secs(1)) < at || world.alarm != Some(at) {
        // Something else came between.
        return Ok(());
    }
    (world.alarm, world.alarm_lost) = (None, true);
    match world.rng.u8(0..20) {
        0 => {
            world.tell(|| "the alarm is lost".to_owned());
            Ok(())
        }
        1 => {
            world.tell(|| "the alarm rings twice".to_owned());
            world.happens(Event::AlarmRang, Occasion::ByItself)?;
            world.happens(Event::AlarmRang, Occasion::ByItself)
        }
        _ => {
            world.tell(|| "the alarm rings".to_owned());
            world.happens(Event::AlarmRang, Occasion::ByItself)
        }
    }
}

fn passes(world: &mut World, millis: i64) -> Held {
    world.passes(millis)
}

fn sleeps(world: &mut World) -> Held {
    let hours = world.rng.i64(1..12);
    world.tell(|| format!("the machine sleeps for {hours} h"));
    world.passes(hours * 3_600_000)
}

/// The platform's tab asks for something, in one of the person's organisations, in none, or not as we may see it.
pub fn tab_makes_a_request(world: &mut World) -> Held {
    let organization = match world.rng.u8(0..10) {
        0 => None,
        _ => Some(format!("org-{}", world.rng.u64(0..world.organizations))),
    };
    tab_makes_a_request_in(world, organization)
}

/// The same in a certain organisation.
pub fn tab_makes_a_request_in(world: &mut World, organization: Option<String>) -> Held {
    if !world.access.grants_openai() {
        // The browser shows nothing then.
        return Ok(());
    }
    let key = world.session.clone();
    world.keys.give(&key, (origin::API.to_owned(), organization.clone()));
    let mut headers = vec![json!({"name": "authorization", "value": format!("Bearer {key}")})];
    headers.extend(organization.iter().map(|id| json!({"name": "openai-organization", "value": id})));
    let request: SeenRequest = serde_json::from_value(json!({
        "url": "https://api.openai.com/v1/me", "tabId": 3, "initiator": origin::PLATFORM, "requestHeaders": headers,
    }))
    .unwrap();
    world.tell(|| format!("the tab makes a request in {organization:?}"));
    let id = MonitorId::automatic(organization.as_deref().and_then(OrganizationId::parse).as_ref());
    world.happens(Event::RequestSeen(request), Occasion::About(id))
}

fn browser_restarts(world: &mut World) -> Held {
    world.kill();
    world.storage.lose_memory();
    world.alarm = None;
    world.notified = false;
    world.tabs.clear();
    world.opening = 0;
    let damage = world.rng.u8(0..3) == 0;
    world.tell(|| "the browser starts again".to_owned());
    world.wake(damage)
}

/// A new session; the old one may go on for a while.
fn signs_in_anew(world: &mut World) -> Held {
    world.tell(|| "the person signs in anew".to_owned());
    if world.rng.bool() {
        world.keys.revoke(&world.session.clone());
    }
    world.session = world.keys.make();
    Ok(())
}

fn session_ends(world: &mut World) -> Held {
    world.tell(|| "the session ends".to_owned());
    world.keys.revoke(&world.session.clone());
    Ok(())
}

fn network(world: &mut World) -> Held {
    world.online = !world.online || world.rng.bool();
    let online = world.online;
    world.tell(|| format!("online: {online}"));
    // Only a worker that is awake hears of it.
    if world.worker.is_some() && world.rng.bool() {
        world.happens(Event::ConnectivityChanged { online }, Occasion::ByItself)
    } else {
        Ok(())
    }
}

fn access(world: &mut World) -> Held {
    let api = format!("{}/*", origin::API);
    world.access = match world.rng.u8(0..6) {
        0 => Access::none(),
        1 => Access::to([api]),
        2 => Access::default(),
        _ => Access::to(["https://*/*"]),
    };
    let access = world.access.clone();
    world.tell(|| format!("access to {access:?}"));
    world.happens(Event::AccessChanged { access }, Occasion::AboutAll)
}

fn disk(world: &mut World) -> Held {
    world.storage.takes = !world.storage.takes || world.rng.bool();
    let takes = world.storage.takes;
    world.tell(|| format!("the disk takes what it is given: {takes}"));
    Ok(())
}

fn clock_is_set(world: &mut World) -> Held {
    let by = Duration::from_secs(world.rng.u64(1..86_400));
    if world.rng.bool() {
        world.now = world.now.after(by);
        world.moment.forward += by.as_millis() as i64;
        world.tell(|| format!("the clock is set forward by {by:?}"));
    } else {
        world.now = world.now.before(by);
        world.tell(|| format!("the clock is set back by {by:?}"));
    }
    Ok(())
}

/// The browser says the number of a tab it was asked for: to the worker that asked, or to nobody.
fn background_tab_opens(world: &mut World) -> Held {
    let Some(left) = world.opening.checked_sub(1) else { return Ok(()) };
    world.opening = left;
    if world.worker.is_none() {
        return Ok(());
    }
    world.tabs_made += 1;
    let tab = world.tabs_made;
    world.tabs.insert(tab);
    world.happens(Event::TabOpened { tab }, Occasion::ByItself)
}

/// A monitor there is; now and then one there is not.
fn some_monitor(world: &mut World) -> MonitorId {
    let ids: Vec<MonitorId> = world.saved().map(|it| it.monitors.keys().cloned().collect()).unwrap_or_default();
    let index = world.rng.usize(0..=ids.len());
    ids.get(index).cloned().unwrap_or_else(|| MonitorId::pasted(9_999))
}

fn a_command(world: &mut World) -> Held {
    let monitor = some_monitor(world);
    let (command, occasion) = match world.rng.u8(0..24) {
        0..6 => (Command::Refresh { monitor: Some(monitor.clone()) }, Occasion::About(monitor)),
        6 => {
            let current = world.saved().and_then(|it| it.current.clone()).unwrap_or(monitor);
            (Command::Refresh { monitor: None }, Occasion::About(current))
        }
        7 => (Command::Show { monitor: monitor.clone() }, Occasion::About(monitor)),
        8..10 => (Command::Pause { monitor: monitor.clone() }, Occasion::About(monitor)),
        10..13 => (Command::Resume { monitor: monitor.clone() }, Occasion::About(monitor)),
        13 => (Command::Delete { monitor: monitor.clone() }, Occasion::About(monitor)),
        14 => {
            let deleted = world.saved().and_then(|it| it.deleted.last()).map_or(monitor, |it| it.id.clone());
            (Command::UndoDelete { monitor: deleted.clone() }, Occasion::About(deleted))
        }
        15..18 => save(world, monitor),
        18 => detect(world, monitor),
        19 => (Command::EndDetection, Occasion::ByItself),
        20 => settings(world, monitor),
        21 => import(world),
        22 if world.rng.u8(0..20) == 0 => (Command::Forget, Occasion::AboutAll),
        _ => (Command::DismissDamage, Occasion::ByItself),
    };
    world.tell(|| format!("{command:?}"));
    world.happens(Event::Commanded(command), occasion)
}

fn settings(world: &mut World, monitor: MonitorId) -> (Command, Occasion) {
    let command = match world.rng.u8(0..6) {
        0 => Command::SetBadge { badge: BadgeBalance::Chosen(monitor) },
        1 => Command::SetBadge { badge: BadgeBalance::Lowest },
        2 => Command::SetBadge { badge: BadgeBalance::Sum },
        3 => Command::SetNotifications { on: world.rng.bool() },
        4 => Command::ShowRange { range: Range::Week },
        _ => Command::SetLowBalance { amount: Usd::whole(world.rng.i32(0..2000)) },
    };
    (command, Occasion::ByItself)
}

/// What a person types: a new monitor, or a change to one. Some of it does not hold.
fn draft(world: &mut World, edited: Option<&MonitorId>) -> Draft {
    let before = edited.and_then(|id| world.saved()?.monitors.get(id).map(|it| it.parameters.clone()));
    let rng = &mut world.rng;
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
        let text = if before.is_some() && rng.bool() { String::new() } else { world.keys.make() };
        let remember = world.rng.bool();
        draft.session_key = DraftKey::Pasted { text: PastedText::from(text), remember };
    }
    draft
}

/// The key in a draft is pasted for the host and the organisation in it.
fn give_key(world: &mut World, draft: &Draft) {
    let DraftKey::Pasted { text, .. } = &draft.session_key else { return };
    if let Ok(key) = text.key() {
        let organization = Some(draft.organization.clone()).filter(|it| !it.is_empty());
        world.keys.give(key.expose(), (format!("https://{}", draft.host), organization));
    }
}

fn save(world: &mut World, monitor: MonitorId) -> (Command, Occasion) {
    let edited = Some(monitor).filter(|_| world.rng.bool());
    let draft = draft(world, edited.as_ref());
    give_key(world, &draft);
    let new = match draft.session_key {
        DraftKey::Automatic => MonitorId::automatic(OrganizationId::parse(&draft.organization).as_ref()),
        DraftKey::Pasted { .. } => MonitorId::pasted(world.saved().map_or(0, |it| it.pasted) + 1),
    };
    let about = edited.clone().unwrap_or(new);
    (Command::Save { monitor: edited, draft }, Occasion::About(about))
}

fn detect(world: &mut World, monitor: MonitorId) -> (Command, Occasion) {
    let edited = Some(monitor).filter(|_| world.rng.bool());
    let draft = draft(world, edited.as_ref());
    give_key(world, &draft);
    (Command::Detect { monitor: edited, draft }, Occasion::ByItself)
}

/// An export of what there is, with one thing changed.
fn import(world: &mut World) -> (Command, Occasion) {
    let mut file = world
        .saved()
        .map(|saved| MonitorsFile::of(saved, world.now))
        .unwrap_or_else(|| MonitorsFile::parse(r#"{"format": "credit-gauge-monitors", "version": 1}"#).unwrap());
    let monitors = file.monitors.len();
    if monitors > 0 {
        let index = world.rng.usize(0..monitors);
        match world.rng.u8(0..4) {
            0 => drop(file.monitors.remove(index)),
            1 => file.monitors[index].paused = true,
            2 => file.monitors[index].task_name = format!("Task {}", world.rng.u8(0..60)),
            _ => file.monitors.push(file.monitors[index].clone()),
        }
    }
    (Command::Import { file }, Occasion::AboutAll)
}
