use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::monitor::Problem;

/// Why a command is refused. Then nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// What was typed does not hold.
    #[error("the draft has problems")]
    Problems(Vec<Problem>),
    /// The monitor was deleted meanwhile.
    #[error("there is no such monitor")]
    NoSuchMonitor,
    /// A monitor keeps the source of its key.
    #[error("the key comes from elsewhere")]
    OtherKeySource,
    /// There are [`MOST_MONITORS`](super::MOST_MONITORS) already.
    #[error("there are too many monitors")]
    TooManyMonitors,
    /// The file to import is not as it should be.
    #[error("the file is not as it should be")]
    OddFile,
    /// A key was typed where a name is asked for.
    #[error("the name looks like a key")]
    LooksLikeKey,
}

impl From<Vec<Problem>> for Refusal {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Problems(problems)
    }
}
