use std::fmt;

use serde::{Deserialize, Serialize};

use crate::session::OrganizationId;

/// The id of a monitor. It never changes, even if the parameters do.
///
/// In markup and storage it is a text: the organisation's id, or the empty text for the default organisation; `#1`, `#2`, ... for a monitor
/// with a pasted key; `?` for the one that is being tried out. No organisation's id contains `#` or `?`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum MonitorId {
    /// Its key is captured for this organisation; `None` for OpenAI's default, the organisation of a request that names none.
    Automatic(Option<OrganizationId>),
    /// Its key was pasted. Numbers are not reused.
    Pasted(u64),
    /// It is being tried out before it is saved. There is at most one.
    Detection,
}

impl MonitorId {
    #[must_use]
    pub fn is_detection(&self) -> bool {
        *self == Self::Detection
    }

    /// Reads an id from markup or storage.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix('#') {
            Some(number) => number.parse().ok().map(Self::Pasted),
            None if text == "?" => Some(Self::Detection),
            None if text.is_empty() => Some(Self::Automatic(None)),
            None => OrganizationId::parse(text).map(|id| Self::Automatic(Some(id))),
        }
    }
}

impl fmt::Display for MonitorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Automatic(None) => Ok(()),
            Self::Automatic(Some(organization)) => f.write_str(organization.as_str()),
            Self::Pasted(number) => write!(f, "#{number}"),
            Self::Detection => f.write_str("?"),
        }
    }
}

impl TryFrom<String> for MonitorId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no monitor's id")
    }
}

impl From<MonitorId> for String {
    fn from(id: MonitorId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_name_monitors_and_back() {
        let organization = OrganizationId::parse("org-madeup");
        for (text, id) in [
            ("", MonitorId::Automatic(None)),
            ("org-madeup", MonitorId::Automatic(organization)),
            ("#3", MonitorId::Pasted(3)),
            ("?", MonitorId::Detection),
        ] {
            assert_eq!(MonitorId::parse(text), Some(id.clone()));
            assert_eq!(id.to_string(), text);
        }
        for text in ["#", "#x", "a b", "??", "#-1"] {
            assert_eq!(MonitorId::parse(text), None, "{text}");
        }
    }
}
