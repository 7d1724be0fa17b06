//! Reads and writes JSON, with little WASM.
//!
//! | from | to | with |
//! |---|---|---|
//! | text | a tree | [`parse`], [`Json`] |
//! | text | a type that derives `Deserialize` | [`from_slice`], [`from_str`] |
//! | a tree | a type that derives `Deserialize` | [`from_tree`] |
//! | a type that derives `Serialize` | text | [`to_string`], [`to_string_pretty`] |
//! | a type that derives `Serialize` | a tree | [`to_tree`] |
//! | a large text | single values, without a tree | [`Reader`] |
//!
//! serde_json does the same and more. But it compiles each type for several readers and has a text for each error. Here each type is compiled
//! for one reader, [`Json`], and there is one error, without a text. This makes the WASM module 220 KB smaller, and the browser compiles that
//! module every time the worker wakes. The tests compare this module with serde_json.
//!
//! The grammar is that of RFC 8259, in UTF-8. As in serde_json, containers are nested at most 127 deep, and the last of several fields with the
//! same name counts. A number too large for an `f64`, such as `1e999`, is not an error: it is a [`Number`] without a value, and only a type
//! that needs the value fails.

mod name;
mod number;
mod numeral;
mod parse;
mod read_type;
mod reader;
mod text;
mod tree;
mod tree_type;
mod write;
mod write_type;

pub use number::{Number, shortest};
pub use numeral::Numeral;
pub use parse::parse;
pub use reader::{Reader, Token};
pub use tree::Json;

use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// The text is not JSON, or does not have the expected shape. The error does not say which or where, because no message shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not the JSON that was expected")]
pub struct NotJson;

/// Reads UTF-8 as a `T`.
///
/// # Errors
/// [`NotJson`] if `text` is not JSON, or not a `T`.
pub fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Result<T, NotJson> {
    from_tree(&parse(text)?)
}

/// Reads text as a `T`.
///
/// # Errors
/// [`NotJson`] if `text` is not JSON, or not a `T`.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, NotJson> {
    from_slice(text.as_bytes())
}

/// Reads a tree as a `T`.
///
/// # Errors
/// [`NotJson`] if `tree` is not a `T`.
pub fn from_tree<T: DeserializeOwned>(tree: &Json) -> Result<T, NotJson> {
    T::deserialize(tree)
}

/// `value` as JSON in one line, without spaces.
#[must_use]
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> String {
    write_type::text(value, write::Writer::dense())
}

/// `value` as JSON for a person to read: each item and field on its own line, indented by two spaces.
#[must_use]
pub fn to_string_pretty<T: Serialize + ?Sized>(value: &T) -> String {
    write_type::text(value, write::Writer::pretty())
}

/// `value` as a tree; null if its `Serialize` fails, which a derived one never does.
#[must_use]
pub fn to_tree<T: Serialize + ?Sized>(value: &T) -> Json {
    from_str(&to_string(value)).unwrap_or(Json::Null)
}

#[cfg(test)]
mod tests;
