//! Scripts and style sheets without what only their readers need: comments and indentation.
//!
//! The package is downloaded, and a worker reads its scripts at every wake. Nothing is renamed or moved, so the package stays readable.

use anyhow::{bail, ensure};

/// Takes out comments that stand on lines of their own, blank lines, and indentation. What follows code on its line stays.
///
/// # Errors
/// For a text whose lines cannot be looked at one by one: one with a string over several lines, or code after a comment's end.
pub fn without_comments(text: &str) -> anyhow::Result<String> {
    let mut short = String::with_capacity(text.len());
    let mut in_comment = false;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if in_comment || line.starts_with("/*") {
            let Some((_, after)) = line.split_once("*/") else {
                in_comment = true;
                continue;
            };
            in_comment = false;
            ensure!(after.trim().is_empty(), "line {}: code follows a comment; give it a line of its own", number + 1);
        } else if !line.is_empty() && !line.starts_with("//") {
            if line.ends_with('\\') || !line.matches('`').count().is_multiple_of(2) {
                bail!("line {}: a string goes on in the next line; write it in one", number + 1);
            }
            short.push_str(line);
            short.push('\n');
        }
    }
    Ok(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let text = "// why\nimport init from \"./glue.js\";\n\n/**\n * What it does\n * @returns {void}\n */\n\
            export function act() {\n  /* once */\n  return `https://${host}/*`; // at once\n}\n";
        let short =
            "import init from \"./glue.js\";\nexport function act() {\nreturn `https://${host}/*`; // at once\n}\n";
        assert_eq!(without_comments(text).unwrap(), short);
    }

    #[test]
    fn a_style_sheet_keeps_its_rules() {
        let text =
            "/* The palette. Every other\n   sheet draws from it. */\n:root {\n  --page: light-dark(#fff, #000);\n}\n";
        assert_eq!(without_comments(text).unwrap(), ":root {\n--page: light-dark(#fff, #000);\n}\n");
    }

    #[test]
    fn what_lines_do_not_show_is_refused() {
        for text in ["say(`one\n  // two`);", "say('one\\\ntwo');", "/* why */ act();"] {
            assert!(without_comments(text).is_err(), "{text}");
        }
    }
}
