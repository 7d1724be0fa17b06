//! Browsers and states to start from, and the time at which everything happens.

use credit_gauge::account::Timestamp;
use credit_gauge::engine::stored::{self, Loaded};
use credit_gauge::engine::{Command, Request, State};
use credit_gauge::json::to_tree;
use credit_gauge::monitor::{Draft, DraftKey};
use credit_gauge::session::PastedText;
use credit_gauge::worker::Area;
use serde_json::{Value, json};
use simulated_browser::{SimulatedBrowser, World};

use crate::soundness::request_is_sound;

/// 2026-11-22 12:00 UTC, the start time of a simulated browser.
pub const NOON: Timestamp = Timestamp::from_millis(1_795_348_800_000);

/// A made-up key.
const KEY: &str = "sess-MadeUpKeyOfTheFirstSession1";

/// Parses JSON as it arrives from a browser; `None` if it is not JSON.
///
/// JavaScript has only floating-point numbers, so an integer that they cannot hold exactly becomes a float here, too.
pub fn from_browser(bytes: &[u8]) -> Option<Value> {
    let mut value = serde_json::from_slice(bytes).ok()?;
    to_javascript(&mut value);
    Some(value)
}

fn to_javascript(value: &mut Value) {
    match value {
        Value::Number(number) if !crate::storage::is_safe(number) => {
            *value = number.as_f64().map_or(Value::Null, Value::from);
        }
        Value::Array(items) => items.iter_mut().for_each(to_javascript),
        Value::Object(fields) => fields.values_mut().for_each(to_javascript),
        _ => {}
    }
}

/// A browser with these items in storage and a sleeping worker. Every request it sends is checked.
pub fn browser_with(disk: &Value, memory: &Value) -> SimulatedBrowser {
    let browser = SimulatedBrowser::default();
    browser.watch_requests(is_sent_soundly);
    let mut world = browser.world_mut();
    world.disk.extend(disk.as_object().cloned().unwrap_or_default());
    world.memory.extend(memory.as_object().cloned().unwrap_or_default());
    drop(world);
    browser
}

fn is_sent_soundly(world: &World, request: &Request) {
    request_is_sound(&state_in(world), request);
}

/// A browser with a freshly installed extension.
pub fn fresh() -> SimulatedBrowser {
    let browser = browser_with(&json!({}), &json!({}));
    wakes(&browser);
    browser
}

/// Wakes the worker with an event that carries no news.
pub fn wakes(browser: &SimulatedBrowser) {
    browser.happens("runtime.onStartup", Value::Null);
}

/// The details of a request of the platform's tab with a key.
pub fn tab_request() -> Value {
    json!({
        "url": "https://api.openai.com/dashboard/billing/credit_grants", "tabId": 7, "initiator": "https://platform.openai.com",
        "requestHeaders": [
            { "name": "Authorization", "value": format!("Bearer {KEY}") },
            { "name": "OpenAI-Organization", "value": "org-madeup" },
        ],
    })
}

/// Two monitors: `org-madeup` with a captured key, and `#1` with a pasted one.
pub fn with_two_monitors() -> SimulatedBrowser {
    let browser = fresh();
    browser.happens("webRequest.onSendHeaders", tab_request());
    browser.commands(&Command::Save { monitor: None, draft: pasted_draft() });
    assert_eq!(state(&browser).saved.monitors.len(), 2, "the draft holds");
    browser
}

/// A draft of a new monitor with a pasted key.
pub fn pasted_draft() -> Draft {
    let text = PastedText::from("sess-MadeUpKeyOfTheSecondSession2".to_owned());
    let session_key = DraftKey::Pasted { text, remember: true };
    Draft { task_name: "Gateway".to_owned(), session_key, ..Draft::blank() }
}

/// The state with which a worker would start now.
pub fn state(browser: &SimulatedBrowser) -> State {
    state_in(&browser.world())
}

fn state_in(world: &World) -> State {
    read(&items(world, Area::Disk), &items(world, Area::Memory)).state
}

/// Reads storage as the worker does: only the items it asks for.
pub fn read(disk: &Value, memory: &Value) -> Loaded {
    let monitors = match stored::monitor_items(&to_tree(disk)) {
        Some(names) => names.iter().filter_map(|name| Some((name.clone(), disk.get(name)?.clone()))).collect(),
        None => disk.clone(),
    };
    stored::read(&to_tree(disk), &to_tree(&monitors), &to_tree(memory))
}

/// All items of a storage area.
pub fn items(world: &World, area: Area) -> Value {
    Value::Object(world.area(area).clone().into_iter().collect())
}
