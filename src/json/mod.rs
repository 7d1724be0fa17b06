//! JSON, read and written in few bytes of WASM.
//!
//! | what | how |
//! |---|---|
//! | any text as a tree | [`parse`], [`Json`] |
//! | a text as a type that derives `Deserialize` | [`from_slice`], [`from_str`]; [`from_tree`] where the tree is there already |
//! | a type that derives `Serialize` as text | [`to_string`], [`to_string_pretty`]; [`to_tree`] for its tree |
//! | a large text, bit by bit and without a tree | [`Reader`] |
//!
//! serde_json does the same and more. But it compiles every type for several readers, and words for every error; in this module each type
//! is compiled for one reader, [`Json`], and there is one error, which says nothing. That is 220 KB less of a module that is compiled
//! whenever the worker wakes. The tests hold this module against serde_json.
//!
//! The grammar is RFC 8259's, in UTF-8. Containers are nested 127 deep at most, as serde_json has it. Of fields with the same name the last one
//! counts. A number that no `f64` holds, like `1e999`, is no error: it is a [`Number`] without a value, and only what needs that value fails.

mod name;
mod number;
mod parse;
mod read_type;
mod reader;
mod text;
mod tree;
mod tree_type;
mod write;
mod write_type;

pub use number::Number;
pub use parse::parse;
pub use reader::{Reader, Token};
pub use tree::Json;

use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// The text is no JSON, or JSON of another shape than asked for. Which of them, and where, nobody would be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not the JSON that was expected")]
pub struct NotJson;

/// Reads UTF-8 as a `T`.
///
/// # Errors
/// [`NotJson`] for what is no JSON or no `T`.
pub fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Result<T, NotJson> {
    from_tree(&parse(text)?)
}

/// Reads text as a `T`.
///
/// # Errors
/// [`NotJson`] for what is no JSON or no `T`.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, NotJson> {
    from_slice(text.as_bytes())
}

/// Reads a tree as a `T`.
///
/// # Errors
/// [`NotJson`] for what is no `T`.
pub fn from_tree<T: DeserializeOwned>(tree: &Json) -> Result<T, NotJson> {
    T::deserialize(tree)
}

/// `value` in one line.
#[must_use]
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> String {
    write_type::text(value, write::Writer::dense())
}

/// `value` for a person to read: every field on a line of its own, indented by two spaces.
#[must_use]
pub fn to_string_pretty<T: Serialize + ?Sized>(value: &T) -> String {
    write_type::text(value, write::Writer::pretty())
}

/// `value` as a tree; null where it is none, which no derived type can be.
#[must_use]
pub fn to_tree<T: Serialize + ?Sized>(value: &T) -> Json {
    from_str(&to_string(value)).unwrap_or(Json::Null)
}

#[cfg(test)]
mod tests;
