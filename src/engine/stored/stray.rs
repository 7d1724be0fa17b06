//! Items on disk that a state does not want.

use super::items::{INDEX, REMEMBERED, SETTINGS, is_of_monitor, monitor_item, reading_item};
use super::read_set_aside;
use crate::account::MetricSet;
use crate::engine::Saved;
use crate::json::Json;
use crate::monitor::MonitorId;

/// All of them, also the damaged parts that were set aside. `all` holds all items on disk.
#[must_use]
pub fn stray(all: &Json, saved: &Saved) -> Vec<String> {
    let wanted = wanted(saved);
    let names = all.as_object().into_iter().flatten().map(|(name, _)| name);
    names.filter(|name| !wanted.contains(name)).cloned().collect()
}

/// What deleted monitors left. Nothing if an index is set aside: what seems to be left may be the monitors of a later version, which may be
/// installed again.
#[must_use]
pub fn leftovers(all: &Json, saved: &Saved) -> Vec<String> {
    if read_set_aside(all).iter().any(|part| part.item() == INDEX) {
        return Vec::new();
    }
    stray(all, saved).into_iter().filter(|name| is_of_monitor(name)).collect()
}

/// The names of all items on disk that a state may have.
fn wanted(saved: &Saved) -> Vec<String> {
    let deleted = saved.index.deleted.iter().map(|deleted| &deleted.id);
    let with_readings =
        saved.monitors.keys().chain(deleted).chain(saved.detection.as_ref().map(|_| &MonitorId::Detection));
    let readings = with_readings.clone().flat_map(|id| MetricSet::ALL.map(|set| reading_item(id, set)));
    let fixed = [INDEX, SETTINGS, REMEMBERED].map(str::to_owned);
    fixed.into_iter().chain(with_readings.map(monitor_item)).chain(readings).collect()
}
