//! What must hold for the whole state, whatever came in.

use credit_gauge::engine::stored::{StoredState, held_keys, read_saved};
use credit_gauge::engine::{Effect, MonitorsFile, Saved, State};
use credit_gauge::origin;
use credit_gauge::session::{OrganizationId, Redaction, SessionKey, looks_like_key};
use credit_gauge::view::{Account, DetectionView, Options, Popup, badge};
use serde_json::Value;
use url::Url;

use crate::lab::NOON;
use crate::storage::{is_same_as_stored, store};

/// It can be stored, is read back the same without damage, and every page and the badge can show it.
pub fn is_sound(state: &State) {
    let stored = store(&StoredState::of(&state.saved));
    let (read, damaged) = read_saved(stored.clone());
    assert_eq!(damaged, [], "what was stored can be read");
    is_same_as_stored(&stored, &StoredState::of(&read));
    let keys = held_keys(store(&state.keys), store(&state.remembered()));
    assert_eq!(keys, state.keys, "keys come back as they were");
    can_be_shown(&state.saved);
}

fn can_be_shown(saved: &Saved) {
    drop(badge(saved, None, NOON));
    drop(Popup::of(saved, None, NOON));
    drop(Options::of(saved, None, NOON));
    drop(DetectionView::of(saved, NOON));
    drop(Account::all(saved, NOON));
}

/// An export can be imported, and there is no key in it.
pub fn can_be_exported(saved: &Saved) {
    let file = MonitorsFile::of(saved, NOON);
    assert_eq!(MonitorsFile::parse(&file.to_json()).as_ref(), Ok(&file), "an export can be imported");
}

/// A request goes with a key it holds to the one origin the key is for, and a browser can make it.
pub fn effects_are_sound(state: &State, effects: &[Effect]) {
    for effect in effects {
        let Effect::Send(request) = effect else { continue };
        let held = state.keys.get(&request.id.monitor).expect("a request is made with a key that is held");
        assert_eq!(held.key, request.key);
        assert!(origin::is_of(&request.url, &held.origin), "{} is not for {}", held.origin, request.url);
        let url = Url::parse(&request.url).expect("a browser can read the URL");
        assert_eq!(url.origin().ascii_serialization(), held.origin, "{}", request.url);
        fits_into_a_header(&request.key);
        request.organization.iter().for_each(is_well_formed);
    }
}

/// A key can stand in a header, does not show itself, and is recognised where it does not belong.
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

/// An organisation's id is one wherever it came from: it stands in a header, and is what a monitor is known by.
pub fn is_well_formed(organization: &OrganizationId) {
    assert_eq!(OrganizationId::parse(organization.as_str()).as_ref(), Some(organization));
}

/// No text in it holds a key that was put into the wrong place.
pub fn holds_no_key(value: &Value) {
    match value {
        Value::String(text) => assert!(!has_key(text), "a key would be shown and exported: {text}"),
        Value::Array(items) => items.iter().for_each(holds_no_key),
        Value::Object(fields) => fields.values().for_each(holds_no_key),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What a person would call a key in a text. It shares no line with the core: words are what stands between anything but letters, digits, `-`
/// and `_`, and a key is a long word with a digit behind one of the prefixes.
fn has_key(text: &str) -> bool {
    let words = text.split(|it: char| !it.is_ascii_alphanumeric() && it != '-' && it != '_');
    words.map(str::to_ascii_lowercase).any(|word| {
        ["sess-", "sk-proj-", "sk-admin-"].iter().any(|prefix| {
            let rest = word.strip_prefix(prefix).unwrap_or_default();
            rest.len() >= 20 && rest.bytes().any(|byte| byte.is_ascii_digit())
        })
    })
}
