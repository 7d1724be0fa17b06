//! The lines of a usage body, read one by one. The body can be megabytes, so it is never held as a tree.

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
    let (mut name, mut cents, mut dollars) = (Token::Null, None, None);
    reader.value()?;
    while let Some(field) = reader.key()? {
        match &*field {
            "name" => name = scalar(reader)?,
            "cost" => cents = number(&scalar(reader)?),
            // The export variant of this body has dollars.
            "cost_in_major" => dollars = number(&scalar(reader)?),
            _ => reader.skip()?,
        }
    }
    let cost = cents.and_then(Usd::from_cents).or_else(|| dollars.and_then(Usd::from_dollars));
    if let Some(cost) = cost {
        shape.read += 1;
        sink(LineItem { day, model: model(&name), cost })?;
    }
    Ok(())
}

/// The text before the first comma: "gpt-5.5, input" and "gpt-5.5, output" are one model.
fn model<'a>(name: &'a Token<'_>) -> &'a str {
    match name {
        // `split` would take as long as the rest of the line.
        Token::Text(name) => {
            let end = name.bytes().position(|byte| byte == b',').unwrap_or(name.len());
            name.get(..end).unwrap_or_default().trim()
        }
        _ => "",
    }
}
