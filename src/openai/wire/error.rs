use crate::json;

/// The parts of OpenAI's error object that tell errors of one status apart. Neither is ever shown or stored: a 401 repeats the key it refuses.
#[derive(Default)]
pub struct ErrorObject {
    /// `error.code`.
    pub code: Option<String>,
    /// `error.message`.
    message: String,
}

/// Decodes the body of an error, `{"error": {"message", "type", "param", "code"}}`. An error page of a proxy is no JSON; then there is nothing in
/// it, and the status alone has to do.
#[must_use]
pub fn error(body: &[u8]) -> ErrorObject {
    let body = json::parse(body).unwrap_or_default();
    let text = |name| Some(body.get("error")?.get(name)?.as_str()?.to_ascii_lowercase());
    ErrorObject { code: text("code").filter(|code| !code.is_empty()), message: text("message").unwrap_or_default() }
}

impl ErrorObject {
    /// Whether the message has this phrase of several words. A key holds no space, so no echo of a key can be taken for it.
    #[must_use]
    pub fn has_phrase(&self, phrase: &str) -> bool {
        debug_assert!(phrase.contains(' '), "a single word may stand within a key");
        self.message.contains(phrase)
    }

    /// Whether one of these stands in the message as a word of its own, between spaces. Within a key, `role` is no word: `sess-…role…`.
    #[must_use]
    pub fn has_word(&self, words: &[&str]) -> bool {
        let spoken = self.message.split_whitespace();
        spoken.map(|word| word.trim_matches(|it| ".,:;!?()\"'".contains(it))).any(|word| words.contains(&word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_between_spaces_only() {
        let error = |message: &str| error(format!(r#"{{"error":{{"message":"{message}"}}}}"#).as_bytes());
        for echo in ["sess-a.role.b", "sess-scope", "role/sess-x", "sess-x~permission=", "sess-a-(role)-b"] {
            assert!(!error(&format!("Incorrect API key provided: {echo}.")).has_word(&["role", "scope", "permission"]));
        }
        assert!(error("You need the right (role), ask.").has_word(&["role"]));
        assert!(error("Made with a SESSION key").has_phrase("session key"));
    }

    #[test]
    fn what_is_no_error_object_says_nothing() {
        for body in [
            "",
            "<html>",
            "[]",
            r#"{"error":"x"}"#,
            r#"{"error":{"code":401,"message":null}}"#,
            r#"{"error":{"code":""}}"#,
        ] {
            let error = error(body.as_bytes());
            assert_eq!((error.code, error.message.as_str()), (None, ""), "{body}");
        }
    }
}
