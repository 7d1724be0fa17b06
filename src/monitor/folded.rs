/// A name in lower case, to compare names regardless of case.
///
/// `str::to_lowercase` is not used: it treats the Greek sigma at the end of a word as another letter, and adds tables of all letters to the
/// module for that.
#[must_use]
pub fn folded(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).map(|letter| if letter == 'ς' { 'σ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_makes_no_other_name_in_any_script() {
        for (one, other) in
            [("Acme", "aCME"), ("Ärzte", "äRZTE"), ("ОТДЕЛ", "отдел"), ("ΟΔΟΣ", "οδος"), ("İ", "i\u{307}")]
        {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        assert_ne!(folded("Acme"), folded("Acmé"));
    }
}
