use serde::{Deserialize, Serialize};

/// Whether a path starts with `/v1`. Clients of 2026 use both forms, and it varies which one answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PathForm {
    /// `/dashboard/...`, as the platform's own pages ask.
    #[default]
    Bare,
    /// `/v1/dashboard/...`
    V1,
}

impl PathForm {
    /// The form to try when this one answers 404.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Bare => Self::V1,
            Self::V1 => Self::Bare,
        }
    }

    pub(super) const fn prefix(self) -> &'static str {
        match self {
            Self::Bare => "",
            Self::V1 => "/v1",
        }
    }
}
