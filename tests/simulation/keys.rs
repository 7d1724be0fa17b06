//! Who may use which key for what: the truth that the core has to keep to without being told.

use std::collections::{BTreeMap, BTreeSet};

/// A place a key may be sent to: an origin, and an organisation there.
pub type Place = (String, Option<String>);

/// Every key there ever was.
#[derive(Default)]
pub struct Keys {
    made: u64,
    /// Where each key may be sent: where it was captured from, or what a person pasted it for.
    given_for: BTreeMap<String, BTreeSet<Place>>,
    /// Those that are refused from now on.
    revoked: BTreeSet<String>,
}

impl Keys {
    /// A new one. They are made up.
    pub fn make(&mut self) -> String {
        self.made += 1;
        format!("sess-MadeUp{:020}", self.made)
    }

    /// The key was shown to the extension for this place.
    pub fn give(&mut self, key: &str, place: Place) {
        self.given_for.entry(key.to_owned()).or_default().insert(place);
    }

    /// Whether the key may be sent there.
    pub fn may_go(&self, key: &str, place: &Place) -> bool {
        self.given_for.get(key).is_some_and(|places| places.contains(place))
    }

    /// The session has ended.
    pub fn revoke(&mut self, key: &str) {
        self.revoked.insert(key.to_owned());
    }

    /// Whether OpenAI takes it.
    pub fn is_taken(&self, key: &str) -> bool {
        !self.revoked.contains(key)
    }

    /// The person has signed in again everywhere: nothing is refused any more.
    pub fn pardon(&mut self) {
        self.revoked.clear();
    }
}
