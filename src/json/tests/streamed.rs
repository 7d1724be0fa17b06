use std::borrow::Cow;

use proptest::prelude::*;

use super::super::{NotJson, Numeral, Reader, Token, parse};
use super::any;

/// Skips the whole text as one value.
fn skipped(text: &[u8]) -> Result<(), NotJson> {
    let mut reader = Reader::new(text)?;
    reader.skip()?;
    reader.end()
}

#[test]
fn text_is_borrowed_unless_it_has_escapes() {
    let mut reader = Reader::new(r#"["plain é", "es\u0063aped"]"#.as_bytes()).unwrap();
    assert_eq!(reader.value(), Ok(Token::Array));
    assert_eq!(reader.item(), Ok(true));
    assert!(matches!(reader.value(), Ok(Token::Text(Cow::Borrowed("plain é")))));
    assert_eq!(reader.item(), Ok(true));
    assert_eq!(reader.value(), Ok(Token::Text("escaped".into())));
    assert_eq!(reader.item(), Ok(false));
    assert_eq!(reader.end(), Ok(()));
}

#[test]
fn after_a_skip_the_reader_is_behind_the_value() {
    let mut reader = Reader::new(br#" { "a" : [ { } , "]" , [ 1 , { "b" : "\\" } ] ] , "c\n" : 2 } "#).unwrap();
    assert_eq!(reader.value(), Ok(Token::Object));
    assert_eq!(reader.key(), Ok(Some("a".into())));
    assert_eq!(reader.skip(), Ok(()));
    assert_eq!(reader.key(), Ok(Some("c\n".into())));
    assert_eq!(reader.value(), Ok(Token::Number(Numeral::at_start("2").unwrap())));
    assert_eq!(reader.key(), Ok(None));
    assert_eq!(reader.end(), Ok(()));
}

#[test]
fn half_a_character_is_refused_when_read_but_not_when_skipped() {
    assert_eq!(skipped(br#""\ud800""#), Ok(()));
    assert_eq!(Reader::new(br#""\ud800""#).unwrap().value(), Err(NotJson));
    assert_eq!(skipped(br#""\ud8""#), Err(NotJson), "the grammar is checked when skipping too");
}

proptest! {
    #[test]
    fn skipping_checks_the_grammar_as_parsing_does(json in any::json(), damaged in any::damaged(), tokens in any::tokens()) {
        prop_assert_eq!(skipped(json.to_string().as_bytes()), Ok(()));
        for text in [&damaged[..], tokens.as_bytes()] {
            let half_a_character = String::from_utf8_lossy(text).contains("\\u");
            prop_assert!(half_a_character || skipped(text) == parse(text).map(drop), "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn calls_in_any_order_neither_panic_nor_hang(calls in prop::collection::vec(0..5, 0..40), text in any::tokens()) {
        let mut reader = Reader::new(text.as_bytes()).unwrap();
        for call in calls {
            let _ = match call {
                0 => reader.value().map(drop),
                1 => reader.item().map(drop),
                2 => reader.key().map(drop),
                3 => reader.skip(),
                _ => reader.end(),
            };
        }
    }
}
