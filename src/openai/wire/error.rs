use crate::json;

/// The parts of OpenAI's error object that tell errors of one status apart, in lower case. They are never shown or stored, because a 401
/// repeats the key it refuses.
#[derive(Default)]
pub struct ErrorObject {
    /// `error.code`, such as `invalid_api_key`; never empty.
    pub code: Option<String>,
    message: String,
}

/// Decodes the body of an error, `{"error": {"message", "type", "param", "code"}}`. Anything else, such as a proxy's error page, gives no
/// code and no message; then only the status counts.
#[must_use]
pub fn error(body: &[u8]) -> ErrorObject {
    let body = json::parse(body).unwrap_or_default();
    let text = |name| Some(body.get("error")?.get(name)?.as_str()?.to_ascii_lowercase());
    ErrorObject { code: text("code").filter(|code| !code.is_empty()), message: text("message").unwrap_or_default() }
}

impl ErrorObject {
    /// Whether the message has this phrase of several words. A key has no space, so an echoed key cannot match.
    #[must_use]
    pub fn has_phrase(&self, phrase: &str) -> bool {
        debug_assert!(phrase.contains(' '), "a single word may be part of a key");
        self.message.contains(phrase)
    }

    /// Whether the message has one of these words, between spaces. The `role` inside an echoed key, `sess-…role…`, does not count.
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
    fn a_word_counts_only_between_spaces() {
        let error = |message: &str| error(format!(r#"{{"error":{{"message":"{message}"}}}}"#).as_bytes());
        for echo in ["sess-a.role.b", "sess-scope", "role/sess-x", "sess-x~permission=", "sess-a-(role)-b"] {
            assert!(!error(&format!("Incorrect API key provided: {echo}.")).has_word(&["role", "scope", "permission"]));
        }
        assert!(error("You need the right (role), ask.").has_word(&["role"]));
        assert!(error("Made with a SESSION key").has_phrase("session key"));
    }

    #[test]
    fn a_body_that_is_not_an_error_object_gives_no_code_and_no_message() {
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
