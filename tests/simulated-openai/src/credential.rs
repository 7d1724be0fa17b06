//! Session keys, and whatever else came in an `Authorization` header.

use std::fmt;

/// A credential that prints as stars. Made-up keys do, too, so that there are no exceptions to get used to.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Credential(String);

impl Credential {
    /// A credential with this value, without `Bearer`.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself: for tests that look for it where it must not be, or that send it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The value as an error of the real service echoes it: first and last few characters, stars between.
    pub(crate) fn echoed(&self) -> String {
        let characters: Vec<char> = self.0.chars().collect();
        let (shown_first, shown_last) = (8, 4);
        if characters.len() < 2 * (shown_first + shown_last) {
            return self.to_string();
        }
        let hidden = characters.len() - shown_first - shown_last;
        let first = characters.iter().take(shown_first).collect::<String>();
        let last = characters.iter().skip(shown_first + hidden).collect::<String>();
        format!("{first}{}{last}", "*".repeat(hidden))
    }

    /// What kind of credential the value looks like.
    fn kind(&self) -> &'static str {
        ["sess-", "sk-", "eyJ"].into_iter().find(|prefix| self.0.starts_with(prefix)).unwrap_or("")
    }

    /// Whether this is an API key, which the billing endpoints refuse.
    pub(crate) fn is_api_key(&self) -> bool {
        self.kind() == "sk-"
    }
}

impl fmt::Display for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}****", self.kind())
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Credential({self})")
    }
}

/// Redacted too: what is serialised ends up on screens and in files.
impl serde::Serialize for Credential {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_and_display_hide_the_value() {
        let key = Credential::new("sess-simulatedAbcdefghijklmnopqrstuvwxyz01234");
        assert_eq!(format!("{key} {key:?}"), "sess-**** Credential(sess-****)");
        assert_eq!(Credential::new("whatever").to_string(), "****");
    }

    #[test]
    fn the_echo_of_an_error_shows_both_ends_only() {
        let key = Credential::new("sess-simulatedAbcdefghijklmnopqrstuvwxyz01234");
        assert_eq!(key.echoed(), "sess-sim*********************************1234");
        assert_eq!(Credential::new("sess-short").echoed(), "sess-****");
    }
}
