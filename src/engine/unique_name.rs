//! No two monitors have one name: a name is how a person tells one from another.

use super::Saved;
use crate::monitor::{MonitorId, Parameters, folded};

impl Saved {
    /// A name for this monitor that no other one has: the wanted one, with a number if need be.
    #[must_use]
    pub fn unique_name(&self, id: &MonitorId, wanted: &str) -> String {
        let others = self.monitors.iter().filter(|(other, _)| *other != id);
        // Each name takes one number, and the wanted one may take two, so one of these is free. The first is that of the name alone.
        let mut taken = vec![false; self.monitors.len() + 2];
        let wanted_folded = folded(wanted);
        for (_, other) in others {
            let name = folded(&other.parameters.task_name);
            // A long name with a number behind it, which has no room for another, is both.
            for number in (name == wanted_folded).then_some(1).into_iter().chain(number_behind(&name, wanted)) {
                if let Some(taken) = taken.get_mut(number - 1) {
                    *taken = true;
                }
            }
        }
        match taken.iter().position(|taken| !taken) {
            None | Some(0) => wanted.to_owned(),
            Some(index) => with_number(wanted, index + 1),
        }
    }
}

/// A name with a number behind it, no longer than a name may be.
fn with_number(name: &str, number: usize) -> String {
    let number = format!(" ({number})");
    let room = Parameters::LONGEST_NAME - number.len();
    format!("{}{number}", name.chars().take(room).collect::<String>())
}

/// The number, 2 or more, with which `wanted` is the folded `name`.
fn number_behind(name: &str, wanted: &str) -> Option<usize> {
    let (_, number) = name.strip_suffix(')')?.rsplit_once(" (")?;
    let number = number.parse().ok().filter(|number| (2..=MOST_NUMBER).contains(number))?;
    (folded(&with_number(wanted, number)) == name).then_some(number)
}

/// More than there are monitors, and short enough for a name to have room for it.
const MOST_NUMBER: usize = 9999;

/// Whether `name` is `wanted` with a number behind it.
pub(super) fn is_numbered(name: &str, wanted: &str) -> bool {
    number_behind(&folded(name), wanted).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::Monitor;

    #[test]
    fn no_name_is_given_twice() {
        let long = "x".repeat(Parameters::LONGEST_NAME);
        let full = format!("{} (2)", "x".repeat(Parameters::LONGEST_NAME - 4));
        for wanted in ["Acme", "acme (2)", "ACME (02)", &long, &full, "Ärzte ()", " (3)"] {
            let mut saved = Saved::default();
            for number in 0..150 {
                let id = MonitorId::Pasted(number);
                let task_name = saved.unique_name(&id, wanted);
                let is_same = |it: &Monitor| folded(&it.parameters.task_name) == folded(&task_name);
                assert!(!saved.monitors.values().any(is_same), "{task_name}");
                assert!(task_name.chars().count() <= Parameters::LONGEST_NAME);
                assert_eq!(saved.unique_name(&id, &task_name), task_name);
                assert!(number == 0 || is_numbered(&task_name, wanted), "{task_name}");
                saved.monitors.insert(id, Monitor::new(Parameters { task_name, ..Parameters::default() }));
            }
        }
    }
}
