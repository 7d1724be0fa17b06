//! The lines of a usage body, one by one. The body can be megabytes, so nothing of it is kept.

use super::scalar::{number, scalar};
use crate::account::{Day, Timestamp, Usd};
use crate::json::{Reader, Token};
use crate::openai::Failure;

/// One line that says what something cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineItem<'a> {
    /// The day it belongs to.
    pub day: Day,
    /// The model; empty where the line has no name.
    pub model: &'a str,
    /// What it cost.
    pub cost: Usd,
}

/// What takes the lines.
pub trait Sink: FnMut(LineItem<'_>) -> Result<(), Failure> {}

impl<T: FnMut(LineItem<'_>) -> Result<(), Failure>> Sink for T {}

/// How much of a body could be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape {
    /// The days and lines that are there, of whatever kind.
    pub found: usize,
    /// The lines that say a cost, and the days that say that they have none.
    pub read: usize,
}

/// Gives every line of `body` that says a cost to `sink`, in their order. `sink` may have got lines of a body that turns out to be no JSON.
///
/// # Errors
/// [`Failure::Unreadable`] for what is no JSON object with one list `daily_costs`; null is an empty list. What `sink` refuses ends it too.
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
    // A day without lines says as much as one with them.
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
            // In the export variant of this body.
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

/// The text before the first comma. "gpt-5.5, input" and "gpt-5.5, output" are one model; "GPT-4" is itself.
fn model<'a>(name: &'a Token<'_>) -> &'a str {
    match name {
        Token::Text(name) => name.split(',').next().unwrap_or_default().trim(),
        _ => "",
    }
}
