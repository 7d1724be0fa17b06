use serde::{Deserialize, Serialize};

/// What an answer says about one field. Absent, null and zero are three different things, and a page that showed the first
/// two as 0 would tell somebody with an unknown balance that it is used up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading<T> {
    /// The answer has no such field.
    #[default]
    Absent,
    /// The field is there and says `null`.
    Null,
    /// The field has a value.
    Known(T),
}

impl<T> Reading<T> {
    /// The value, where there is one.
    #[must_use]
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same reading with its value turned into another.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Self::Absent => Reading::Absent,
            Self::Null => Reading::Null,
            Self::Known(value) => Reading::Known(f(value)),
        }
    }
}
