/// A name without its case: names that differ in nothing else are one name to a person.
///
/// `str::to_lowercase` does more: it writes the Greek sigma at the end of a word as another letter, and brings tables of all letters for it.
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
