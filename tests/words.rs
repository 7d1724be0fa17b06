//! Every text a person reads is in `extension/_locales`: no key that is used is missing there, and none there is unused. The same holds
//! for the names by which the code finds elements of the markup.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "words/markup.rs"]
mod markup;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use credit_gauge::account::{CATALOGUE, Group, MetricSet, Range, Timestamp};
use credit_gauge::openai::Failure;
use credit_gauge::view::failure_words;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn messages() -> serde_json::Map<String, Value> {
    serde_json::from_str(&read("extension/_locales/en/messages.json")).unwrap()
}

/// The paths and contents of all pages.
fn pages() -> Vec<(String, String)> {
    let is_page = |path: &PathBuf| path.extension().is_some_and(|it| it == "html");
    let pages = sources(Path::new("www")).into_iter().filter(is_page);
    pages.map(|path| (path.display().to_string(), read(&path))).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// All parts of `text` between `before` and `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split(after).next())
}

/// One failure of each kind, with and without a time to wait for.
fn failures() -> Vec<(Failure, Option<Timestamp>)> {
    let at = Some(Timestamp::from_millis(0));
    let plain = [
        Failure::SessionEnded,
        Failure::WrongOrganization,
        Failure::AccountDeactivated,
        Failure::SecretKey,
        Failure::RoleCannotSeeBilling,
        Failure::EndpointGone,
        Failure::TooManyRequests { retry_at: None },
        Failure::ServerError { status: 500 },
        Failure::TimedOut,
        Failure::Unreachable,
        Failure::NotJson,
        Failure::Unreadable,
        Failure::TooLarge,
        Failure::UnexpectedStatus { status: 418 },
    ];
    plain.into_iter().flat_map(|failure| [(failure.clone(), None), (failure, at)]).collect()
}

/// Literals in the code of views and pages that look like message keys but are not: states in markup, ids of notifications, serde options.
const NOT_KEYS: [&str; 5] = ["changes_nothing", "not_asked", "pasted_key_refused", "session_ended", "snake_case"];

/// Whether a literal looks like a key: lower-case words with underscores between them.
fn looks_like_key(literal: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    literal.contains('_') && literal.starts_with(|it: char| it.is_ascii_lowercase()) && literal.split('_').all(is_word)
}

/// The names that markup gives its parts, slots and templates, which the binders look for.
fn names_of_markup() -> BTreeSet<String> {
    let pages = pages();
    let attributes = ["data-part=\"", "data-slot=\"", "data-set=\"", "<template id=\"", " name=\"", "data-field=\""];
    let named =
        attributes.iter().flat_map(|attribute| pages.iter().flat_map(|(_, page)| between(page, attribute, "\"")));
    named.map(str::to_owned).collect()
}

/// Every key that the markup, the manifest and the code name.
fn named() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let mut add = |key: &str| named.extend([key.to_owned()]);
    for (_, page) in pages() {
        // `data-i18n`, `data-i18n-label`, `data-i18n-title`, ...
        for attribute in page.split("data-i18n").skip(1) {
            attribute.split('"').nth(1).into_iter().for_each(&mut add);
        }
    }
    between(&read("extension/manifest.json"), "__MSG_", "__").for_each(&mut add);
    between(&read("www/page.js"), "getMessage(\"", "\"").for_each(&mut add);
    for metric in CATALOGUE {
        add(&metric.label_key());
        add(&format!("{}_help", metric.label_key()));
    }
    for (failure, wait_until) in failures() {
        let words = failure_words(&failure, wait_until);
        add(&words.title.key);
        add(&words.next.key);
    }
    let (known, names_of_markup) = (messages(), names_of_markup());
    for source in sources(Path::new("src")) {
        let says = ["src/view", "src/browser/page"].iter().any(|folder| source.starts_with(root().join(folder)));
        let source = fs::read_to_string(source).unwrap();
        // Texts in tests do not count.
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for literal in between(source, "\"", "\"") {
            // Any literal that equals a key counts as a use of it. In the code of views and pages, which choose the texts, a literal that
            // looks like a key must be one.
            let is_another_name = NOT_KEYS.contains(&literal) || names_of_markup.contains(literal);
            if known.contains_key(literal) || (says && looks_like_key(literal) && !is_another_name) {
                add(literal);
            }
        }
        // A key of a single word is recognised by the function that gets it.
        for call in ["Message::plain(\"", "Message::with(\"", "say_plain(\""] {
            between(source, call, "\"").for_each(&mut add);
        }
    }
    named
}

#[test]
fn no_key_is_missing() {
    let known = messages();
    let missing: Vec<String> = named().into_iter().filter(|key| !known.contains_key(key)).collect();
    assert!(missing.is_empty(), "named, but not in messages.json: {missing:?}");
}

#[test]
fn no_key_is_unused() {
    let named = named();
    let unused: Vec<String> = messages().into_iter().map(|(key, _)| key).filter(|key| !named.contains(key)).collect();
    assert!(unused.is_empty(), "in messages.json, but named nowhere: {unused:?}");
}

#[test]
fn every_message_can_be_translated() {
    for (key, message) in messages() {
        let text = message["message"].as_str().unwrap();
        assert!(!text.trim().is_empty(), "{key} is empty");
        assert!(message["description"].as_str().is_some_and(|it| !it.is_empty()), "{key} has no description");
        let used: BTreeSet<String> = between(text, "$", "$").step_by(2).map(str::to_lowercase).collect();
        let placeholders = message.get("placeholders").and_then(Value::as_object);
        let declared: BTreeSet<String> = placeholders.into_iter().flat_map(|it| it.keys().cloned()).collect();
        assert_eq!(used, declared, "{key} does not use the placeholders it declares");
    }
}

#[test]
fn pages_hold_no_words_of_their_own() {
    for (name, page) in pages() {
        let words: Vec<&str> =
            between(&page, ">", "<").map(str::trim).filter(|text| text.contains(char::is_alphabetic)).collect();
        assert!(words.is_empty(), "{name}: {words:?} cannot be translated");
        for forbidden in ["<style", " style=", " onclick=", "<script>", "http:", "https:", " placeholder=", " alt=\""] {
            assert!(!page.contains(forbidden), "{forbidden} in {name}");
        }
    }
}

#[test]
fn the_markup_uses_the_names_of_sets_groups_and_ranges_in_the_code() {
    let popup = read("www/popup.html");
    for set in MetricSet::ALL {
        assert!(popup.contains(&format!("data-set=\"{}\"", set.name())), "{set:?}");
    }
    for group in Group::ALL {
        assert!(popup.contains(&format!("data-group=\"{}\"", group.name())), "{group:?}");
    }
    for range in Range::ALL {
        assert!(popup.contains(&format!("value=\"{}\"", range.name())), "{range:?}");
    }
}
