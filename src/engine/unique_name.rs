//! Unique names: a person tells monitors apart by their names.

use super::Saved;
use crate::monitor::{MonitorId, Parameters, folded};

impl Saved {
    /// The wanted name, with a number appended if another monitor has that name.
    #[must_use]
    pub fn unique_name(&self, id: &MonitorId, wanted: &str) -> String {
        let others = self.monitors.iter().filter(|(other, _)| *other != id);
        // Each other name takes one number, and the one that equals the wanted name may take two, so one of these is free. Number 1 is the
        // wanted name alone.
        let mut taken = vec![false; self.monitors.len() + 2];
        let wanted_folded = folded(wanted);
        for (_, other) in others {
            let name = folded(&other.parameters.task_name);
            // A name of full length that already ends in a number can be both the wanted name and a numbered one.
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

/// Appends a number to a name, and shortens the name if the result would be too long.
fn with_number(name: &str, number: usize) -> String {
    let number = format!(" ({number})");
    let room = Parameters::LONGEST_NAME - number.len();
    format!("{}{number}", name.chars().take(room).collect::<String>())
}

/// The number that, appended to `wanted`, gives the folded `name`; 2 or more.
fn number_behind(name: &str, wanted: &str) -> Option<usize> {
    let (_, number) = name.strip_suffix(')')?.rsplit_once(" (")?;
    let number = number.parse().ok().filter(|number| (2..=MOST_NUMBER).contains(number))?;
    (folded(&with_number(wanted, number)) == name).then_some(number)
}

/// More than there can be monitors, and short enough to fit into a name.
const MOST_NUMBER: usize = 9999;

/// Whether `name` is `wanted` with a number appended.
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
