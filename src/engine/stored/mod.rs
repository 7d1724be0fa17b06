//! Storage: its items, which of them a step changes, and how they are read back, damaged or not.
//!
//! | item | area | what | read by |
//! |---|---|---|---|
//! | `index` | disk | [`Index`], the version, and which monitors there are | worker, pages |
//! | `settings` | disk | [`Settings`] | worker, pages |
//! | `monitor:<id>` | disk | one [`Monitor`] | worker, pages |
//! | `<set>:<id>` | disk | the last good reading of one set of one monitor | the page that shows it |
//! | `history:<tier>:<slot>:<id>` | disk | a chunk of one monitor's [history](crate::history), as a string | the history page and the popup |
//! | `costs:<slot>:<id>` | disk | what each of sixteen days cost one monitor, as a string | the history page and the popup |
//! | `remembered` | disk | the keys a person wants remembered | worker |
//! | `removing` | disk | the names of items that are being removed | worker |
//! | `set_aside` | disk | damaged parts | worker, to add to it; otherwise for whoever looks into the damage |
//! | `keys` | memory | all keys | worker |
//! | `running` | memory | [`Running`] | worker, pages |
//!
//! An item or field that cannot be read is set aside and reported. The rest is used.

mod items;
mod migrate;
mod read;
mod stray;
mod write;

pub use super::part::{MonitorPart, Part, costs_item, history_item, reading_item};
pub use items::{
    INDEX, Item, KEYS, REMEMBERED, REMOVING, RUNNING, SET_ASIDE, SETTINGS, VERSION, disk_opening, is_monitor_item,
    memory_opening, monitor_item, monitor_items, page_opening,
};
pub use migrate::{is_outdated, migrated};
pub use read::{Loaded, read, read_reading, read_running, read_saved, read_set_aside};
pub use stray::{leftovers, set_aside_item, stray};
pub use write::{Changes, changes, text_of};

#[cfg(test)]
mod tests;
