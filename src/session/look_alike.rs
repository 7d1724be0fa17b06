/// Whether a word of this text looks like a key, of whatever kind. Names, tags and descriptions are shown and exported: a key that was
/// pasted into the wrong field is not to go that way.
#[must_use]
pub fn looks_like_key(text: &str) -> bool {
    text.split(|it: char| !(it.is_ascii_alphanumeric() || "-_.+/=~".contains(it))).any(is_like_key)
}

/// The shortest key is longer than this; shorter words of that form, such as `sk-learn`, are names.
const SHORTEST: usize = 20;

/// Whatever its case: a host is written in lower case, and a key that was taken for one is still a key.
fn is_like_key(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let is_token = (word.starts_with("sess-") || word.starts_with("sk-")) && has_digit;
    let is_jwt = word.starts_with("eyj") && word.split('.').count() == 3;
    word.len() >= SHORTEST && (is_token || is_jwt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_from_names() {
        for text in [
            "sess-MadeUp0123456789abcdef",
            "key: sk-proj-MadeUp0123456789abc",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWRlLXVwIn0.c2ln",
            "owner:sess-MadeUp0123456789abcdef",
            "SESS-MADEUP0123456789ABCDEF",
        ] {
            assert!(looks_like_key(text), "{text}");
        }
        for text in ["", "sk-learn", "sess-planning-meeting-notes", "the eyJ of the storm, part one", "env:prod"] {
            assert!(!looks_like_key(text), "{text}");
        }
    }
}
