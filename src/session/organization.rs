use std::fmt;

use serde::{Deserialize, Serialize};

/// An organisation's id, such as `org-abc`, as the `openai-organization` header has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct OrganizationId(String);

/// In bytes. Longer than any known id.
const MAX_LENGTH: usize = 128;

impl OrganizationId {
    /// Accepts up to 128 letters, digits, `-` and `_`. An id goes into headers of our requests and onto pages. The prefix `org-` is not required.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && text.len() <= MAX_LENGTH
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        fits.then(|| Self(text.to_owned()))
    }

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

/// An id from storage or a file is checked too, because it goes into a header.
impl TryFrom<String> for OrganizationId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no organisation's id")
    }
}
