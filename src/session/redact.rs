use super::SessionKey;
use super::look_alike::{first_key, looks_like_key};

/// Takes keys out of texts that come from outside. A gateway may echo the key it was asked with, and what is read is stored on disk, shown and
/// exported.
#[derive(Debug)]
pub struct Redaction<'a> {
    held: Vec<&'a SessionKey>,
}

/// What stands in a key's place.
const STARS: &str = "****";

impl<'a> Redaction<'a> {
    /// Takes out these keys, which are held, and whatever else looks like a key.
    #[must_use]
    pub fn new(held: impl IntoIterator<Item = &'a SessionKey>) -> Self {
        Self { held: held.into_iter().collect() }
    }

    /// Takes the keys out of a text. To be called with every text of a reading, by its `for_each_text`.
    pub fn clean(&self, text: &mut String) {
        // Exposed: this is where it is kept from being seen.
        for key in self.held.iter().map(|key| key.expose()) {
            while let Some(at) = find_ignoring_case(text, key) {
                text.replace_range(at..at + key.len(), STARS);
            }
        }
        while let Some(place) = first_key(text) {
            text.replace_range(place, STARS);
        }
        // What only shows itself when it is decoded has no place of its own in the text.
        if looks_like_key(text) {
            STARS.clone_into(text);
        }
    }
}

/// Where `key`, which is ASCII, stands in `text`, whatever its case: hosts are written in lower case.
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
    fn a_held_key_is_taken_out_even_where_it_looks_like_none() {
        assert_eq!(cleaned("sess-a", "plan xsess-A of sess-a"), "plan x**** of ****");
        assert_eq!(cleaned("sess-MadeUp0123456789abcdef", "Acme"), "Acme");
    }

    #[test]
    fn so_is_what_only_looks_like_a_key() {
        let held = "sess-a0";
        assert_eq!(cleaned(held, "k=sk-proj-MadeUp0123456789abc, sess-Another0123456789abc."), "k=****, ****.");
        assert_eq!(cleaned(held, "a%3Dsess%2DMadeUp0123456789abcdef"), STARS);
    }

    proptest! {
        #[test]
        fn nothing_of_a_key_is_left(before in "[a-zé=/ ]{0,9}", after in "[a-zé/ ]{0,9}") {
            let key = "sess-MadeUp0123456789abcdef";
            let left = cleaned(key, &format!("{before}{key}{after}{}", key.to_uppercase()));
            prop_assert!(!left.to_ascii_lowercase().contains("madeup"), "{}", left);
            prop_assert!(!looks_like_key(&left), "{}", left);
        }
    }
}
