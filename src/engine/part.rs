//! What is stored of a monitor beside its own item: the names of its items, and what they hold.

use crate::account::MetricSet;
use crate::history::{self, Place, Tier};
use crate::monitor::MonitorId;

/// The last good reading of a set.
#[must_use]
pub fn reading_item(id: &MonitorId, set: MetricSet) -> String {
    format!("{}:{id}", set.name())
}

/// A chunk of a monitor's history.
#[must_use]
pub fn history_item(id: &MonitorId, place: Place) -> String {
    format!("{HISTORY}{}:{}:{id}", place.tier.name(), place.slot)
}

/// A chunk of what a monitor's days cost.
#[must_use]
pub fn costs_item(id: &MonitorId, slot: i64) -> String {
    format!("{COSTS}{slot}:{id}")
}

const HISTORY: &str = "history:";
const COSTS: &str = "costs:";

/// What is stored of a monitor beside its own item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Reading(MetricSet),
    History(Place),
    /// In this slot of the ring.
    Costs(i64),
}

impl Part {
    /// All parts that a monitor may have. The tried monitor has no history.
    pub fn all_of(id: &MonitorId) -> impl Iterator<Item = Self> + use<> {
        let history = history::all_places().map(Self::History).chain(history::all_cost_slots().map(Self::Costs));
        let history = Some(history).filter(|_| !id.is_detection());
        MetricSet::ALL.into_iter().map(Self::Reading).chain(history.into_iter().flatten())
    }

    /// The name of its item.
    #[must_use]
    pub fn item(self, id: &MonitorId) -> String {
        match self {
            Self::Reading(set) => reading_item(id, set),
            Self::History(place) => history_item(id, place),
            Self::Costs(slot) => costs_item(id, slot),
        }
    }
}

/// A part and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitorPart {
    pub id: MonitorId,
    pub part: Part,
}

impl MonitorPart {
    /// Whose part has this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (part, id) = history_part(name).or_else(|| costs_part(name)).or_else(|| reading_part(name))?;
        Some(Self { id: MonitorId::parse(id)?, part })
    }
}

fn history_part(name: &str) -> Option<(Part, &str)> {
    let (tier, rest) = name.strip_prefix(HISTORY)?.split_once(':')?;
    let (slot, id) = rest.split_once(':')?;
    let tier = Tier::ALL.into_iter().find(|it| it.name() == tier)?;
    Some((Part::History(Place { tier, slot: slot.parse().ok()? }), id))
}

fn costs_part(name: &str) -> Option<(Part, &str)> {
    let (slot, id) = name.strip_prefix(COSTS)?.split_once(':')?;
    Some((Part::Costs(slot.parse().ok()?), id))
}

fn reading_part(name: &str) -> Option<(Part, &str)> {
    MetricSet::ALL
        .into_iter()
        .find_map(|set| Some((Part::Reading(set), name.strip_prefix(set.name())?.strip_prefix(':')?)))
}
