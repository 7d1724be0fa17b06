//! Items on disk that a state does not want.

use super::items::{INDEX, REMEMBERED, SET_ASIDE, SETTINGS, owner};
use super::read_set_aside;
use crate::engine::Saved;
use crate::json::Json;
use crate::monitor::MonitorId;

/// All of them, also the damaged parts that were set aside. `names` are those of all items on disk.
#[must_use]
pub fn stray(names: &[String], saved: &Saved) -> Vec<String> {
    let is_wanted = |name: &str| {
        [INDEX, SETTINGS, REMEMBERED].contains(&name) || owner(name).is_some_and(|id| is_known(saved, &id))
    };
    names.iter().filter(|name| !is_wanted(name)).cloned().collect()
}

/// What deleted monitors left. `set_aside` holds the item of damaged parts. Nothing if an index is among them: what seems to be left may be the
/// monitors of a later version, which may be installed again.
#[must_use]
pub fn leftovers(names: &[String], set_aside: &Json, saved: &Saved) -> Vec<String> {
    if read_set_aside(set_aside).iter().any(|part| part.item() == INDEX) {
        return Vec::new();
    }
    names.iter().filter(|name| owner(name).is_some_and(|id| !is_known(saved, &id))).cloned().collect()
}

/// The item of damaged parts.
#[must_use]
pub fn set_aside_item() -> Vec<String> {
    vec![SET_ASIDE.to_owned()]
}

/// Whether there is such a monitor, or there was one that can still be restored.
fn is_known(saved: &Saved, id: &MonitorId) -> bool {
    saved.monitor(id).is_some() || saved.index.deleted.iter().any(|deleted| deleted.id == *id)
}
