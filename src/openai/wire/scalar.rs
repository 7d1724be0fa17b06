use crate::json::{NotJson, Reader, Token};

/// The next value of `reader`. An array or object is skipped and read as null.
pub fn scalar<'a>(reader: &mut Reader<'a>) -> Result<Token<'a>, NotJson> {
    if matches!(reader.peek(), b'[' | b'{') {
        reader.skip()?;
        return Ok(Token::Null);
    }
    reader.value()
}

/// A number, or a string that holds one.
pub fn number(scalar: &Token<'_>) -> Option<f64> {
    match scalar {
        Token::Number(number) => number.near_f64(),
        Token::Text(text) => parse_number(text),
        _ => None,
    }
}

/// The number in `text`. Rust would also parse `inf` and `nan`; here they are not numbers, because they can only be mistakes.
pub fn parse_number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}
