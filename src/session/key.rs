use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A session key of platform.openai.com: whoever holds it can act as the person in the browser.
///
/// It prints as `sess-****`. The only ways out are [`expose`](Self::expose), for the `Authorization` header, and `Serialize`,
/// for `storage.session`, which is memory of the browser and never a file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct SessionKey(String);

/// Why a text is not taken for a session key. None of them repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotASessionKey {
    /// A user's API key (`sk-...`). It is none of our business, and the billing endpoints refuse it.
    #[error("an API key, not a session key")]
    ApiKey,
    /// Neither `sess-...` nor a JWT.
    #[error("no known kind of session key")]
    UnknownKind,
}

/// Longer than any key seen, and short enough for a header.
const MAX_LENGTH: usize = 8192;

impl SessionKey {
    /// Takes `text` for a session key if it is one: `sess-...`, or a JWT.
    ///
    /// What is accepted consists of the characters a bearer token may have, so it can be put into a header as it is.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Self, NotASessionKey> {
        if text.starts_with("sk-") {
            return Err(NotASessionKey::ApiKey);
        }
        let known = text.strip_prefix("sess-").is_some_and(is_token) || is_jwt(text);
        if known && text.len() <= MAX_LENGTH { Ok(Self(text.to_owned())) } else { Err(NotASessionKey::UnknownKind) }
    }

    /// The key itself. For the `Authorization` header of a request to the origin it was captured from, and nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A JWT: three base64url parts, the first a JSON object (`{"` is `eyJ`).
fn is_jwt(text: &str) -> bool {
    text.starts_with("eyJ") && text.split('.').count() == 3 && text.split('.').all(is_token)
}

/// The characters of a bearer token, RFC 6750.
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
    fn both_kinds_are_taken() {
        for key in ["sess-MadeUp0123456789", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWRlLXVwIn0.c2ln"] {
            assert_eq!(SessionKey::parse(key).unwrap().expose(), key);
        }
    }

    #[test]
    fn an_api_key_never_is() {
        for key in ["sk-madeup", "sk-proj-madeup", "sk-admin-madeup"] {
            assert_eq!(SessionKey::parse(key), Err(NotASessionKey::ApiKey));
        }
    }

    #[test]
    fn nor_is_anything_else() {
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
        fn what_is_taken_fits_into_a_header(text: String) {
            if let Ok(key) = SessionKey::parse(&text) {
                prop_assert!(key.expose().bytes().all(|byte| byte.is_ascii_graphic()));
            }
        }
    }
}
