//! Finds the end of a string in the text, and decodes it.

use std::borrow::Cow;

use super::NotJson;

/// The place of a string in the text, without its quotes.
pub struct Span {
    start: usize,
    end: usize,
    escaped: bool,
}

/// The string whose opening quote is at `start`. Its escapes are checked, except that a surrogate may lack its other half.
#[inline(always)]
pub fn string(text: &str, start: usize) -> Result<Span, NotJson> {
    let start = start + 1;
    let (mut at, mut escaped) = (start, false);
    loop {
        at += plain(text.as_bytes().get(at..).unwrap_or_default());
        match text.as_bytes().get(at).ok_or(NotJson)? {
            b'"' => return Ok(Span { start, end: at, escaped }),
            b'\\' => {
                escaped = true;
                at += escape(text.as_bytes().get(at + 1..).unwrap_or_default()).ok_or(NotJson)?;
            }
            0..0x20 => return Err(NotJson),
            _ => at += 1,
        }
    }
}

/// How many bytes at the start are neither a quote, nor a backslash, nor below a space; the last seven are not looked at.
///
/// Bodies are mostly strings, and the browser runs the module unoptimised at first, so eight bytes are compared at a time.
#[inline(always)]
fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // The high bit of each byte that is below `least`, and of some that come after such a byte.
    let below = |word: u64, least: u64| word.wrapping_sub(ONES * least) & !word & (ONES * 0x80);
    let is = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let (words, _) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = is(word, b'"') | is(word, b'\\') | below(word, 0x20);
        if found != 0 {
            return index * 8 + (found.trailing_zeros() / 8) as usize;
        }
    }
    words.len() * 8
}

/// The length of an escape with its backslash; `rest` is the text after the backslash.
fn escape(rest: &[u8]) -> Option<usize> {
    match rest.first()? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => rest.get(1..5)?.iter().all(u8::is_ascii_hexdigit).then_some(6),
        _ => None,
    }
}

impl Span {
    /// The index after the closing quote.
    pub const fn after(&self) -> usize {
        self.end + 1
    }

    /// The string with its escapes decoded.
    #[inline(always)]
    pub fn unescaped<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, NotJson> {
        let written = text.get(self.start..self.end).ok_or(NotJson)?;
        if self.escaped { unescaped(written).map(Cow::Owned).ok_or(NotJson) } else { Ok(Cow::Borrowed(written)) }
    }
}

fn unescaped(mut written: &str) -> Option<String> {
    let mut said = String::with_capacity(written.len());
    while let Some((plain, escape)) = written.split_once('\\') {
        said.push_str(plain);
        let (kind, mut rest) = escape.split_at_checked(1)?;
        said.push(match kind {
            "b" => '\u{8}',
            "f" => '\u{c}',
            "n" => '\n',
            "r" => '\r',
            "t" => '\t',
            "u" => unit(&mut rest).and_then(|unit| character(unit, &mut rest))?,
            itself => itself.chars().next()?,
        });
        written = rest;
    }
    said.push_str(written);
    Some(said)
}

/// Takes the four hex digits of a UTF-16 code unit from `rest`.
fn unit(rest: &mut &str) -> Option<u32> {
    let (digits, after) = rest.split_at_checked(4)?;
    *rest = after;
    u32::from_str_radix(digits, 16).ok()
}

/// The character of a UTF-16 code unit. If the unit is the first half of a character, the other half is taken from `rest`.
fn character(unit_read: u32, rest: &mut &str) -> Option<char> {
    if !(0xd800..0xdc00).contains(&unit_read) {
        return char::from_u32(unit_read);
    }
    *rest = rest.strip_prefix("\\u")?;
    let low = unit(rest).filter(|low| (0xdc00..0xe000).contains(low))?;
    char::from_u32(0x10000 + ((unit_read - 0xd800) << 10) + (low - 0xdc00))
}
