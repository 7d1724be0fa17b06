use std::fmt;

use serde::{Deserialize, Serialize};

/// An organisation's id (`org-...`), as the `openai-organization` header carries it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct OrganizationId(String);

/// Longer than any id seen.
const MAX_LENGTH: usize = 128;

impl OrganizationId {
    /// Takes `text` for an id if it can be one. It has to fit into a header of our own requests and into a page.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && text.len() <= MAX_LENGTH
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        fits.then(|| Self(text.to_owned()))
    }

    /// The id as OpenAI writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrganizationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What comes from storage or a file is checked like anything else: it goes into a header.
impl TryFrom<String> for OrganizationId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no organisation's id")
    }
}
