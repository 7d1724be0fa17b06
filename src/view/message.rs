use std::borrow::Cow;
use std::time::Duration;

use serde::Serialize;

use super::age::as_shown;
use crate::account::{Day, Timestamp, Usd};

/// Something a person reads: a key of `extension/_locales/*/messages.json` and what goes into its placeholders, in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// The key.
    pub key: Cow<'static, str>,
    /// What goes into `$1`, `$2`, ...
    pub args: Vec<Arg>,
}

/// A value within a message, formatted as the person's language does it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// A text as it is: a name, a status.
    Text(String),
    /// An amount: `$8.92`.
    Usd(Usd),
    /// A number of things.
    Count(usize),
    /// A part of a whole, 0.0 to 1.0: `96%`.
    Share(f64),
    /// A UTC time of day, with its date if it is not the day of `now`.
    Time(Timestamp),
    /// How long ago: `2 minutes ago`. Made by [`Arg::age`].
    Age(Duration),
    /// The UTC date of a moment.
    Date(Timestamp),
    /// A UTC day.
    Day(Day),
}

impl Arg {
    /// How long ago, to the unit that is shown. What a page shows of it then changes only when its text does.
    #[must_use]
    pub fn age(age: Duration) -> Self {
        Self::Age(as_shown(age))
    }
}

impl Message {
    /// A message without placeholders.
    #[must_use]
    pub const fn plain(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), args: Vec::new() }
    }

    /// A message with what goes into its placeholders.
    #[must_use]
    pub fn with(key: &'static str, args: impl IntoIterator<Item = Arg>) -> Self {
        Self { key: Cow::Borrowed(key), args: args.into_iter().collect() }
    }

    /// A text that is said as it is, in every language: a name. Its message is nothing but its placeholder.
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self::with("verbatim", [Arg::Text(text.into())])
    }

    /// A message whose key is put together from names of the catalogue.
    #[must_use]
    pub const fn named(key: String) -> Self {
        Self { key: Cow::Owned(key), args: Vec::new() }
    }
}
