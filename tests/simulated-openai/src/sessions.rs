//! Sign-ins, and the valid session keys.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parking_lot::Mutex;
use rand::distr::{Alphanumeric, SampleString as _};
use serde_json::json;
use time::OffsetDateTime;

use crate::Credential;
use crate::world::KeyShape;

/// Sign-ins (a cookie in a browser) and the session keys handed out to them.
///
/// As in the real service, they are independent: a key can be revoked while the cookie stays valid. The next page load then hands out a
/// new key.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<Tables>);

#[derive(Debug, Default)]
struct Tables {
    sign_ins: HashMap<String, SignIn>,
    keys: Vec<IssuedKey>,
}

#[derive(Debug)]
struct SignIn {
    email: String,
    key: Option<Credential>,
}

#[derive(Debug)]
struct IssuedKey {
    key: Credential,
    email: String,
    revoked: bool,
}

impl Sessions {
    /// Signs a user in and returns the value for the cookie.
    pub(crate) fn sign_in(&self, email: &str) -> String {
        let cookie = alphanumeric(32);
        let sign_in = SignIn { email: email.to_owned(), key: None };
        self.0.lock().sign_ins.insert(cookie.clone(), sign_in);
        cookie
    }

    /// Forgets a cookie and revokes the key that was handed out to it.
    pub(crate) fn sign_out(&self, cookie: &str) {
        let mut tables = self.0.lock();
        if let Some(key) = tables.sign_ins.remove(cookie).and_then(|sign_in| sign_in.key) {
            tables.revoke(|issued| issued.key == key);
        }
    }

    /// The e-mail address of the user who is signed in with this cookie.
    pub(crate) fn signed_in_user(&self, cookie: &str) -> Option<String> {
        self.0.lock().sign_ins.get(cookie).map(|sign_in| sign_in.email.clone())
    }

    /// The key of this sign-in: the one it has while that is good, or else a new one.
    pub(crate) fn key_of_sign_in(&self, cookie: &str, shape: KeyShape, now: OffsetDateTime) -> Option<Credential> {
        let mut tables = self.0.lock();
        let sign_in = tables.sign_ins.get(cookie)?;
        if let Some(key) = &sign_in.key
            && tables.is_good(key)
        {
            return Some(key.clone());
        }
        let email = sign_in.email.clone();
        let key = tables.issue(&email, shape, now);
        if let Some(sign_in) = tables.sign_ins.get_mut(cookie) {
            sign_in.key = Some(key.clone());
        }
        Some(key)
    }

    /// A new key for a user, outside any sign-in.
    pub(crate) fn issue(&self, email: &str, shape: KeyShape, now: OffsetDateTime) -> Credential {
        self.0.lock().issue(email, shape, now)
    }

    /// The e-mail address of the user whom a good key belongs to.
    pub(crate) fn owner(&self, key: &Credential) -> Option<String> {
        let tables = self.0.lock();
        let issued = tables.keys.iter().find(|issued| issued.key == *key && !issued.revoked)?;
        Some(issued.email.clone())
    }

    /// Revokes a key; `false` if no such key was issued.
    pub(crate) fn revoke(&self, key: &Credential) -> bool {
        self.0.lock().revoke(|issued| issued.key == *key) > 0
    }

    /// Revokes all keys. Returns how many there were.
    pub(crate) fn revoke_all(&self) -> usize {
        self.0.lock().revoke(|issued| !issued.revoked)
    }

    /// Every key ever issued, oldest first, revoked or not.
    pub(crate) fn keys_issued(&self) -> Vec<Credential> {
        self.0.lock().keys.iter().map(|issued| issued.key.clone()).collect()
    }
}

impl Tables {
    fn is_good(&self, key: &Credential) -> bool {
        self.keys.iter().any(|issued| issued.key == *key && !issued.revoked)
    }

    fn issue(&mut self, email: &str, shape: KeyShape, now: OffsetDateTime) -> Credential {
        let key = Credential::new(match shape {
            KeyShape::Session => format!("sess-simulated{}", alphanumeric(31)),
            KeyShape::Jwt => json_web_token(email, now),
        });
        self.keys.push(IssuedKey { key: key.clone(), email: email.to_owned(), revoked: false });
        key
    }

    fn revoke(&mut self, which: impl Fn(&IssuedKey) -> bool) -> usize {
        let chosen = self.keys.iter_mut().filter(|issued| which(issued));
        chosen.map(|issued| issued.revoked = true).count()
    }
}

fn alphanumeric(length: usize) -> String {
    Alphanumeric.sample_string(&mut rand::rng(), length)
}

/// A token of the right shape. Its signature is random, because nobody here checks it.
fn json_web_token(email: &str, now: OffsetDateTime) -> String {
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = part(&json!({ "alg": "RS256", "typ": "JWT", "kid": "simulated" }));
    let claims = part(&json!({
        "iss": "simulated-openai",
        "sub": email,
        "iat": now.unix_timestamp(),
        "exp": now.unix_timestamp() + 10 * 24 * 3600,
        "jti": alphanumeric(16),
    }));
    format!("{header}.{claims}.{}", URL_SAFE_NO_PAD.encode(alphanumeric(64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    #[test]
    fn a_key_has_the_real_shape_and_says_that_it_is_simulated() {
        let key = Sessions::default().issue("ada@example.com", KeyShape::Session, NOW);
        let random = key.expose().strip_prefix("sess-").unwrap();
        assert!(random.starts_with("simulated"));
        assert_eq!(random.len(), 40);
        assert!(random.chars().all(|character| character.is_ascii_alphanumeric()));
    }

    #[test]
    fn a_token_has_three_parts() {
        let key = Sessions::default().issue("ada@example.com", KeyShape::Jwt, NOW);
        assert!(key.expose().starts_with("eyJ"));
        assert_eq!(key.expose().split('.').count(), 3);
    }

    #[test]
    fn a_sign_in_keeps_its_key_until_that_is_revoked() {
        let sessions = Sessions::default();
        let cookie = sessions.sign_in("ada@example.com");
        let key = || sessions.key_of_sign_in(&cookie, KeyShape::Session, NOW).unwrap();
        let first = key();
        assert_eq!(key(), first);
        assert!(sessions.revoke(&first));
        let second = key();
        assert_ne!(second, first);
        assert_eq!(sessions.keys_issued(), [first, second]);
    }

    #[test]
    fn signing_out_revokes_the_key() {
        let sessions = Sessions::default();
        let cookie = sessions.sign_in("ada@example.com");
        let key = sessions.key_of_sign_in(&cookie, KeyShape::Session, NOW).unwrap();
        assert_eq!(sessions.owner(&key).as_deref(), Some("ada@example.com"));
        sessions.sign_out(&cookie);
        assert_eq!(sessions.owner(&key), None);
        assert_eq!(sessions.signed_in_user(&cookie), None);
    }
}
