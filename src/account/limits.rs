//! How much of an answer is kept. All accounts share ten megabytes of browser storage, and an answer may come from any gateway. So anything
//! larger than what OpenAI sends is cut or refused.

use std::borrow::Cow;

/// The longest text that is kept, in bytes. The longest known texts are addresses of about 200 bytes.
pub const LONGEST_TEXT: usize = 500;

/// The most single grants that are kept. Used-up grants are left out first. The totals come from OpenAI and are not affected.
pub const MOST_GRANTS: usize = 200;

/// The most models that are kept by name: the most expensive ones. The others are kept as one sum, so totals stay correct.
pub const MOST_MODELS: usize = 200;

/// The most models, and the most projects, that a day of the history keeps by name: the largest ones. The others are kept as one sum.
pub const MOST_NAMES_OF_A_DAY: usize = 20;

/// The most line items of a usage body that are summed. A body of 1.5 MB has about 25,000.
pub const MOST_LINE_ITEMS: usize = 200_000;

/// The most different models in a usage body. A body with more is refused, because summing becomes slow.
pub const MOST_MODEL_NAMES: usize = 10_000;

/// The most different projects in a usage body. Only the days have projects, so a body with more is read; the sums of the rest are added up.
pub const MOST_PROJECT_NAMES: usize = 10_000;

const ELLIPSIS: char = '…';

/// `text`; if it is longer than [`LONGEST_TEXT`] bytes, cut to that length with an ellipsis at the end.
#[must_use]
pub fn shortened(text: &str) -> Cow<'_, str> {
    shortened_to(LONGEST_TEXT, text)
}

/// `text`; if it is longer than `longest` bytes, cut to that length with an ellipsis at the end.
#[must_use]
pub fn shortened_to(longest: usize, text: &str) -> Cow<'_, str> {
    if text.len() <= longest {
        return Cow::Borrowed(text);
    }
    let end = text.floor_char_boundary(longest.saturating_sub(ELLIPSIS.len_utf8()));
    let mut kept = text.get(..end).unwrap_or_default().trim_end().to_owned();
    kept.push(ELLIPSIS);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_that_fits_is_unchanged() {
        let fits = "x".repeat(LONGEST_TEXT);
        assert!(matches!(shortened(&fits), Cow::Borrowed(text) if text == fits));
        assert_eq!(shortened(""), "");
    }

    proptest! {
        #[test]
        fn a_longer_text_is_cut_between_two_characters(text in "[aé€😀 ]{1,400}") {
            let kept = shortened(&text);
            prop_assert!(kept.len() <= LONGEST_TEXT);
            prop_assert_eq!(kept.ends_with(ELLIPSIS), text.len() > LONGEST_TEXT);
            prop_assert!(text.starts_with(kept.trim_end_matches(ELLIPSIS)));
        }
    }
}
