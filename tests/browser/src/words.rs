//! The extension's English texts.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::extension;

/// The English messages of the extension.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, Message>);

#[derive(Debug, Deserialize)]
struct Message {
    message: String,
    #[serde(default)]
    placeholders: BTreeMap<String, Placeholder>,
}

#[derive(Debug, Deserialize)]
struct Placeholder {
    /// The placeholders by name; `$1` stands for the first value.
    content: String,
}

impl Words {
    /// Reads `extension/_locales/en/messages.json`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read() -> Result<Self> {
        let path = extension::workspace().join("extension/_locales/en/messages.json");
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("understanding {}", path.display()))
    }

    /// The message with these values in its placeholders.
    ///
    /// # Errors
    /// When there is no such message.
    pub fn say(&self, key: &str, values: &[&str]) -> Result<String> {
        let message = self.0.get(key).with_context(|| format!("there is no message {key}"))?;
        let mut text = message.message.clone();
        for (name, placeholder) in &message.placeholders {
            let number = placeholder.content.trim_start_matches('$').parse::<usize>();
            let value = number.ok().and_then(|number| values.get(number.checked_sub(1)?));
            let value = value.with_context(|| format!("the message {key} needs a value for {name}"))?;
            text = text.replace(&format!("${}$", name.to_uppercase()), value);
        }
        Ok(text)
    }
}
