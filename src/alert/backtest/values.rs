use thiserror::Error;

use crate::account::Timestamp;

/// The history cannot tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Untold {
    #[error("no history is kept of this")]
    NotKept,
    /// Several readings lie in one point, and what changed from one to the next cannot be seen.
    #[error("the history is too coarse to see changes between readings")]
    TooCoarse,
}

/// The values that a rule would have judged, oldest first.
pub type Values = Vec<(Timestamp, f64)>;
