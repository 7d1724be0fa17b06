use std::fmt;

use serde::{Deserialize, Serialize};

use crate::session::OrganizationId;

/// Which monitor. It stays the same for as long as the monitor exists, whatever its parameters become.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MonitorId(String);

impl MonitorId {
    /// The monitor whose key is picked up for this organisation: its id, and the empty text for the default organisation.
    #[must_use]
    pub fn automatic(organization: Option<&OrganizationId>) -> Self {
        Self(organization.map(|id| id.as_str().to_owned()).unwrap_or_default())
    }

    /// The monitor of this number among those whose key was pasted. `#` is in no organisation's id.
    #[must_use]
    pub fn pasted(number: u64) -> Self {
        Self(format!("#{number}"))
    }

    /// The monitor that is being tried out before it is saved. There is one at a time.
    #[must_use]
    pub fn detection() -> Self {
        Self("?".to_owned())
    }

    /// Whether it is the one that is being tried out.
    #[must_use]
    pub fn is_detection(&self) -> bool {
        self.0 == "?"
    }

    /// As it stands in markup and in storage.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MonitorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// From markup. A text that names no monitor is the id of none.
impl From<String> for MonitorId {
    fn from(text: String) -> Self {
        Self(text)
    }
}
