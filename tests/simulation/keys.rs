//! Which key may be sent where, and which are revoked. The worker does not see this; its requests are checked against it.

use std::collections::{BTreeMap, BTreeSet};

/// An origin, and an organisation there or `None`.
pub type Place = (String, Option<String>);

/// All keys made so far.
#[derive(Default)]
pub struct Keys {
    made: u64,
    /// The places where each key was captured, or for which it was pasted.
    given_for: BTreeMap<String, BTreeSet<Place>>,
    /// The keys that OpenAI refuses.
    revoked: BTreeSet<String>,
}

impl Keys {
    /// A new, made-up key.
    pub fn make(&mut self) -> String {
        self.made += 1;
        format!("sess-MadeUp{:020}", self.made)
    }

    /// Allows the key for this place, because it was captured or pasted for it.
    pub fn give(&mut self, key: &str, place: Place) {
        self.given_for.entry(key.to_owned()).or_default().insert(place);
    }

    /// Whether the key is allowed for this place.
    pub fn may_go(&self, key: &str, place: &Place) -> bool {
        self.given_for.get(key).is_some_and(|places| places.contains(place))
    }

    /// Ends the session of this key.
    pub fn revoke(&mut self, key: &str) {
        self.revoked.insert(key.to_owned());
    }

    /// Whether OpenAI accepts the key.
    pub fn is_taken(&self, key: &str) -> bool {
        !self.revoked.contains(key)
    }

    /// Makes all keys valid again.
    pub fn pardon(&mut self) {
        self.revoked.clear();
    }
}
