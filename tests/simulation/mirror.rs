//! Reads storage from outside, without the worker's own state.

use std::collections::BTreeMap;

use credit_gauge::account::MetricSet;
use credit_gauge::engine::stored::reading_item;
use credit_gauge::engine::{RequestId, Running, stored};
use credit_gauge::monitor::{Monitor, MonitorId};
use credit_gauge::worker::Area;
use serde_json::Value;
use simulated_browser::World;

/// The contents of storage.
#[derive(Default, Clone)]
pub struct Mirror {
    pub disk: BTreeMap<String, Value>,
    pub monitors: BTreeMap<MonitorId, Monitor>,
    pub running: Running,
    memory_item: Value,
}

impl Mirror {
    /// The contents now. Only changed items are decoded again.
    pub fn of(&self, world: &World) -> Self {
        let mut monitors = BTreeMap::new();
        let index = world.disk.get("index").and_then(|index| index["monitors"].as_array());
        let listed = |id: &MonitorId| index.is_none_or(|ids| ids.iter().any(|it| it.as_str() == Some(&id.to_string())));
        for (name, value) in &world.disk {
            let Some(id) = name.strip_prefix("monitor:").and_then(MonitorId::parse) else { continue };
            if !listed(&id) && !id.is_detection() {
                continue;
            }
            let known = self.monitors.get(&id).filter(|_| self.disk.get(name) == Some(value));
            if let Some(monitor) = known.cloned().or_else(|| serde_json::from_value(value.clone()).ok()) {
                monitors.insert(id, monitor);
            }
        }
        let memory_item = world.memory.get(stored::RUNNING).cloned().unwrap_or_default();
        let running = if memory_item == self.memory_item { self.running.clone() } else { running(world) };
        Self { disk: world.disk.clone(), monitors, running, memory_item }
    }

    /// All monitors except that of a detection.
    pub fn watched(&self) -> impl Iterator<Item = (&MonitorId, &Monitor)> {
        self.monitors.iter().filter(|(id, _)| !id.is_detection())
    }

    pub fn reading(&self, id: &MonitorId, set: MetricSet) -> Option<&Value> {
        self.disk.get(&reading_item(id, set))
    }

    /// Whether the request belongs to a collection in flight.
    pub fn is_in_flight(&self, request: &RequestId) -> bool {
        let Some(set) = request.purpose.set() else { return false };
        let collection = self.running.collections.get(&request.monitor).filter(|it| it.number == request.collection);
        collection.is_some_and(|it| it.waiting_for.get(set).is_some())
    }

    /// A field of the stored index.
    pub fn index(&self, name: &str) -> Option<&Value> {
        self.disk.get("index")?.get("index")?.get(name)
    }
}

/// The state of this run of the browser, from `storage.session`.
pub fn running(world: &World) -> Running {
    let item = world.area(Area::Memory).get(stored::RUNNING).cloned().unwrap_or_default();
    let memory = serde_json::json!({ stored::RUNNING: item });
    stored::read_running(&credit_gauge::json::to_tree(&memory))
}

/// A stored monitor; `None` if it is missing or damaged.
pub fn monitor(world: &World, id: &MonitorId) -> Option<Monitor> {
    serde_json::from_value(world.disk.get(&stored::monitor_item(id))?.clone()).ok()
}
