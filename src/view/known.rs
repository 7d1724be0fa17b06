//! The part of storage that a page reads.

use serde::de::DeserializeOwned;

use crate::account::{AccountStatus, Measured, MetricSet};
use crate::engine::stored::{self, reading_item};
use crate::engine::{Running, Saved};
use crate::json::Json;
use crate::monitor::{Monitor, MonitorId};

/// The stored state that a page shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Known {
    pub saved: Saved,
    pub running: Running,
    /// The readings of the monitor that is shown.
    pub readings: AccountStatus,
    /// The readings of the detection, which tries out a monitor before it is saved.
    pub detected: AccountStatus,
}

/// The items that a page reads next, given `opening`, which has the items of [`stored::page_opening`]. They are all monitors, and the readings of
/// the monitor that is shown and of the detection. No monitors if the index is missing or damaged; the worker repairs it when it starts.
#[must_use]
pub fn items_shown(opening: &Json) -> Vec<String> {
    let mut items = stored::monitor_items(opening).unwrap_or_else(|| vec![stored::monitor_item(&MonitorId::Detection)]);
    let current = stored::read_saved(opening, &Json::Null, &mut Vec::new()).index.current;
    for id in current.iter().chain([&MonitorId::Detection]) {
        items.extend(MetricSet::ALL.map(|set| reading_item(id, set)));
    }
    items
}

impl Known {
    /// Decodes what was read from storage: `opening` has the items of [`stored::page_opening`], `memory` the item `running`, and `shown` those of
    /// [`items_shown`].
    #[must_use]
    pub fn read(opening: &Json, memory: &Json, shown: &Json) -> Self {
        // Damaged items are left out. The worker sets them aside and reports them.
        let saved = stored::read_saved(opening, shown, &mut Vec::new());
        let current = saved.current().map(|(id, monitor)| status(id, monitor, shown));
        let detected = saved.detection.as_ref().map(|monitor| status(&MonitorId::Detection, monitor, shown));
        Self {
            running: stored::read_running(memory),
            readings: current.unwrap_or_default(),
            detected: detected.unwrap_or_default(),
            saved,
        }
    }

    /// Whether a monitor is being read now.
    #[must_use]
    pub fn is_in_flight(&self, id: &MonitorId) -> bool {
        self.running.collections.contains_key(id)
    }
}

fn status(id: &MonitorId, monitor: &Monitor, readings: &Json) -> AccountStatus {
    AccountStatus {
        credit_grants: reading(id, monitor, MetricSet::CreditGrants, readings),
        model_cost: reading(id, monitor, MetricSet::ModelCost, readings),
        billing_subscription: reading(id, monitor, MetricSet::BillingSubscription, readings),
    }
}

/// A reading whose time is the one its monitor knows. A reading left over from another account has another time.
fn reading<T: DeserializeOwned>(
    id: &MonitorId,
    monitor: &Monitor,
    set: MetricSet,
    readings: &Json,
) -> Option<Measured<T>> {
    let read: Measured<T> = stored::read_reading(readings.get(&reading_item(id, set)))?;
    (Some(read.at) == monitor.measured_at(set)).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn a_page_reads_all_monitors_and_the_readings_it_shows() {
        let opening =
            json::parse(br##"{"index": {"version": 2, "monitors": ["org-a", "#1"], "index": {"current": "#1"}}}"##);
        let shown = [
            "monitor:org-a",
            "monitor:#1",
            "monitor:?",
            "credit_grants:#1",
            "model_cost:#1",
            "billing_subscription:#1",
            "credit_grants:?",
            "model_cost:?",
            "billing_subscription:?",
        ];
        assert_eq!(items_shown(&opening.unwrap()), shown);
    }

    #[test]
    fn no_page_reads_the_items_with_keys() {
        let opening = json::parse(br#"{"index": "damaged"}"#).unwrap();
        for name in stored::page_opening().into_iter().chain(items_shown(&opening)) {
            assert!(![stored::KEYS, stored::REMEMBERED].contains(&name.as_str()), "{name}");
        }
    }
}
