use crate::account::{CreditGrants, DayCosts, Grant, Measured, MetricSet, Timestamp};
use crate::browser::webext::storage;
use crate::engine::stored::{costs_item, history_item, read_reading, reading_item};
use crate::history::{Chunk, CostChunk, Point, Tier, cost_slots_between, days, places_between, points};
use crate::json::Json;
use crate::monitor::MonitorId;
use crate::view::{CostChart, Window};
use crate::worker::{Area, CallFailed};

/// What the charts of a window are made from.
pub struct Loaded {
    pub tier: Tier,
    pub points: Vec<Point>,
    pub grants: Vec<Grant>,
    pub costs: Vec<DayCosts>,
}

impl Loaded {
    pub fn is_empty(&self) -> bool {
        self.points.is_empty() && self.costs.is_empty()
    }

    /// The time of the first point or day.
    pub fn first(&self) -> Option<Timestamp> {
        let (point, day) = (self.points.first().map(|it| it.at), self.costs.first().map(|it| it.day.start()));
        point.into_iter().chain(day).min()
    }
}

/// Reads all of it in one call.
pub async fn read(id: &MonitorId, window: Window, now: Timestamp) -> Result<Loaded, CallFailed> {
    let tier = window.tier(now);
    let chunks: Vec<String> =
        places_between(tier, window.from, window.until).into_iter().map(|place| history_item(id, place)).collect();
    let grants = reading_item(id, MetricSet::CreditGrants);
    let costs = cost_items(id, window);
    let names = chunks.iter().chain(&costs).chain([&grants]).cloned().collect();
    let items = storage::get(Area::Disk, Some(names)).await?;
    let chunk = |name: &String| Chunk::read(tier, items.get(name)?.as_str()?);
    let read: Option<Measured<CreditGrants>> = read_reading(items.get(&grants));
    Ok(Loaded {
        tier,
        points: points(tier, chunks.iter().filter_map(chunk), window.from, window.until),
        grants: read.map(|read| read.value.grants).unwrap_or_default(),
        costs: costs_in(&items, &costs, window),
    })
}

/// The names of the items with the costs of some days.
fn cost_items(id: &MonitorId, window: Window) -> Vec<String> {
    let (first, last) = CostChart::days(window);
    cost_slots_between(first, last).into_iter().map(|slot| costs_item(id, slot)).collect()
}

fn costs_in(items: &Json, names: &[String], window: Window) -> Vec<DayCosts> {
    let (first, last) = CostChart::days(window);
    let chunk = |name: &String| CostChunk::read(items.get(name)?.as_str()?);
    days(names.iter().filter_map(chunk), first, last)
}
