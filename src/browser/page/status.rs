//! The state of a page, and the status of an account, in markup.

use super::dom::Scope;
use crate::view::{PageState, Status, Tone};

/// Called last: tests wait for the state, and then expect the rest to be painted.
pub fn set_state(page: &Scope, state: PageState) {
    if let Some(body) = page.find("body") {
        body.set("data-state", Some(state.name()));
    }
}

/// Shows a status in its pill.
pub fn say_status(within: &Scope, slot: &str, status: &Status) {
    within.say(slot, Some(&status.text));
    if let Some(pill) = within.slot(slot) {
        pill.set("data-level", status.level.map(Tone::name));
    }
}
