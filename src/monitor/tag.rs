use std::fmt;

use serde::{Deserialize, Serialize};

/// One of HertzBeat's "Bound Tags": `env:production`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tag {
    key: String,
    value: String,
}

/// The most characters of a tag.
const MAX_LENGTH: usize = 100;

impl Tag {
    /// Reads `key:value`. The value is everything after the first colon, further colons included.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (key, value) = text.split_once(':')?;
        let (key, value) = (key.trim(), value.trim());
        let fits = |part: &str| !part.is_empty() && !part.contains(|it: char| it.is_control() || it == ',');
        let short = text.chars().count() <= MAX_LENGTH;
        (short && fits(key) && fits(value)).then(|| Self { key: key.to_owned(), value: value.to_owned() })
    }

    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.key, self.value)
    }
}

impl TryFrom<String> for Tag {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no tag of the form key:value")
    }
}

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for (text, tag) in [("env:prod", "env:prod"), (" env : prod ", "env:prod"), ("url:https://x", "url:https://x")]
        {
            assert_eq!(Tag::parse(text).unwrap().to_string(), tag);
        }
        for text in ["", "env", ":prod", "env:", "a,b:c", "env:a\nb"] {
            assert_eq!(Tag::parse(text), None, "{text}");
        }
    }
}
