use crate::engine::part::MonitorPart;
use crate::json::Json;
use crate::monitor::MonitorId;

/// The version that is written. The worker migrates items of an earlier version. Of a later version the index and the settings are set aside;
/// its monitors cannot be read.
pub const VERSION: u64 = 2;

pub const INDEX: &str = "index";
pub const SETTINGS: &str = "settings";
pub const REMEMBERED: &str = "remembered";
pub const SET_ASIDE: &str = "set_aside";
/// The names of items that are to be removed. A worker that dies before it has removed them leaves that to the next one.
pub const REMOVING: &str = "removing";
pub const KEYS: &str = "keys";
pub const RUNNING: &str = "running";

/// An item to be written: its name, and its value as JSON.
pub type Item = (String, String);

/// The items on disk that the worker reads first. The index among them lists the monitors.
#[must_use]
pub fn disk_opening() -> Vec<String> {
    [INDEX, SETTINGS, REMEMBERED, REMOVING].map(str::to_owned).to_vec()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::part::Part;

    #[test]
    fn the_name_of_an_item_tells_whose_it_is() {
        for text in ["", "#7", "org-a", "?"] {
            let id = MonitorId::parse(text).unwrap();
            for part in Part::all_of(&id) {
                assert_eq!(MonitorPart::named(&part.item(&id)), Some(MonitorPart { id: id.clone(), part }));
            }
            assert_eq!(owner(&monitor_item(&id)), Some(id));
        }
        for stranger in
            ["index", "settings", "history:raw:x:org-a", "history:weeks:1:org-a", "costs:org-a", "credit_grants"]
        {
            assert_eq!(owner(stranger), None, "{stranger}");
        }
    }
}
