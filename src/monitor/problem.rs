//! What can be wrong in the form of a monitor.

use serde::{Deserialize, Serialize};

use super::NotAHost;
use crate::session::NotASessionKey;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// "Task Name".
    TaskName,
    /// "Monitoring Host".
    Host,
    /// The organisation's id.
    Organization,
    /// "Session Key".
    SessionKey,
    /// "Monitoring Period".
    Period,
    /// "Bound Tags".
    Tags,
    /// "Description".
    Description,
}

/// What is wrong with a field. The messages are in `view::field_words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invalid {
    /// A monitor with a pasted key needs a name.
    NameMissing,
    /// Longer than 100 characters.
    NameTooLong,
    /// Another monitor has this name.
    NameTaken,
    /// A key in a field that is shown and exported.
    LooksLikeKey,
    HostMissing,
    /// `http://`.
    HostNotHttps,
    /// A path or something else follows the host.
    HostWithMore,
    /// Not a valid host name.
    HostOdd,
    /// Not an organisation's id.
    OrganizationOdd,
    /// Another monitor already captures this organisation's key.
    OrganizationTaken,
    KeyMissing,
    /// An API key, `sk-...`.
    KeyIsApiKey,
    /// Not a known kind of session key.
    KeyOdd,
    /// A captured key is sent only to OpenAI's own host.
    KeyNotForThisHost,
    /// The key pasted earlier was for another host or organisation.
    KeyWasForAnother,
    /// Not a whole number of seconds.
    PeriodOdd,
    /// Less than 30 seconds.
    PeriodTooShort,
    /// More than a week.
    PeriodTooLong,
    /// A tag that is not `key:value`.
    TagOdd,
    /// Two tags have the same key.
    TagTwice,
    /// More than 50 tags.
    TooManyTags,
    /// Longer than 500 characters.
    DescriptionTooLong,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub field: Field,
    pub why: Invalid,
}

impl Field {
    /// In the order of the form.
    pub const ALL: [Self; 7] =
        [Self::TaskName, Self::Host, Self::Organization, Self::SessionKey, Self::Period, Self::Tags, Self::Description];

    /// Its name in markup and in message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TaskName => "task_name",
            Self::Host => "host",
            Self::Organization => "organization",
            Self::SessionKey => "session_key",
            Self::Period => "period",
            Self::Tags => "tags",
            Self::Description => "description",
        }
    }
}

impl From<NotAHost> for Invalid {
    fn from(why: NotAHost) -> Self {
        match why {
            NotAHost::Empty => Self::HostMissing,
            NotAHost::NotHttps => Self::HostNotHttps,
            NotAHost::MoreThanAHost => Self::HostWithMore,
            NotAHost::NoHostName => Self::HostOdd,
        }
    }
}

impl From<NotASessionKey> for Invalid {
    fn from(why: NotASessionKey) -> Self {
        match why {
            NotASessionKey::ApiKey => Self::KeyIsApiKey,
            NotASessionKey::UnknownKind => Self::KeyOdd,
        }
    }
}
