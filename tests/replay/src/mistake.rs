use thiserror::Error;

/// What is wrong with a file, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Mistake {
    /// It is no JSON, or a field is unknown, missing or of the wrong kind. The text says at which line and column.
    #[error("{0}")]
    Form(String),
    /// The fields are there, but a value is not possible.
    #[error("`{place}`: {what}")]
    Value {
        /// Such as `grants[1].expires_at`.
        place: String,
        what: String,
    },
}

impl Mistake {
    pub(crate) fn at(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Value { place: place.into(), what: what.into() }
    }
}

impl From<serde_json::Error> for Mistake {
    fn from(error: serde_json::Error) -> Self {
        Self::Form(error.to_string())
    }
}
