use serde::{Deserialize, Serialize};

use crate::engine::Refusal;

/// The answer to a command. It is given after what the command changed is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// It is done, and stored.
    Done,
    /// It was not done, and nothing has changed.
    Refused(Refusal),
    /// It was not done, because it could not have been stored.
    NotStored(NotStored),
}

/// Why something was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotStored {
    /// Storage is full, or takes nothing.
    CannotWrite,
    /// What is stored could not be read, and is not to be written over.
    CannotRead,
}
