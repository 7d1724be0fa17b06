//! The canary: session keys may be in `storage.session` and in `Authorization` headers to api.openai.com, and nowhere else.
//!
//! After every scenario each key that was issued, and each that the scenario made up, is looked for in what is stored on disk, in every
//! open page, in the consoles, on the badge, in the requests that arrived, and in every file of the profile of the closed browser.

mod files;
mod needles;
mod places;

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

use simulated_openai::Credential;

use needles::Needle;

/// A search for some keys.
#[derive(Debug)]
pub struct Canary {
    needles: Vec<Needle>,
}

/// A key where none may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which key; it prints as stars.
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
    pub fn new(keys: impl IntoIterator<Item = Credential>) -> Self {
        Self { needles: keys.into_iter().map(Needle::new).collect() }
    }

    /// The same text with stars for every key.
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
