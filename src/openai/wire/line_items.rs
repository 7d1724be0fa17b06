//! The lines of a usage body, read one by one. The body can be megabytes, so it is never held as a tree.

use std::borrow::Cow;

use super::scalar::{number, scalar};
use crate::account::{Day, Timestamp, Usd};
use crate::json::{Reader, Token};
use crate::openai::Failure;

/// One line with a cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineItem<'a> {
    pub day: Day,
    /// The model; empty if the line has no name.
    pub model: &'a str,
    /// The project's name, or its id if the line has no name for it; empty if it has neither.
    pub project: &'a str,
    pub cost: Usd,
}

/// Receives the lines.
pub trait Sink: FnMut(LineItem<'_>) -> Result<(), Failure> {}

impl<T: FnMut(LineItem<'_>) -> Result<(), Failure>> Sink for T {}

/// How much of a body could be read. A body with entries of which none can be read is refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape {
    /// The number of days and lines, readable or not.
    pub found: usize,
    /// The number of lines with a cost, and of days whose list of lines is empty or null.
    pub read: usize,
}

/// Gives every line of `body` with a cost to `sink`, in order. `sink` may already have lines when the body turns out to be invalid.
///
/// # Errors
/// [`Failure::Unreadable`] if `body` is not a JSON object with exactly one list `daily_costs`, which may be null; or the error of `sink`.
pub fn line_items(body: &[u8], sink: &mut impl Sink) -> Result<Shape, Failure> {
    let mut reader = Reader::new(body)?;
    let mut shape = None;
    if reader.value()? != Token::Object {
        return Err(Failure::Unreadable);
    }
    while let Some(name) = reader.key()? {
        if name == "daily_costs" {
            let days = days(&mut reader, sink)?;
            if shape.replace(days).is_some() {
                return Err(Failure::Unreadable);
            }
        } else {
            reader.skip()?;
        }
    }
    reader.end()?;
    shape.ok_or(Failure::Unreadable)
}

fn days(reader: &mut Reader<'_>, sink: &mut impl Sink) -> Result<Shape, Failure> {
    let mut shape = Shape::default();
    match reader.value()? {
        Token::Null => return Ok(shape),
        Token::Array => {}
        _ => return Err(Failure::Unreadable),
    }
    while reader.item()? {
        shape.found += 1;
        if reader.peek() == b'{' {
            day(reader, &mut shape, sink)?;
        } else {
            reader.skip()?;
        }
    }
    Ok(shape)
}

fn day(reader: &mut Reader<'_>, shape: &mut Shape, sink: &mut impl Sink) -> Result<(), Failure> {
    let (mut day, mut early, mut has_lines) = (None, None, false);
    reader.value()?;
    while let Some(name) = reader.key()? {
        match (&*name, day) {
            ("timestamp", _) => day = number(&scalar(reader)?).and_then(Timestamp::from_seconds).map(Timestamp::day),
            ("line_items", _) if has_lines => return Err(Failure::Unreadable),
            ("line_items", Some(day)) => {
                has_lines = true;
                lines(reader, day, shape, sink)?;
            }
            // The lines come before the day. They are read again once the day is known.
            ("line_items", None) => {
                has_lines = true;
                early = Some(reader.clone());
                reader.skip()?;
            }
            _ => reader.skip()?,
        }
    }
    match (early, day) {
        (Some(mut early), Some(day)) => lines(&mut early, day, shape, sink),
        _ => Ok(()),
    }
}

fn lines(reader: &mut Reader<'_>, day: Day, shape: &mut Shape, sink: &mut impl Sink) -> Result<(), Failure> {
    let before = shape.found;
    match reader.peek() {
        b'[' => {
            reader.value()?;
            while reader.item()? {
                shape.found += 1;
                if reader.peek() == b'{' {
                    line(reader, day, shape, sink)?;
                } else {
                    reader.skip()?;
                }
            }
        }
        b'n' => reader.skip()?,
        _ => return Ok(reader.skip()?),
    }
    // An empty day is a valid answer too.
    shape.read += usize::from(shape.found == before);
    Ok(())
}

fn line(reader: &mut Reader<'_>, day: Day, shape: &mut Shape, sink: &mut impl Sink) -> Result<(), Failure> {
    let (mut name, mut cents, mut rare) = (Token::Null, None, Rare::default());
    reader.value()?;
    while let Some(field) = reader.key()? {
        // As bytes, because texts are compared by a call.
        match str(&field).as_bytes() {
            b"name" => name = scalar(reader)?,
            b"cost" => cents = number(&scalar(reader)?),
            _ => rare.read(str(&field), reader)?,
        }
    }
    let cost = cents.and_then(Usd::from_cents).or_else(|| rare.dollars.and_then(Usd::from_dollars));
    let Some(cost) = cost else { return Ok(()) };
    shape.read += 1;
    let has_project = rare.project_name.is_some() || rare.project_id.is_some();
    let project = if has_project { rare.project() } else { Cow::Borrowed("") };
    sink(LineItem { day, model: model(&name), project: str(&project), cost })
}

/// The fields that not every body has. They are read by a function of their own, because a browser runs a long loop slowly at first.
#[derive(Default)]
struct Rare<'a> {
    /// The export variant of this body has dollars.
    dollars: Option<f64>,
    /// Where the values are. One of the two is read at the end of the line.
    project_name: Option<Reader<'a>>,
    project_id: Option<Reader<'a>>,
}

impl<'a> Rare<'a> {
    #[inline(never)]
    fn read(&mut self, field: &str, reader: &mut Reader<'a>) -> Result<(), Failure> {
        match field.as_bytes() {
            b"project_name" => self.project_name = Some(reader.clone()),
            b"project_id" => self.project_id = Some(reader.clone()),
            b"cost_in_major" => self.dollars = number(&scalar(&mut reader.clone())?),
            _ => {}
        }
        Ok(reader.skip()?)
    }

    #[inline(never)]
    fn project(self) -> Cow<'a, str> {
        let name = text(self.project_name);
        if name.is_empty() { text(self.project_id) } else { name }
    }
}

/// The text at `place`, without white space around it. Empty if there is none, or if it cannot be decoded, as half a surrogate pair.
fn text(place: Option<Reader<'_>>) -> Cow<'_, str> {
    match place.and_then(|mut reader| scalar(&mut reader).ok()) {
        Some(Token::Text(Cow::Borrowed(text))) => Cow::Borrowed(trimmed(text)),
        Some(Token::Text(Cow::Owned(text))) => Cow::Owned(trimmed(&text).to_owned()),
        _ => Cow::Borrowed(""),
    }
}

/// The text before the first comma: "gpt-5.5, input" and "gpt-5.5, output" are one model.
fn model<'a>(name: &'a Token<'_>) -> &'a str {
    match name {
        // `split` would take as long as the rest of the line.
        Token::Text(name) => {
            let end = name.bytes().position(|byte| byte == b',').unwrap_or(name.len());
            trimmed(name.get(..end).unwrap_or_default())
        }
        _ => "",
    }
}

/// As `&**text`, which is a call.
#[inline(always)]
#[expect(clippy::ptr_arg, reason = "to make a `&str` of it is what this is for")]
fn str<'a>(text: &'a Cow<'_, str>) -> &'a str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => text,
    }
}

/// As `trim`, which takes longer for the usual text without white space around it.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}
