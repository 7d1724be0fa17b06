use crate::account::MetricSet;
use crate::history::{self, Place, Tier};
use crate::json::Json;
use crate::monitor::MonitorId;

/// The version that is written. The worker migrates items of an earlier version. Of a later version the index and the settings are set aside;
/// its monitors cannot be read.
pub const VERSION: u64 = 2;

pub const INDEX: &str = "index";
pub const SETTINGS: &str = "settings";
pub const REMEMBERED: &str = "remembered";
pub const SET_ASIDE: &str = "set_aside";
pub const KEYS: &str = "keys";
pub const RUNNING: &str = "running";

/// An item to be written: its name, and its value as JSON.
pub type Item = (String, String);

/// The items on disk that the worker reads first. The index among them lists the monitors.
#[must_use]
pub fn disk_opening() -> Vec<String> {
    [INDEX, SETTINGS, REMEMBERED].map(str::to_owned).to_vec()
}

/// The items on disk that a page reads first: no keys.
#[must_use]
pub fn page_opening() -> Vec<String> {
    [INDEX, SETTINGS].map(str::to_owned).to_vec()
}

#[must_use]
pub fn memory_opening() -> Vec<String> {
    [KEYS, RUNNING].map(str::to_owned).to_vec()
}

#[must_use]
pub fn monitor_item(id: &MonitorId) -> String {
    format!("{MONITOR}{id}")
}

#[must_use]
pub fn is_monitor_item(name: &str) -> bool {
    name.starts_with(MONITOR)
}

pub(super) const MONITOR: &str = "monitor:";

#[must_use]
pub fn reading_item(id: &MonitorId, set: MetricSet) -> String {
    format!("{}:{id}", set.name())
}

/// A chunk of a monitor's history.
#[must_use]
pub fn history_item(id: &MonitorId, place: Place) -> String {
    format!("{HISTORY}{}:{}:{id}", place.tier.name(), place.slot)
}

const HISTORY: &str = "history:";

/// What is stored of a monitor beside its own item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Reading(MetricSet),
    History(Place),
}

impl Part {
    /// All parts that a monitor may have. The tried monitor has no history.
    pub fn all_of(id: &MonitorId) -> impl Iterator<Item = Self> + use<> {
        let places = Some(history::all_places()).filter(|_| !id.is_detection());
        MetricSet::ALL.into_iter().map(Self::Reading).chain(places.into_iter().flatten().map(Self::History))
    }

    /// The name of its item.
    #[must_use]
    pub fn item(self, id: &MonitorId) -> String {
        match self {
            Self::Reading(set) => reading_item(id, set),
            Self::History(place) => history_item(id, place),
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
        let (part, id) = match name.strip_prefix(HISTORY) {
            Some(rest) => {
                let (tier, rest) = rest.split_once(':')?;
                let (slot, id) = rest.split_once(':')?;
                let tier = Tier::ALL.into_iter().find(|it| it.name() == tier)?;
                (Part::History(Place { tier, slot: slot.parse().ok()? }), id)
            }
            None => MetricSet::ALL
                .into_iter()
                .find_map(|set| Some((Part::Reading(set), name.strip_prefix(set.name())?.strip_prefix(':')?)))?,
        };
        Some(Self { id: MonitorId::parse(id)?, part })
    }
}

/// The monitor whose own item or part has this name.
pub(super) fn owner(name: &str) -> Option<MonitorId> {
    match name.strip_prefix(MONITOR) {
        Some(id) => MonitorId::parse(id),
        None => MonitorPart::named(name).map(|part| part.id),
    }
}

/// The items of all monitors in the index, and of the tried one. `None` if the index or its list is missing or damaged: all items have to be
/// read then, because the monitors may be there all the same.
#[must_use]
pub fn monitor_items(opening: &Json) -> Option<Vec<String>> {
    let ids = opening.get(INDEX)?.get("monitors")?.as_array()?;
    let ids = ids.iter().map(|id| MonitorId::parse(id.as_str()?)).collect::<Option<Vec<_>>>()?;
    Some(ids.iter().chain([&MonitorId::Detection]).map(monitor_item).collect())
}
