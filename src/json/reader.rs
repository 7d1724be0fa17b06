use std::borrow::Cow;

use super::text::{self, Span};
use super::{NotJson, Numeral};

/// The deepest nesting of containers. It bounds the stack, because reading and skipping recurse into containers.
const DEEPEST: u8 = 127;

/// Reads JSON value by value, in the order of the text, without building a tree.
///
/// ```
/// use credit_gauge::json::{Reader, Token};
///
/// let mut reader = Reader::new(br#"{"name": "o3", "costs": [1, 2.5], "more": {}}"#)?;
/// let mut sum = 0.0;
/// assert_eq!(reader.value()?, Token::Object);
/// while let Some(name) = reader.key()? {
///     if name != "costs" {
///         reader.skip()?;
///     } else if reader.value()? == Token::Array {
///         while reader.item()? {
///             if let Token::Number(cost) = reader.value()? {
///                 sum += cost.near_f64().unwrap_or_default();
///             }
///         }
///     }
/// }
/// reader.end()?;
/// assert_eq!(sum, 3.5);
/// # Ok::<(), credit_gauge::json::NotJson>(())
/// ```
///
/// After [`Token::Array`], call [`item`](Self::item) until it returns false, and read or skip one value after each true. After [`Token::Object`],
/// do the same with [`key`](Self::key) until it returns `None`.
///
/// A clone continues from the same place. So a value can be skipped and read later.
#[derive(Clone)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
    /// Whether a container was just entered. Then there is no comma before the next item.
    entered: bool,
}

/// One value, or the start of a container.
#[derive(Debug, Clone, PartialEq)]
pub enum Token<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    Number(Numeral<'a>),
    /// A string, borrowed from the text unless it has escapes.
    Text(Cow<'a, str>),
    /// The start of a list.
    Array,
    /// The start of an object.
    Object,
}

// `#[inline(always)]`: these run for each byte or value. The browser runs the module unoptimised at first, where a call costs as much as the work.
impl<'a> Reader<'a> {
    /// A reader at the start of `text`.
    ///
    /// # Errors
    /// [`NotJson`] if `text` is not UTF-8.
    pub fn new(text: &'a [u8]) -> Result<Self, NotJson> {
        let text = std::str::from_utf8(text).map_err(|_| NotJson)?;
        Ok(Self { text, at: 0, depth: 0, entered: false })
    }

    /// Reads the next value, or enters the next container.
    ///
    /// # Errors
    /// [`NotJson`] if no valid value follows, or it is nested too deep.
    pub fn value(&mut self) -> Result<Token<'a>, NotJson> {
        match self.peek() {
            b'"' => Ok(Token::Text(self.string()?.unescaped(self.text)?)),
            b'{' => self.enter().map(|()| Token::Object),
            b'[' => self.enter().map(|()| Token::Array),
            b'n' => self.word("null").map(|()| Token::Null),
            b't' => self.word("true").map(|()| Token::Bool(true)),
            b'f' => self.word("false").map(|()| Token::Bool(false)),
            _ => {
                let number = Numeral::at_start(self.text.get(self.at..).unwrap_or_default())?;
                self.at += number.len();
                Ok(Token::Number(number))
            }
        }
    }

    /// Whether another item of the list follows. False means that the list was left.
    ///
    /// # Errors
    /// [`NotJson`] if neither a comma nor the end of the list follows.
    pub fn item(&mut self) -> Result<bool, NotJson> {
        self.next_in(b']')
    }

    /// The name of the next field. `None` means that the object was left.
    ///
    /// # Errors
    /// [`NotJson`] if neither a field nor the end of the object follows.
    pub fn key(&mut self) -> Result<Option<Cow<'a, str>>, NotJson> {
        if !self.next_field()? {
            return Ok(None);
        }
        let name = self.name()?.unescaped(self.text)?;
        Ok(Some(name))
    }

    /// Skips the next value. Its grammar is checked, but its strings are not decoded.
    ///
    /// # Errors
    /// [`NotJson`] if no valid value follows, or it is nested too deep.
    pub fn skip(&mut self) -> Result<(), NotJson> {
        match self.peek() {
            b'"' => self.string().map(|_| ()),
            b'{' => {
                self.enter()?;
                while self.next_field()? {
                    self.name()?;
                    self.skip()?;
                }
                Ok(())
            }
            b'[' => {
                self.enter()?;
                while self.item()? {
                    self.skip()?;
                }
                Ok(())
            }
            _ => self.value().map(|_| ()),
        }
    }

    /// Checks that only white space is left.
    ///
    /// # Errors
    /// [`NotJson`] if there is more.
    pub fn end(&mut self) -> Result<(), NotJson> {
        self.space();
        if self.at == self.text.len() { Ok(()) } else { Err(NotJson) }
    }

    #[inline(always)]
    fn byte(&self) -> u8 {
        // At the end this gives 0. JSON has no zero byte, so it is refused wherever more is expected.
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    #[inline(always)]
    fn space(&mut self) {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// The first byte of the next value: a bracket, a quote, a digit, a minus, or the first letter of a word; 0 at the end of the text. The byte
    /// does not mean that the value is valid.
    #[inline(always)]
    pub fn peek(&mut self) -> u8 {
        self.space();
        self.byte()
    }

    #[inline(always)]
    fn take(&mut self, byte: u8) -> Result<(), NotJson> {
        if self.peek() != byte {
            return Err(NotJson);
        }
        self.at += 1;
        Ok(())
    }

    fn enter(&mut self) -> Result<(), NotJson> {
        if self.depth == DEEPEST {
            return Err(NotJson);
        }
        self.depth += 1;
        self.at += 1;
        self.entered = true;
        Ok(())
    }

    #[inline(always)]
    fn next_in(&mut self, end: u8) -> Result<bool, NotJson> {
        let entered = std::mem::take(&mut self.entered);
        if self.peek() == end {
            self.at += 1;
            self.depth = self.depth.saturating_sub(1);
            return Ok(false);
        }
        if !entered {
            self.take(b',')?;
        }
        Ok(true)
    }

    fn next_field(&mut self) -> Result<bool, NotJson> {
        self.next_in(b'}')
    }

    #[inline(always)]
    fn name(&mut self) -> Result<Span, NotJson> {
        if self.peek() != b'"' {
            return Err(NotJson);
        }
        let name = self.string()?;
        self.take(b':')?;
        Ok(name)
    }

    fn word(&mut self, word: &str) -> Result<(), NotJson> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(NotJson);
        }
        self.at += word.len();
        Ok(())
    }

    #[inline(always)]
    fn string(&mut self) -> Result<Span, NotJson> {
        let string = text::string(self.text, self.at)?;
        self.at = string.after();
        Ok(string)
    }
}
