use crate::json::{NotJson, Reader, Token};

/// The next value of `reader`; null for a container, whose contents are passed over.
pub fn scalar<'a>(reader: &mut Reader<'a>) -> Result<Token<'a>, NotJson> {
    if matches!(reader.peek(), b'[' | b'{') {
        reader.skip()?;
        return Ok(Token::Null);
    }
    reader.value()
}

/// The number, or the number a string spells.
pub fn number(scalar: &Token<'_>) -> Option<f64> {
    match scalar {
        Token::Number(number) => number.as_f64(),
        Token::Text(text) => parse_number(text),
        _ => None,
    }
}

/// The number `text` spells. `inf` and `nan`, which Rust would read, are none: they can only be somebody's error.
pub fn parse_number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}
