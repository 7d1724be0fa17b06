use super::SessionKey;
use super::look_alike::{first_key, looks_like_key};

/// Removes keys from texts in answers. A gateway may echo the key it was sent, and readings are stored on disk, shown and exported.
#[derive(Debug)]
pub struct Redaction<'a> {
    held: Vec<&'a SessionKey>,
}

/// Written in place of a key.
const STARS: &str = "****";

impl<'a> Redaction<'a> {
    /// Removes the keys in `held`, which are the ones in use, and anything else that looks like a key.
    #[must_use]
    pub fn new(held: impl IntoIterator<Item = &'a SessionKey>) -> Self {
        Self { held: held.into_iter().collect() }
    }

    /// Replaces the keys in a text by stars. Must be called for every text of a reading; `for_each_text` does that.
    pub fn clean(&self, text: &mut String) {
        // The key is exposed here only to find it in the text.
        for key in self.held.iter().map(|key| key.expose()) {
            while let Some(at) = find_ignoring_case(text, key) {
                text.replace_range(at..at + key.len(), STARS);
            }
        }
        while let Some(place) = first_key(text) {
            text.replace_range(place, STARS);
        }
        // A percent-encoded key is found only in the decoded text, so the whole text is replaced.
        if looks_like_key(text) {
            STARS.clone_into(text);
        }
    }
}

/// The place of `key`, which is ASCII, in `text`. Case is ignored, because hosts are written in lower case.
fn find_ignoring_case(text: &str, key: &str) -> Option<usize> {
    text.as_bytes().windows(key.len().max(1)).position(|window| window.eq_ignore_ascii_case(key.as_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cleaned(held: &str, text: &str) -> String {
        let key = SessionKey::parse(held).unwrap();
        let mut text = text.to_owned();
        Redaction::new([&key]).clean(&mut text);
        text
    }

    #[test]
    fn a_held_key_is_removed_even_if_it_does_not_look_like_a_key() {
        assert_eq!(cleaned("sess-a", "plan xsess-A of sess-a"), "plan x**** of ****");
        assert_eq!(cleaned("sess-MadeUp0123456789abcdef", "Acme"), "Acme");
    }

    #[test]
    fn anything_that_looks_like_a_key_is_removed() {
        let held = "sess-a0";
        assert_eq!(cleaned(held, "k=sk-proj-MadeUp0123456789abc, sess-Another0123456789abc."), "k=****, ****.");
        assert_eq!(cleaned(held, "a%3Dsess%2DMadeUp0123456789abcdef"), STARS);
    }

    proptest! {
        #[test]
        fn no_part_of_a_key_is_left(before in "[a-zé=/ ]{0,9}", after in "[a-zé/ ]{0,9}") {
            let key = "sess-MadeUp0123456789abcdef";
            let left = cleaned(key, &format!("{before}{key}{after}{}", key.to_uppercase()));
            prop_assert!(!left.to_ascii_lowercase().contains("madeup"), "{}", left);
            prop_assert!(!looks_like_key(&left), "{}", left);
        }
    }
}
