use serde::{Deserialize, Serialize};

use super::{Collection, Schedule};
use crate::account::{AccountStatus, PerSet, Timestamp};
use crate::openai::{Failure, PathForm};

/// What is known of one watched account. Stored on disk and read by pages; it never holds a key.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Monitor {
    /// How it stands with the session key.
    pub session: Session,
    /// The last good readings. A failure never touches them.
    pub status: AccountStatus,
    /// The sets whose last attempt failed.
    pub failures: PerSet<Failed>,
    /// The form of each path that answered last.
    pub paths: PerSet<PathForm>,
    /// When it is asked next.
    pub schedule: Schedule,
    /// The collection in flight, if there is one; there is never a second.
    pub collection: Option<Collection>,
}

/// How it stands with the session key of a monitor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Session {
    /// No key is held: none was seen since the browser started.
    #[default]
    NoKey,
    /// A key is held, and nothing speaks against it.
    Live,
    /// The key was refused.
    Ended,
}

/// A failed attempt at one set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub failure: Failure,
}

impl Monitor {
    /// Whether the session has ended, which signing in mends. A key can also be refused for reasons that it does not.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.session == Session::Ended && matches!(self.refusal(), None | Some(Failure::SessionEnded))
    }

    /// What refused the key, where that is why the monitor stands still.
    #[must_use]
    pub fn refusal(&self) -> Option<&Failure> {
        let mut failures = self.failures.iter().map(|(_, failed)| &failed.failure);
        failures.find(|failure| failure.refuses_key()).filter(|_| self.session == Session::Ended)
    }
}
