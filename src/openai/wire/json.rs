//! The parser of bodies, in one place: no other file names the crate behind it.

use serde::Deserialize;
pub use serde_json::{Map, Value};

use crate::openai::Failure;

/// Reads a body. A number that no `f64` holds, such as `1e999`, makes only its own field unreadable.
///
/// # Errors
/// [`Failure::Unreadable`] for what is no JSON, or not of this shape.
pub fn parse<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, Failure> {
    parse_borrowed(body).or_else(|failure| {
        let quoted = quote_huge_numbers(body).ok_or(failure)?;
        serde_json::from_slice(&quoted).map_err(|_| Failure::Unreadable)
    })
}

/// The same for what borrows its texts from the body. A number that no `f64` holds makes the body unreadable.
///
/// # Errors
/// [`Failure::Unreadable`] for what is no JSON, or not of this shape.
pub fn parse_borrowed<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Failure> {
    serde_json::from_slice(body).map_err(|_| Failure::Unreadable)
}

/// The body with every number that no `f64` holds made a text, which the parser does not refuse. `None` where there is none.
pub fn quote_huge_numbers(body: &[u8]) -> Option<Vec<u8>> {
    let (mut quoted, mut rest, mut found) = (Vec::with_capacity(body.len() + 16), body, false);
    while let Some(first) = rest.first() {
        let length = match first {
            b'"' => string_length(rest),
            b'-' | b'0'..=b'9' => rest.iter().take_while(|it| b"+-.eE0123456789".contains(it)).count(),
            _ => 1,
        };
        let (token, after) = rest.split_at(length.min(rest.len()));
        let number = std::str::from_utf8(token).ok().filter(|_| *first != b'"').and_then(|it| it.parse::<f64>().ok());
        let is_huge = number.is_some_and(f64::is_infinite);
        let quote: &[u8] = if is_huge { b"\"" } else { b"" };
        quoted.extend([quote, token, quote].concat());
        (rest, found) = (after, found || is_huge);
    }
    found.then_some(quoted)
}

/// How many bytes the string takes that `text` begins with, its quotes included.
fn string_length(text: &[u8]) -> usize {
    let mut escaped = false;
    let end = text.iter().skip(1).position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |at| at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(body: &str) -> Option<String> {
        quote_huge_numbers(body.as_bytes()).map(|it| String::from_utf8(it).unwrap())
    }

    #[test]
    fn only_numbers_that_no_f64_holds_become_texts() {
        let body = r#"{"a": [1e999, -1E+999, 1e-999, 12], "1e999": "\"1e999"}"#;
        let expected = r#"{"a": ["1e999", "-1E+999", 1e-999, 12], "1e999": "\"1e999"}"#;
        assert_eq!(quoted(body).as_deref(), Some(expected));
        assert_eq!(quoted(r#"{"a": 1e308, "b": "1e999"}"#), None);
    }
}
