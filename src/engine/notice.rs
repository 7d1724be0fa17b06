use serde::{Deserialize, Serialize};

use crate::monitor::MonitorId;

/// What a notification is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    SessionEnded(MonitorId),
    /// This monitor has a pasted key.
    KeyRefused(MonitorId),
}

/// A new notification replaces an earlier one with the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationId {
    SessionEnded,
    #[serde(rename = "pasted_key_refused")]
    KeyRefused,
}

impl Notice {
    #[must_use]
    pub const fn id(&self) -> NotificationId {
        match self {
            Self::SessionEnded(_) => NotificationId::SessionEnded,
            Self::KeyRefused(_) => NotificationId::KeyRefused,
        }
    }
}

impl NotificationId {
    pub const ALL: [Self; 2] = [Self::SessionEnded, Self::KeyRefused];

    /// Its id in the browser.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SessionEnded => "session_ended",
            Self::KeyRefused => "pasted_key_refused",
        }
    }

    /// The id with this [`name`](Self::name).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.name() == name)
    }
}
