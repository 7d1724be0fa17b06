use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One field of an answer. Absent, null and zero are different: a page that showed absent or null as 0 would tell a person with an
/// unknown balance that it is used up.
///
/// Stored as the value or as null. `Absent` must not be stored: a struct with such a field needs a default for it and
/// `skip_serializing_if = "Reading::is_absent"`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reading<T> {
    /// The answer has no such field.
    #[default]
    Absent,
    /// The answer has `null` for it.
    Null,
    Known(T),
}

impl<T> Reading<T> {
    #[must_use]
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Self::Absent => Reading::Absent,
            Self::Null => Reading::Null,
            Self::Known(value) => Reading::Known(f(value)),
        }
    }
}

impl<T: Serialize> Serialize for Reading<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.known().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Reading<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Known))
    }
}
