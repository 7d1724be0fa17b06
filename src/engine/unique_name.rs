//! No two monitors have one name: a name is how a person tells one from another.

use super::Saved;
use crate::monitor::{MonitorId, Parameters};

impl Saved {
    /// A name for this monitor that no other one has: the wanted one, with a number if need be.
    #[must_use]
    pub fn unique_name(&self, id: &MonitorId, wanted: &str) -> String {
        let others = self.monitors.iter().filter(|(other, _)| *other != id);
        let taken: Vec<String> = others.map(|(_, it)| it.parameters.task_name.to_lowercase()).collect();
        let is_free = |name: &String| !taken.contains(&name.to_lowercase());
        // One of more names than there are others is free.
        let numbered = (2..).take(taken.len() + 1).map(|number| with_number(wanted, number));
        std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
    }
}

/// A name with a number behind it, no longer than a name may be.
fn with_number(name: &str, number: u32) -> String {
    let number = format!(" ({number})");
    let room = Parameters::LONGEST_NAME - number.len();
    format!("{}{number}", name.chars().take(room).collect::<String>())
}

/// Whether `name` is `wanted` with a number behind it.
pub(super) fn is_numbered(name: &str, wanted: &str) -> bool {
    let number =
        name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).and_then(|(_, number)| number.parse().ok());
    number.is_some_and(|number| with_number(wanted, number) == name)
}
