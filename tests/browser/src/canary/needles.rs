//! The byte strings the canary searches for: the ends of keys.

use memchr::memmem::Finder;
use simulated_openai::Credential;

use super::Watched;

/// How many bytes of a key's end are searched for. A compressed file may only refer to the common start of keys, but it contains the
/// random end literally.
const TAIL: usize = 20;

/// One key, ready to be looked for.
#[derive(Debug)]
pub(super) struct Needle {
    watched: Watched,
    utf8: Finder<'static>,
    utf16: [Finder<'static>; 2],
}

impl Needle {
    pub fn new(watched: Watched) -> Self {
        let tail = tail(watched.key.expose());
        let utf16 = [u16::to_le_bytes, u16::to_be_bytes].map(|to_bytes| {
            let bytes: Vec<u8> = tail.encode_utf16().flat_map(to_bytes).collect();
            Finder::new(&bytes).into_owned()
        });
        let utf8 = Finder::new(tail.as_bytes()).into_owned();
        Self { watched, utf8, utf16 }
    }

    pub const fn watched(&self) -> &Watched {
        &self.watched
    }

    pub const fn key(&self) -> &Credential {
        &self.watched.key
    }

    pub fn is_in(&self, bytes: &[u8]) -> bool {
        self.utf8.find(bytes).is_some() || self.utf16.iter().any(|finder| finder.find(bytes).is_some())
    }

    pub fn redact(&self, text: &str) -> String {
        text.replace(self.key().expose(), &self.key().to_string()).replace(tail(self.key().expose()), "****")
    }
}

fn tail(key: &str) -> &str {
    key.len().checked_sub(TAIL).and_then(|start| key.get(start..)).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "sess-MadeUpForANeedle7Qk2Vn9Xc4Lb8Zt3";

    #[test]
    fn a_key_is_found_in_every_encoding() {
        let needle = Needle::new(Watched::of_openai(Credential::new(KEY)));
        let little: Vec<u8> = KEY.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = KEY.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cut_off = KEY.trim_start_matches("sess-MadeUp").as_bytes();
        for bytes in [KEY.as_bytes(), &little, &big, cut_off] {
            assert!(needle.is_in(&[b"before", bytes, b"after"].concat()));
        }
        assert!(!needle.is_in(b"sess-MadeUpForANeedle and nothing more"));
    }

    #[test]
    fn stars_take_its_place() {
        let text = format!("one {KEY} two {}", tail(KEY));
        assert_eq!(Needle::new(Watched::of_openai(Credential::new(KEY))).redact(&text), "one sess-**** two ****");
    }
}
