use std::fmt;

use serde::{Deserialize, Serialize};

/// The id of a rule: `low_balance` for one that is there from the start, `#3` for the third that a person made, any such word in a file. It never
/// changes, even if the rule does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RuleId(String);

/// The most characters of an id.
const LONGEST: usize = 50;

impl RuleId {
    /// Reads an id: lower-case letters, digits, `_`, `-` and `#`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || b"_-#".contains(&it);
        (!text.is_empty() && text.len() <= LONGEST && text.bytes().all(fits)).then(|| Self(text.to_owned()))
    }

    /// The id of a rule that comes with the program.
    pub(super) fn of_default(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The id of the rule with this number among those that a person made.
    #[must_use]
    pub fn numbered(number: u32) -> Self {
        let mut id = "#".to_owned();
        id.push_str(&number.to_string());
        Self(id)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for RuleId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no rule's id")
    }
}

impl From<RuleId> for String {
    fn from(id: RuleId) -> Self {
        id.0
    }
}
