//! What must hold for everything stored, shown and sent, whatever the input was.

use credit_gauge::engine::stored::{self, Item, Loaded};
use credit_gauge::engine::{MonitorsFile, Request, Saved, State};
use credit_gauge::monitor::MonitorId;
use credit_gauge::origin;
use credit_gauge::session::{OrganizationId, Redaction, SessionKey, looks_like_key};
use credit_gauge::view::{AccountRow, DetectionView, Options, Popup, badge};
use credit_gauge::worker::Area;
use serde_json::Value;
use simulated_browser::SimulatedBrowser;
use url::Url;

use crate::lab::{NOON, items, read};
use crate::storage::{is_same_as_stored, store};

/// Storage, after the worker has served something, is read without damage and contains only values that JavaScript can hold. It is read
/// as it was written, and every page and the badge can show it.
pub fn is_sound(browser: &SimulatedBrowser) {
    let (disk, memory) = (items(&browser.world(), Area::Disk), items(&browser.world(), Area::Memory));
    let Loaded { state, set_aside } = read(&disk, &memory);
    assert_eq!(set_aside, [], "what was stored can be read");
    let (disk, memory) = written(&state);
    let Loaded { state: again, set_aside } = read(&disk, &memory);
    assert_eq!(set_aside, [], "what was written can be read");
    let (disk_again, memory_again) = written(&again);
    is_same_as_stored(&disk, &disk_again);
    is_same_as_stored(&memory, &memory_again);
    can_be_shown(browser, state.saved.monitors.keys().cloned());
}

/// All items of a state, on disk and in memory.
fn written(state: &State) -> (Value, Value) {
    let changes = stored::changes(&State::default(), state);
    let items = |items: Vec<Item>| {
        let value = |text: String| serde_json::from_str(&text).expect("what is written is JSON");
        store(&Value::Object(items.into_iter().map(|(name, text)| (name, value(text))).collect()))
    };
    (items(changes.disk), items(changes.memory))
}

fn can_be_shown(browser: &SimulatedBrowser, monitors: impl Iterator<Item = MonitorId>) {
    let mut known = browser.known();
    let current = known.saved.index.current.clone();
    for shown in monitors.map(Some).chain([None, current]) {
        known.saved.index.current = shown;
        drop(badge(&known.saved, known.running.unsaved_since, NOON));
        drop(Popup::of(&known, NOON));
        drop(Options::of(&known, NOON));
        drop(DetectionView::of(&known, NOON));
        drop(AccountRow::all(&known.saved, NOON));
    }
}

/// An export can be imported, and contains no key.
pub fn can_be_exported(saved: &Saved) {
    let file = MonitorsFile::of(saved, NOON);
    assert_eq!(MonitorsFile::parse(&file.to_json()).as_ref(), Ok(&file), "an export can be imported");
}

/// A request uses a stored key, goes to the account of that key, and can be made by a browser.
pub fn request_is_sound(state: &State, request: &Request) {
    let Some(held) = state.keys.get(&request.id.monitor) else {
        // The collection was given up just before the request was sent.
        assert!(!state.running.collections.contains_key(&request.id.monitor), "sent with a key that is not held");
        return;
    };
    let origin = held.account.host.origin();
    if held.key == *request.http.authorization.key() {
        assert_eq!(request.http.organization, held.account.organization);
        assert!(origin::is_of(&request.http.url, &origin), "{origin} is not for {}", request.http.url);
    }
    let url = Url::parse(&request.http.url).expect("a browser can read the URL");
    assert_eq!(url.origin().ascii_serialization(), origin, "{}", request.http.url);
    fits_into_a_header(request.http.authorization.key());
    request.http.organization.iter().for_each(is_well_formed);
}

/// A key fits into a header, prints as stars, and is recognised in fields where it does not belong.
pub fn fits_into_a_header(key: &SessionKey) {
    let text = key.expose();
    assert!(text.bytes().all(|byte| byte.is_ascii_graphic()), "{text:?} fits into no header");
    assert_eq!(format!("{key:?} {key}"), "sess-**** sess-****");
    let ordinary = text.len() >= 20 && text.bytes().any(|byte| byte.is_ascii_digit()) && !text.ends_with('.');
    for (before, after) in [("", ""), ("KEY=", ""), ("https://x/?k=", "&a=b"), ("a/", " b"), ("\"", "\"")] {
        let within = format!("{before}{text}{after}");
        assert!(!ordinary || looks_like_key(&within), "{within:?} would be shown and exported");
        let mut cleaned = within;
        Redaction::new([key]).clean(&mut cleaned);
        assert!(!cleaned.contains(text), "a held key is left in {cleaned:?}");
    }
}

/// An organisation's id, from any source, fits into a header and can be part of a monitor's id.
pub fn is_well_formed(organization: &OrganizationId) {
    assert_eq!(OrganizationId::parse(organization.as_str()).as_ref(), Some(organization));
}

/// No text field of a monitor contains a key.
pub fn holds_no_key(value: &Value) {
    match value {
        Value::String(text) => assert!(!has_key(text), "a key would be shown and exported: {text}"),
        Value::Array(items) => items.iter().for_each(holds_no_key),
        Value::Object(fields) => fields.values().for_each(holds_no_key),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether a text contains a key, decided without code of the core. A word consists of letters, digits, `-` and `_`. A key is a long word
/// that starts with one of the prefixes and contains a digit.
fn has_key(text: &str) -> bool {
    let words = text.split(|it: char| !it.is_ascii_alphanumeric() && it != '-' && it != '_');
    words.map(str::to_ascii_lowercase).any(|word| {
        ["sess-", "sk-proj-", "sk-admin-"].iter().any(|prefix| {
            let rest = word.strip_prefix(prefix).unwrap_or_default();
            rest.len() >= 20 && rest.bytes().any(|byte| byte.is_ascii_digit())
        })
    })
}
