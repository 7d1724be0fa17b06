use std::borrow::Cow;
use std::time::Duration;

use serde::Serialize;

use super::age::as_shown;
use crate::account::{Day, Timestamp, Usd};

/// A translated text: a key of `extension/_locales/*/messages.json` and the values for its placeholders.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// Such as `balance_low`.
    pub key: Cow<'static, str>,
    /// The values for `$1`, `$2`, ...
    pub args: Vec<Arg>,
}

/// A value in a message. It is formatted for the person's language.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// Inserted as it is, such as a name or an HTTP status.
    Text(String),
    /// Shown as `$8.92`.
    Usd(Usd),
    /// Shown as `1,234`.
    Count(usize),
    /// From 0.0 to 1.0, shown as `96%`.
    Share(f64),
    /// Shown as the UTC time of day, with the date if it is not the day of `now`.
    Time(Timestamp),
    /// Shown as `2 minutes ago`. Use [`Arg::age`] to make one.
    Age(Duration),
    /// Shown as the UTC date only.
    Date(Timestamp),
    /// Shown as a UTC date.
    Day(Day),
    /// A number of days from today, shown as `tomorrow` or `in 12 days`.
    DaysAhead(i64),
}

impl Arg {
    /// An age, rounded down to the unit in which it is shown. So the argument changes only when its text changes.
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

    /// A message with the values for its placeholders.
    #[must_use]
    pub fn with(key: &'static str, args: impl IntoIterator<Item = Arg>) -> Self {
        Self { key: Cow::Borrowed(key), args: args.into_iter().collect() }
    }

    /// A text that is the same in every language, such as a name. The message `verbatim` is only a placeholder.
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self::with("verbatim", [Arg::Text(text.into())])
    }

    /// A message without placeholders whose key is built at run time, for example from the name of a metric.
    #[must_use]
    pub const fn named(key: String) -> Self {
        Self { key: Cow::Owned(key), args: Vec::new() }
    }
}
