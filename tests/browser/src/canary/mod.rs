//! The canary searches for misplaced session keys. A key may only be in `storage.session` and in `Authorization` headers to its own host.
//! A key that the person wants remembered may also be on disk, in an item of `storage.local` that contains only such keys.
//!
//! After every scenario it searches for each key that was issued or made up: on disk, in every open page, in the consoles, on the badge, in
//! the requests that arrived, and in every file of the closed browser's profile.

mod files;
mod needles;
mod places;

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

use simulated_openai::{API_HOST, Credential};

use needles::Needle;

/// A search for some keys.
#[derive(Debug)]
pub struct Canary {
    needles: Vec<Needle>,
}

/// A key, and the places where it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The key.
    pub key: Credential,
    /// The only host to which it may be sent.
    pub host: String,
    /// Whether a person wants it remembered on disk.
    pub remembered: bool,
}

impl Watched {
    /// A key of the platform's.
    #[must_use]
    pub fn of_openai(key: Credential) -> Self {
        Self { key, host: API_HOST.to_owned(), remembered: false }
    }
}

/// A key in a place where it may not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The key, which prints as stars.
    pub key: Credential,
    /// Where it was found.
    pub place: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} in {}", self.key, self.place)
    }
}

impl Canary {
    /// A search for these keys.
    #[must_use]
    pub fn new(keys: impl IntoIterator<Item = Watched>) -> Self {
        Self { needles: keys.into_iter().map(Needle::new).collect() }
    }

    /// The text with stars in place of every key.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        self.needles.iter().fold(text.to_owned(), |text, needle| needle.redact(&text))
    }

    fn search_text(&self, place: &str, text: &str) -> Vec<Finding> {
        self.search_bytes(place, text.as_bytes())
    }

    fn search_bytes(&self, place: &str, bytes: &[u8]) -> Vec<Finding> {
        let found = self.needles.iter().filter(|needle| needle.is_in(bytes));
        found.map(|needle| Finding { key: needle.key().clone(), place: place.to_owned() }).collect()
    }
}

static OPENED: AtomicUsize = AtomicUsize::new(0);
static SEARCHED: AtomicUsize = AtomicUsize::new(0);

/// Counts a stage that was opened.
pub(crate) fn stage_opened() {
    OPENED.fetch_add(1, Ordering::SeqCst);
}

/// Counts a stage that was searched from end to end.
pub(crate) fn stage_searched() {
    SEARCHED.fetch_add(1, Ordering::SeqCst);
}

/// How many stages of this run were opened, and how many of them were searched.
#[must_use]
pub fn stages() -> (usize, usize) {
    (OPENED.load(Ordering::SeqCst), SEARCHED.load(Ordering::SeqCst))
}
