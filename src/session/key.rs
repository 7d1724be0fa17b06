use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A session key of platform.openai.com. Whoever has it can act as the person who is signed in.
///
/// `Debug` and `Display` print `sess-****`. Only [`expose`](Self::expose) and `Serialize` give the key itself. `Serialize` is for
/// `storage.session`, which the browser keeps in memory. Only a pasted key that the person wants remembered is also written to disk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct SessionKey(String);

/// Why a text is not accepted as a session key. No variant contains the text, which may be a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotASessionKey {
    /// An API key (`sk-...`). The billing endpoints refuse it, and it must not be captured.
    #[error("an API key, not a session key")]
    ApiKey,
    /// Neither `sess-...` nor a JWT, or too long.
    #[error("no known kind of session key")]
    UnknownKind,
}

/// In bytes. Longer than any known key, and short enough for a header.
const MAX_LENGTH: usize = 8192;

impl SessionKey {
    /// Parses a session key: `sess-...`, or a JWT.
    ///
    /// Only the characters of a bearer token are accepted, so the key is valid in a header as it is.
    ///
    /// # Errors
    /// `text` is not a session key.
    pub fn parse(text: &str) -> Result<Self, NotASessionKey> {
        if text.starts_with("sk-") {
            return Err(NotASessionKey::ApiKey);
        }
        let known = text.strip_prefix("sess-").is_some_and(is_token) || is_jwt(text);
        if known && text.len() <= MAX_LENGTH { Ok(Self(text.to_owned())) } else { Err(NotASessionKey::UnknownKind) }
    }

    /// The key itself. Use it only for the `Authorization` header of a request to the origin the key belongs to, and to redact the key.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A JWT has three base64url parts. The first is a JSON object, and `{"` is `eyJ` in base64url.
fn is_jwt(text: &str) -> bool {
    text.starts_with("eyJ") && text.split('.').count() == 3 && text.split('.').all(is_token)
}

/// Whether `part` has only the characters of a bearer token, as in RFC 6750.
fn is_token(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte))
}

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sess-****")
    }
}

impl fmt::Display for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sess-****")
    }
}

impl TryFrom<String> for SessionKey {
    type Error = NotASessionKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_kinds_of_session_key_are_accepted() {
        for key in ["sess-MadeUp0123456789", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWRlLXVwIn0.c2ln"] {
            assert_eq!(SessionKey::parse(key).unwrap().expose(), key);
        }
    }

    #[test]
    fn an_api_key_is_refused() {
        for key in ["sk-madeup", "sk-proj-madeup", "sk-admin-madeup"] {
            assert_eq!(SessionKey::parse(key), Err(NotASessionKey::ApiKey));
        }
    }

    #[test]
    fn any_other_text_is_refused() {
        let long = format!("sess-{}", "x".repeat(MAX_LENGTH));
        let unknown = [
            "",
            "sess-",
            "sess-a b",
            "sess-a\r\nx: y",
            "sess-é",
            "Sess-abc",
            "eyJa.b",
            "eyJa.b.c.d",
            "eyJ..",
            "abc",
            &long,
        ];
        for text in unknown {
            assert_eq!(SessionKey::parse(text), Err(NotASessionKey::UnknownKind), "{text}");
        }
    }

    #[test]
    fn it_prints_as_stars() {
        let key = SessionKey::parse("sess-MadeUp0123456789").unwrap();
        assert_eq!(format!("{key} {key:?} {:?}", Some(&key)), "sess-**** sess-**** Some(sess-****)");
    }

    proptest! {
        #[test]
        fn an_accepted_key_is_valid_in_a_header(text: String) {
            if let Ok(key) = SessionKey::parse(&text) {
                prop_assert!(key.expose().bytes().all(|byte| byte.is_ascii_graphic()));
            }
        }
    }
}
