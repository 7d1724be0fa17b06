use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::monitor::Problem;

/// Why a command is refused. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The draft is invalid.
    #[error("the draft has problems")]
    Problems(Vec<Problem>),
    /// The monitor does not exist, or no longer.
    #[error("there is no such monitor")]
    NoSuchMonitor,
    /// The source of a monitor's key cannot change.
    #[error("the key comes from elsewhere")]
    OtherKeySource,
    /// There are [`MOST_MONITORS`](super::MOST_MONITORS) already.
    #[error("there are too many monitors")]
    TooManyMonitors,
    /// The file to import is invalid.
    #[error("the file is not as it should be")]
    OddFile,
    /// A key was typed as a name.
    #[error("the name looks like a key")]
    LooksLikeKey,
}

impl From<Vec<Problem>> for Refusal {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Problems(problems)
    }
}
