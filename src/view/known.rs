//! The part of storage that a page reads.

use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::account::{AccountStatus, DayCosts, Measured, MetricSet, Timestamp};
use crate::engine::stored::{self, costs_item, history_item, reading_item};
use crate::engine::{Running, Saved};
use crate::forecast::MOST_DAYS;
use crate::history::{Chunk, CostChunk, Point, Tier, cost_slots_between, days, places_between, points};
use crate::json::Json;
use crate::monitor::{Monitor, MonitorId};

/// The stored state that a page shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Known {
    pub saved: Saved,
    pub running: Running,
    /// The readings of the monitor that is shown.
    pub readings: AccountStatus,
    /// What each of the last days cost the monitor that is shown.
    pub days: Vec<DayCosts>,
    /// What it measured in each hour of the last week.
    pub week: Vec<Point>,
    /// The readings of the detection, which tries out a monitor before it is saved.
    pub detected: AccountStatus,
}

/// How many days of costs are read, before today: those that the forecast uses.
const DAYS: i64 = MOST_DAYS as i64;

/// How much of the balance's course is shown.
const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);

/// The items that a page reads next, given `opening`, which has the items of [`stored::page_opening`]. They are all monitors, the readings and the
/// latest history of the monitor that is shown, and the readings of the detection. No monitors if the index is missing or damaged; the worker repairs it when it starts.
#[must_use]
pub fn items_shown(opening: &Json, now: Timestamp) -> Vec<String> {
    let mut items = stored::monitor_items(opening).unwrap_or_else(|| vec![stored::monitor_item(&MonitorId::Detection)]);
    let current = stored::read_saved(opening, &Json::Null, &mut Vec::new()).index.current;
    for id in current.iter().chain([&MonitorId::Detection]) {
        items.extend(MetricSet::ALL.map(|set| reading_item(id, set)));
    }
    if let Some(id) = &current {
        items.extend(cost_items(id, now));
        items.extend(week_items(id, now));
    }
    items
}

fn cost_items(id: &MonitorId, now: Timestamp) -> impl Iterator<Item = String> {
    let slots = cost_slots_between(now.day().plus(-DAYS), now.day());
    slots.into_iter().map(|slot| costs_item(id, slot))
}

fn week_items(id: &MonitorId, now: Timestamp) -> impl Iterator<Item = String> {
    places_between(Tier::Hour, now.before(WEEK), now).into_iter().map(|place| history_item(id, place))
}

impl Known {
    /// Decodes what was read from storage: `opening` has the items of [`stored::page_opening`], `memory` the item `running`, and `shown` those of
    /// [`items_shown`] at `now`.
    #[must_use]
    pub fn read(opening: &Json, memory: &Json, shown: &Json, now: Timestamp) -> Self {
        // Damaged items are left out. The worker sets them aside and reports them.
        let saved = stored::read_saved(opening, shown, &mut Vec::new());
        let current = saved.current().map(|(id, monitor)| status(id, monitor, shown));
        let detected = saved.detection.as_ref().map(|monitor| status(&MonitorId::Detection, monitor, shown));
        Self {
            running: stored::read_running(memory),
            readings: current.unwrap_or_default(),
            days: saved.current().map(|(id, _)| days_of(id, shown, now)).unwrap_or_default(),
            week: saved.current().map(|(id, _)| week_of(id, shown, now)).unwrap_or_default(),
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

fn days_of(id: &MonitorId, shown: &Json, now: Timestamp) -> Vec<DayCosts> {
    let chunks = cost_items(id, now).filter_map(|name| CostChunk::read(shown.get(&name)?.as_str()?));
    days(chunks, now.day().plus(-DAYS), now.day())
}

fn week_of(id: &MonitorId, shown: &Json, now: Timestamp) -> Vec<Point> {
    let chunks = week_items(id, now).filter_map(|name| Chunk::read(Tier::Hour, shown.get(&name)?.as_str()?));
    points(Tier::Hour, chunks, now.before(WEEK), now)
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
        let items = items_shown(&opening.unwrap(), Timestamp::from_millis(1_795_348_800_000));
        let (history, others): (Vec<_>, Vec<_>) = items.into_iter().partition(|name| name.split(':').count() > 2);
        assert_eq!(others, shown);
        assert!(history.iter().all(|name| name.ends_with(":#1")), "{history:?}");
        assert_eq!(
            history.iter().filter(|name| name.starts_with("costs:")).count(),
            6,
            "ninety days in chunks of sixteen"
        );
        assert_eq!(history.iter().filter(|name| name.starts_with("history:hour:")).count(), 8);
    }

    #[test]
    fn no_page_reads_the_items_with_keys() {
        let opening = json::parse(br#"{"index": "damaged"}"#).unwrap();
        for name in stored::page_opening().into_iter().chain(items_shown(&opening, Timestamp::from_millis(0))) {
            assert!(![stored::KEYS, stored::REMEMBERED].contains(&name.as_str()), "{name}");
        }
    }
}
