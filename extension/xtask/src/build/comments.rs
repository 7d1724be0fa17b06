//! Removes comments and indentation from scripts and style sheets.
//!
//! People download the package, and the worker parses its scripts at every start, so size counts. Names stay, so it can still be read.

use anyhow::{bail, ensure};

/// Removes comments on lines of their own, blank lines and indentation. A comment after code on the same line stays.
///
/// # Errors
/// The text cannot be processed line by line: a string spans several lines, or code follows the end of a comment.
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
            ensure!(
                after.trim().is_empty(),
                "line {}: code follows a comment; put it on a line of its own",
                number + 1
            );
        } else if !line.is_empty() && !line.starts_with("//") {
            if line.ends_with('\\') || !line.matches('`').count().is_multiple_of(2) {
                bail!("line {}: a string continues on the next line; write it on one", number + 1);
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
    fn strings_over_several_lines_and_code_after_a_comment_are_refused() {
        for text in ["say(`one\n  // two`);", "say('one\\\ntwo');", "/* why */ act();"] {
            assert!(without_comments(text).is_err(), "{text}");
        }
    }
}
