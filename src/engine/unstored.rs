use std::rc::Rc;

use super::part::Part;
use crate::account::DayCosts;
use crate::monitor::MonitorId;
use crate::shared_map::SharedMap;

/// Parts of monitors that are not yet on disk as they should be. The worker writes them and keeps no copy.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unstored {
    /// As JSON.
    written: SharedMap<(MonitorId, Part), Rc<str>>,
    /// The names of items that are to be removed.
    removed: Vec<String>,
    /// What days cost, until it is put into chunks.
    pub(super) days: SharedMap<MonitorId, Vec<DayCosts>>,
}

impl Unstored {
    /// As the last worker left it: these items are to be removed.
    #[must_use]
    pub fn removing(removed: Vec<String>) -> Self {
        Self { removed, ..Self::default() }
    }

    pub fn write(&mut self, id: &MonitorId, part: Part, text: String) {
        self.written.insert((id.clone(), part), text.into());
        if !self.removed.is_empty() {
            let item = part.item(id);
            self.removed.retain(|name| *name != item);
        }
    }

    /// What days cost. The tried monitor has no history.
    pub fn cost(&mut self, id: &MonitorId, days: Vec<DayCosts>) {
        if !id.is_detection() {
            self.days.insert(id.clone(), days);
        }
    }

    /// Removes all parts of a monitor.
    pub fn remove_all_of(&mut self, id: &MonitorId) {
        self.written.retain(|(of, _), _| of != id);
        self.days.remove(id);
        self.removed.extend(Part::all_of(id).map(|part| part.item(id)));
    }

    /// The new text of a part: `None` if disk holds it, an empty text if it is to be removed.
    #[must_use]
    pub fn text(&self, id: &MonitorId, part: Part) -> Option<&str> {
        let written = self.written.get(&(id.clone(), part)).map(|text| &**text);
        written.or_else(|| self.removed.contains(&part.item(id)).then_some(""))
    }

    /// Whether the costs of days wait.
    #[must_use]
    pub const fn has_days(&self) -> bool {
        !self.days.is_empty()
    }

    pub fn written(&self) -> impl Iterator<Item = (String, &str)> {
        self.written.iter().map(|((id, part), text)| (part.item(id), &**text))
    }

    #[must_use]
    pub fn removed(&self) -> &[String] {
        &self.removed
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty() && self.days.is_empty()
    }

    /// What is to be written is on disk.
    pub fn note_written(&mut self) {
        self.written.clear();
    }

    /// What is to be removed is gone.
    pub fn note_removed(&mut self) {
        self.removed.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::MetricSet;
    use crate::history::{all_cost_slots, all_places};

    #[test]
    fn a_part_that_is_written_again_is_not_removed() {
        let (id, part) = (MonitorId::Pasted(1), Part::Reading(MetricSet::ModelCost));
        let mut unstored = Unstored::default();
        unstored.write(&id, part, "1".to_owned());
        unstored.remove_all_of(&id);
        assert_eq!(unstored.text(&id, part), Some(""));
        assert_eq!(unstored.written().count(), 0);
        unstored.write(&id, part, "2".to_owned());
        assert_eq!(unstored.text(&id, part), Some("2"));
        assert!(!unstored.removed().contains(&part.item(&id)));
        assert_eq!(
            unstored.removed().len(),
            MetricSet::ALL.len() + all_places().count() + all_cost_slots().count() - 1
        );
        unstored.note_written();
        assert_eq!(unstored.text(&id, part), None);
        assert_eq!(unstored.text(&id, Part::Reading(MetricSet::CreditGrants)), Some(""));
    }
}
