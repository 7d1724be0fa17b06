//! States to begin with, and the moment at which everything happens.

use credit_gauge::account::Timestamp;
use credit_gauge::engine::{Event, State, step};
use credit_gauge::monitor::{Draft, DraftKey};
use credit_gauge::session::{PastedText, SeenRequest};
use credit_gauge::{access::Access, engine::Command};
use serde_json::{Value, json};

use crate::soundness::effects_are_sound;

/// 2026-11-22 12:00 UTC.
pub const NOON: Timestamp = Timestamp::from_millis(1_795_348_800_000);

/// A made-up key.
const KEY: &str = "sess-MadeUpKeyOfTheFirstSession1";

/// JSON as a browser hands it over; `None` for what is none.
///
/// JavaScript has one kind of number: an integer that it cannot hold exactly arrives as a fraction.
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

/// Takes in an event at noon, and looks at what is to be done about it.
pub fn take_in(state: &mut State, event: Event) -> Vec<credit_gauge::engine::Effect> {
    let effects = step(state, event, NOON);
    effects_are_sound(state, &effects);
    effects
}

/// A worker that has just woken, with nothing stored.
pub fn fresh() -> State {
    let mut state = State::default();
    take_in(&mut state, woke());
    state
}

/// The first event of a worker's life.
pub fn woke() -> Event {
    Event::Woke { access: Access::default(), online: true, set_aside: Vec::new() }
}

/// A request of the platform's tab that shows a key.
pub fn seen() -> Event {
    let detail = json!({
        "url": "https://api.openai.com/dashboard/billing/credit_grants", "tabId": 7, "initiator": "https://platform.openai.com",
        "requestHeaders": [
            { "name": "Authorization", "value": format!("Bearer {KEY}") },
            { "name": "OpenAI-Organization", "value": "org-madeup" },
        ],
    });
    Event::RequestSeen(serde_json::from_value::<SeenRequest>(detail).expect("a request as browsers describe it"))
}

/// Two monitors: `org-madeup`, whose key was picked up, and `#1`, whose key was pasted.
pub fn with_two_monitors() -> State {
    let mut state = fresh();
    take_in(&mut state, seen());
    let text = PastedText::from("sess-MadeUpKeyOfTheSecondSession2".to_owned());
    let session_key = DraftKey::Pasted { text, remember: true };
    let draft = Draft { task_name: "Gateway".to_owned(), session_key, ..Draft::blank() };
    take_in(&mut state, Event::Commanded(Command::Save { monitor: None, draft }));
    assert_eq!(state.saved.monitors.len(), 2, "the draft holds");
    state
}
