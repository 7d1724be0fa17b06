use serde::{Deserialize, Serialize};

/// How much an alert matters: the three levels of HertzBeat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    #[default]
    Warning,
    Critical,
    Emergency,
}

impl Severity {
    /// The least first.
    pub const ALL: [Self; 3] = [Self::Warning, Self::Critical, Self::Emergency];

    /// The value of `data-severity`, and the name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Critical => "critical",
            Self::Emergency => "emergency",
        }
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}
