use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::Refusal;

/// How long a page waits for a reply. The worker may need some time-outs of its own until then; and Chromium can lose a message that comes
/// just when the worker ends.
pub const REPLY_TIME_OUT: Duration = Duration::from_secs(30);

/// The answer to a command. It is given after the change is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Done and stored.
    Done,
    /// Not done; nothing has changed.
    Refused(Refusal),
    /// Not done, because it could not be stored.
    NotStored(NotStored),
}

/// Why something was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotStored {
    /// Storage is full or broken.
    CannotWrite,
    /// Storage could not be read, and must not be overwritten.
    CannotRead,
}
