//! How much is kept of what an account reports. Everything ends in ten megabytes of browser storage that all accounts share, and the answer
//! may come from any gateway: what is larger than anything OpenAI sends is cut or refused.

use std::borrow::Cow;

/// The longest text that is kept, in bytes. The longest that were seen are addresses of about 200.
pub const LONGEST_TEXT: usize = 500;

/// The most single grants that are kept. Grants that are used up give way first. The totals are OpenAI's and do not change.
pub const MOST_GRANTS: usize = 200;

/// The most models that are kept by name: the most expensive ones. The others are kept as one sum, so that totals stay right.
pub const MOST_MODELS: usize = 200;

/// The most line items of a usage body that are summed. A body of 1.5 MB has about 25,000.
pub const MOST_LINE_ITEMS: usize = 200_000;

/// The most different models a usage body may name, before it is refused. The work of summing grows with it.
pub const MOST_MODEL_NAMES: usize = 10_000;

/// What stands at the end of a text that was cut.
const ELLIPSIS: char = '…';

/// The text, cut to [`LONGEST_TEXT`] bytes with an ellipsis at its end if it is longer.
#[must_use]
pub fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_TEXT {
        return Cow::Borrowed(text);
    }
    let end = text.floor_char_boundary(LONGEST_TEXT - ELLIPSIS.len_utf8());
    let mut kept = text.get(..end).unwrap_or_default().trim_end().to_owned();
    kept.push(ELLIPSIS);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_fits_stays_as_it_is() {
        let fits = "x".repeat(LONGEST_TEXT);
        assert!(matches!(shortened(&fits), Cow::Borrowed(text) if text == fits));
        assert_eq!(shortened(""), "");
    }

    proptest! {
        #[test]
        fn what_does_not_is_cut_between_two_characters(text in "[aé€😀 ]{1,400}") {
            let kept = shortened(&text);
            prop_assert!(kept.len() <= LONGEST_TEXT);
            prop_assert_eq!(kept.ends_with(ELLIPSIS), text.len() > LONGEST_TEXT);
            prop_assert!(text.starts_with(kept.trim_end_matches(ELLIPSIS)));
        }
    }
}
