use std::ops::Range;

/// Whether `text` contains something that looks like a key of any kind: `OPENAI_API_KEY=sk-...`, `https://x/?k=sess-...`, `"sess-..."`, also
/// percent-encoded. Names, tags and descriptions are shown and exported, and a key pasted into the wrong field must not get there.
#[must_use]
pub fn looks_like_key(text: &str) -> bool {
    if first_key(text).is_some() {
        return true;
    }
    // `%3D` before a key, or `%2D` within it; `%253D` if one URL was encoded into another.
    let mut decoded = text.to_owned();
    for _ in 0..3 {
        let Some(further) = percent_decoded(&decoded) else { break };
        decoded = further;
        if first_key(&decoded).is_some() {
            return true;
        }
    }
    false
}

/// The bytes of the first word that looks like a key.
pub(super) fn first_key(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find_map(|start| {
        let begins =
            start.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|it| !it.is_ascii_alphanumeric());
        let rest = bytes.get(start..).filter(|rest| begins && begins_like_key(rest))?;
        // Only the start of the word is judged, or a text of a megabyte with such a word at every third character would take very long.
        let judged = without_dots(token(rest.get(..rest.len().min(MOST_JUDGED))?));
        is_like_key(judged).then(|| start..start + without_dots(token(rest)).len())
    })
}

/// The characters of a bearer token (RFC 6750) at the start of `text`.
fn token(text: &[u8]) -> &[u8] {
    let is_of_token = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(byte);
    text.get(..text.iter().take_while(|byte| is_of_token(byte)).count()).unwrap_or_default()
}

/// Removes full stops at the end: they end a sentence and are not part of a key.
fn without_dots(word: &[u8]) -> &[u8] {
    let end = word.iter().rposition(|byte| *byte != b'.').map_or(0, |last| last + 1);
    word.get(..end).unwrap_or_default()
}

/// The number of bytes of a word that are judged. The first two parts of a JWT have a few hundred each.
const MOST_JUDGED: usize = 4096;

/// Every key is longer than this. Shorter words of the same form, such as `sk-learn`, are names.
const SHORTEST: usize = 20;

/// A key has digits, or a run of letters at least this long. Words joined by hyphens have neither.
const LONGEST_WORD: usize = 20;

/// Case is ignored: hosts are written in lower case, and a key entered as a host is still a key.
fn begins_like_key(text: &[u8]) -> bool {
    is_jwt_like(text) || [b"sess-".as_slice(), b"sk-"].iter().any(|prefix| begins_with(text, prefix))
}

fn is_jwt_like(text: &[u8]) -> bool {
    begins_with(text, b"eyj")
}

fn begins_with(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len()).is_some_and(|it| it.eq_ignore_ascii_case(prefix))
}

/// Whether the rest of a word that begins like a key looks like one too.
fn is_like_key(word: &[u8]) -> bool {
    let is_random = || {
        let mut runs = word.split(|byte| !byte.is_ascii_alphanumeric());
        word.iter().any(u8::is_ascii_digit) || runs.any(|run| run.len() >= LONGEST_WORD)
    };
    let has_three_parts = || word.split(|byte| *byte == b'.').take_while(|part| !part.is_empty()).count() >= 3;
    word.len() >= SHORTEST && if is_jwt_like(word) { has_three_parts() } else { is_random() }
}

/// `text` with each `%XX` of an ASCII character decoded; `None` if there is nothing to decode.
fn percent_decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut decoded = parts.next()?.to_owned();
    let mut found = false;
    for part in parts {
        let byte = part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii);
        match byte.zip(part.get(2..)) {
            Some((byte, rest)) => {
                decoded.push(char::from(byte));
                decoded.push_str(rest);
                found = true;
            }
            None => {
                decoded.push('%');
                decoded.push_str(part);
            }
        }
    }
    found.then_some(decoded)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEYS: [&str; 5] = [
        "sess-MadeUp0123456789abcdef",
        "sess-MadeUpWithoutAnyDigitInIt",
        "sk-proj-MadeUp0123456789abc",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWRlLXVwIn0.c2ln",
        "SESS-MADEUP0123456789ABCDEF",
    ];

    #[test]
    fn a_key_is_found_anywhere_in_a_text() {
        for key in KEYS {
            let encoded = key.replace('-', "%2D").replace('.', "%2E");
            for text in [
                key.to_owned(),
                format!("Bearer {key}"),
                format!("OPENAI_API_KEY={key}"),
                format!("https://x.example/?k={key}"),
                format!("https://x.example/?k={key}&y=1"),
                format!("https://x.example/%3Fk%3D{key}"),
                format!("https://x.example/%253Fk%253D{key}"),
                format!("https://x.example/?k={encoded}"),
                format!("a/{key}"),
                format!("a/{key}/b"),
                format!("owner:{key}"),
                format!("key_{key}"),
                format!("\"{key}\""),
                format!("'{key}'"),
                format!("({key})"),
                format!("[{key}]"),
                format!("{{{key}}}"),
                format!("<{key}>"),
                format!("my key is {key}."),
                format!("a,{key};b"),
                format!("schlüssel→{key}"),
            ] {
                assert!(looks_like_key(&text), "{text}");
            }
        }
    }

    #[test]
    fn ordinary_names_do_not_look_like_keys() {
        for text in [
            "",
            "sk-learn",
            "sess-planning-meeting-notes",
            "the eyJ of the storm, part one",
            "env:prod",
            "risk-assessment-2026-of-the-platform",
            "assess-2026-the-whole-of-the-platform",
            "100% of desk-2026-and-other-furniture",
            "%",
            "%zz%4",
            "https://api.openai.com/v1/organizations?limit=20",
        ] {
            assert!(!looks_like_key(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[-a-z%0-9.sk eyJ=/é]{0,60}") {
            let _ = looks_like_key(&text);
        }
    }
}
