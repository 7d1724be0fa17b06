//! What can be wrong with what a person types for a monitor.

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
    /// The organisation.
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

/// What is wrong with a field. Its words are in `view::field_words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invalid {
    /// A monitor with a pasted key needs a name.
    NameMissing,
    /// Longer than 100 characters.
    NameTooLong,
    /// Another monitor has it.
    NameTaken,
    /// A key, in a field that is shown and exported.
    LooksLikeKey,
    /// No host in it.
    HostMissing,
    /// `http://`.
    HostNotHttps,
    /// A path or something else after the host.
    HostWithMore,
    /// No host name.
    HostOdd,
    /// No organisation's id.
    OrganizationOdd,
    /// This organisation's key is already picked up for another monitor.
    OrganizationTaken,
    /// Nothing was pasted.
    KeyMissing,
    /// An API key, `sk-...`.
    KeyIsApiKey,
    /// No known kind of session key.
    KeyOdd,
    /// A captured key is sent to OpenAI's own host only.
    KeyNotForThisHost,
    /// The key that was pasted before was for another host or organisation.
    KeyWasForAnother,
    /// No whole number of seconds.
    PeriodOdd,
    /// Less than 30 seconds.
    PeriodTooShort,
    /// More than a week.
    PeriodTooLong,
    /// Something that is no `key:value`.
    TagOdd,
    /// Two tags with one key.
    TagTwice,
    /// Longer than 500 characters.
    DescriptionTooLong,
}

/// What is wrong, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The field.
    pub field: Field,
    /// What is wrong with it.
    pub why: Invalid,
}

impl Field {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 7] =
        [Self::TaskName, Self::Host, Self::Organization, Self::SessionKey, Self::Period, Self::Tags, Self::Description];

    /// How it is called in markup and in message keys.
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
