use std::borrow::Cow;

use super::text::{self, Span};
use super::{NotJson, Number};

/// How deep containers may be nested: those that a reader goes into take stack.
const DEEPEST: u8 = 127;

/// Reads JSON value by value, in the order of the text, without a tree.
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
///                 sum += cost.as_f64().unwrap_or_default();
///             }
///         }
///     }
/// }
/// reader.end()?;
/// assert_eq!(sum, 3.5);
/// # Ok::<(), credit_gauge::json::NotJson>(())
/// ```
///
/// After [`Token::Array`] come calls of [`item`](Self::item) until it says false, each followed by one value; after [`Token::Object`] calls of
/// [`key`](Self::key) until it says `None`.
///
/// A clone reads on from the same place: what comes too early can be passed over and read later.
#[derive(Clone)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
    /// Whether a container was just entered: then no comma stands before what comes.
    entered: bool,
}

/// One value. A container is only entered; its contents come next.
#[derive(Debug, Clone, PartialEq)]
pub enum Token<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string, borrowed from the text unless it holds escapes.
    Text(Cow<'a, str>),
    /// The start of a list.
    Array,
    /// The start of an object.
    Object,
}

impl<'a> Reader<'a> {
    /// At the start of `text`, in UTF-8.
    ///
    /// # Errors
    /// [`NotJson`] for what is no UTF-8.
    pub fn new(text: &'a [u8]) -> Result<Self, NotJson> {
        let text = std::str::from_utf8(text).map_err(|_| NotJson)?;
        Ok(Self { text, at: 0, depth: 0, entered: false })
    }

    /// The next value.
    ///
    /// # Errors
    /// [`NotJson`] where none begins, or where it is nested too deep.
    pub fn value(&mut self) -> Result<Token<'a>, NotJson> {
        match self.peek() {
            b'"' => Ok(Token::Text(self.string()?.unescaped(self.text)?)),
            b'{' => self.enter().map(|()| Token::Object),
            b'[' => self.enter().map(|()| Token::Array),
            b'n' => self.word("null").map(|()| Token::Null),
            b't' => self.word("true").map(|()| Token::Bool(true)),
            b'f' => self.word("false").map(|()| Token::Bool(false)),
            _ => {
                let (number, is_integer) = text::number(self.text, self.at)?;
                self.at += number.len();
                Ok(Token::Number(Number::of_text(number, is_integer)))
            }
        }
    }

    /// Whether another item of the list follows; false leaves the list.
    ///
    /// # Errors
    /// [`NotJson`] where neither an item nor the end of the list follows.
    pub fn item(&mut self) -> Result<bool, NotJson> {
        self.next_in(b']')
    }

    /// The name of the next field; `None` leaves the object.
    ///
    /// # Errors
    /// [`NotJson`] where neither a field nor the end of the object follows.
    pub fn key(&mut self) -> Result<Option<Cow<'a, str>>, NotJson> {
        if !self.next_field()? {
            return Ok(None);
        }
        let name = self.name()?.unescaped(self.text)?;
        Ok(Some(name))
    }

    /// Passes over the next value. Its grammar is checked; its strings and numbers are not made.
    ///
    /// # Errors
    /// [`NotJson`] where none begins, or where it is nested too deep.
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

    /// Checks that the text ends here.
    ///
    /// # Errors
    /// [`NotJson`] where it goes on.
    pub fn end(&mut self) -> Result<(), NotJson> {
        self.space();
        if self.at == self.text.len() { Ok(()) } else { Err(NotJson) }
    }

    fn byte(&self) -> u8 {
        // No JSON holds a zero byte outside of strings, so that the end reads as what fits nowhere.
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// The byte with which the next value begins: a bracket, a quote, a digit, a minus or the first letter of a word. What it promises is
    /// checked when the value is read. 0 at the end of the text.
    pub fn peek(&mut self) -> u8 {
        self.space();
        self.byte()
    }

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

    fn string(&mut self) -> Result<Span, NotJson> {
        let string = text::string(self.text, self.at)?;
        self.at = string.after();
        Ok(string)
    }
}
