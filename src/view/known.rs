//! What a page knows: the items of storage that it shows.

use serde::de::DeserializeOwned;

use crate::account::{AccountStatus, Measured, MetricSet};
use crate::engine::stored::{self, reading_item};
use crate::engine::{Running, Saved};
use crate::json::Json;
use crate::monitor::{Monitor, MonitorId};

/// What is stored, as far as a page shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Known {
    pub saved: Saved,
    pub running: Running,
    /// What was read of the monitor that is shown.
    pub readings: AccountStatus,
    /// What was read of the monitor that is being tried out.
    pub detected: AccountStatus,
}

/// The items with the readings that a page shows.
#[must_use]
pub fn reading_items(saved: &Saved) -> Vec<String> {
    let detection = saved.detection.iter().map(|_| &MonitorId::Detection);
    let shown = saved.current().map(|(id, _)| id).into_iter().chain(detection);
    shown.flat_map(|id| MetricSet::ALL.map(|set| reading_item(id, set))).collect()
}

impl Known {
    /// Puts together what was read from storage: `memory` holds the item `running`, `readings` those of [`reading_items`].
    #[must_use]
    pub fn of(saved: Saved, memory: &Json, readings: &Json) -> Self {
        let current = saved.current().map(|(id, monitor)| status(id, monitor, readings));
        let detected = saved.detection.as_ref().map(|monitor| status(&MonitorId::Detection, monitor, readings));
        Self {
            running: stored::read_running(memory),
            readings: current.unwrap_or_default(),
            detected: detected.unwrap_or_default(),
            saved,
        }
    }

    /// Whether this monitor is being read right now.
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

/// A reading that its monitor knows of. One that was left over from another account has another time.
fn reading<T: DeserializeOwned>(
    id: &MonitorId,
    monitor: &Monitor,
    set: MetricSet,
    readings: &Json,
) -> Option<Measured<T>> {
    let read: Measured<T> = stored::read_reading(readings.get(reading_item(id, set)))?;
    (Some(read.at) == monitor.measured_at(set)).then_some(read)
}
