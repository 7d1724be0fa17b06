use std::fmt;

use serde::{Deserialize, Serialize};

use super::{NotASessionKey, SessionKey};

/// The text a person pasted as a session key, not yet checked. `Debug` prints stars, because it may be a key.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PastedText(String);

impl PastedText {
    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// The key in the text. A key copied from DevTools often has a word before it: `Bearer sess-...`.
    ///
    /// # Errors
    /// The text is not a session key.
    pub fn key(&self) -> Result<SessionKey, NotASessionKey> {
        let text = self.0.trim();
        let text = match text.split_once(char::is_whitespace) {
            Some((scheme, key)) if scheme.trim_end_matches(':').eq_ignore_ascii_case("bearer") => key.trim(),
            _ => text,
        };
        SessionKey::parse(text)
    }
}

impl From<String> for PastedText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for PastedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("****")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_copied_from_devtools_is_accepted() {
        for text in ["sess-MadeUp", " sess-MadeUp\n", "Bearer sess-MadeUp", "bearer: sess-MadeUp"] {
            assert_eq!(PastedText::from(text.to_owned()).key().unwrap().expose(), "sess-MadeUp", "{text}");
        }
        let api_key = PastedText::from("Bearer sk-madeup".to_owned());
        assert_eq!(api_key.key(), Err(NotASessionKey::ApiKey));
        assert_eq!(format!("{api_key:?}"), "****");
    }
}
