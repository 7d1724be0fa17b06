//! What one life of the worker knows, and what of it is stored.

use super::browser::{Area, Browser, CallFailed};
use super::time_out::call;
use crate::access::Access;
use crate::account::Timestamp;
use crate::engine::stored::{self, Changes, Loaded, SET_ASIDE};
use crate::engine::{Effect, SetAside, State};
use crate::json::{self, Json};
use crate::view::Badge;

/// The most damaged parts that are kept. The oldest are dropped first.
const MOST_SET_ASIDE: usize = 20;

/// Why the alarm is set: the next thing that is due, and whether a failed call to the browser is to be retried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Reason {
    pub next: Option<Timestamp>,
    pub is_to_be_tried_again: bool,
}

pub(super) struct Life {
    pub state: State,
    /// The state as storage holds it. It shares unchanged entries with `state`.
    stored: State,
    /// Items whose content in storage is unknown or damaged: a failed save may have written them, and a damaged item would be reported at
    /// every start. They are written again, or removed if they are not wanted.
    unsure: Vec<String>,
    /// The damaged parts as JSON, until they are stored in an item of their own.
    set_aside: Option<String>,
    /// Effects that wait for a save to succeed.
    pub postponed: Vec<Effect>,
    /// What the alarm was last set for; `None` when unknown.
    pub armed_for: Option<Reason>,
    /// Whether the browser failed to say which sites are granted.
    pub is_access_unsure: bool,
    /// What the toolbar shows; `None` when unknown.
    pub painted: Option<Badge>,
    /// Whether this life has looked for leftovers. If that failed, the next one does.
    pub has_tried_to_tidy: bool,
    /// When the last event was served.
    pub last_event_at: Option<Timestamp>,
}

/// What a life begins with.
pub(super) struct Beginning {
    pub life: Life,
    /// The parts of the stored state that could not be read.
    pub set_aside: Vec<SetAside>,
    /// The granted sites, if the browser says.
    pub granted: Result<Access, CallFailed>,
}

/// Reads everything from storage. Independent reads run in parallel.
///
/// # Errors
/// A read failed. Nothing may be written then, or stored data would be overwritten.
pub(super) async fn load<B: Browser>(browser: &B) -> Result<Beginning, CallFailed> {
    let opening = browser.load(Area::Disk, Some(stored::disk_opening()));
    let memory = browser.load(Area::Memory, Some(stored::memory_opening()));
    let granted = browser.granted();
    super::warm_up::warm_up();
    let opening = match call(browser, opening).await? {
        opening if stored::is_outdated(&opening) => migrate(browser).await?,
        opening => opening,
    };
    let memory = call(browser, memory).await?;
    let granted = call(browser, granted).await;
    let monitors = call(browser, browser.load(Area::Disk, stored::monitor_items(&opening))).await?;
    let Loaded { state, set_aside } = stored::read(&opening, &monitors, &memory);
    let mut life = Life {
        stored: state.clone(),
        state,
        unsure: Vec::new(),
        set_aside: None,
        postponed: Vec::new(),
        armed_for: None,
        is_access_unsure: false,
        painted: None,
        has_tried_to_tidy: false,
        last_event_at: None,
    };
    if opening.get(stored::INDEX).is_none() && !life.state.saved.monitors.is_empty() {
        life.write_index();
    }
    if !set_aside.is_empty() {
        let earlier = call(browser, browser.load(Area::Disk, Some(vec![SET_ASIDE.to_owned()]))).await?;
        let mut all = stored::read_set_aside(&earlier);
        all.extend_from_slice(&set_aside);
        life.set_aside = Some(json::to_string(&all.split_off(all.len().saturating_sub(MOST_SET_ASIDE))));
        // The readable rest overwrites a damaged item, or the damage would be found at every start.
        life.distrust(set_aside.iter().map(|part| part.item()));
    }
    Ok(Beginning { life, set_aside, granted })
}

/// Writes all items on disk in their current form, in one call: browsers write what one call sets as a whole or not at all. Returns the items
/// that are read first.
async fn migrate<B: Browser>(browser: &B) -> Result<Json, CallFailed> {
    let all = call(browser, browser.load(Area::Disk, None)).await?;
    if let Some(items) = stored::migrated(&all) {
        call(browser, browser.save(Area::Disk, items.clone())).await?;
        browser.announce(&items.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    }
    call(browser, browser.load(Area::Disk, Some(stored::disk_opening()))).await
}

impl Life {
    /// What has to be written.
    pub fn changes(&self) -> Changes {
        let mut changes = stored::changes(&self.stored, &self.state);
        changes.disk.extend(self.set_aside.iter().map(|text| (SET_ASIDE.to_owned(), text.clone())));
        for name in &self.unsure {
            let area = if [stored::KEYS, stored::RUNNING].contains(&name.as_str()) {
                &mut changes.memory
            } else {
                &mut changes.disk
            };
            if area.iter().any(|(other, _)| other == name) {
                continue;
            }
            match stored::text_of(&self.state, name) {
                Some(text) => area.push((name.clone(), text)),
                None if stored::is_monitor_item(name) && !changes.removed.contains(name) => {
                    changes.removed.push(name.clone());
                }
                None => {}
            }
        }
        changes
    }

    /// Everything was written. Removals stay pending until they succeed.
    pub fn note_stored(&mut self, changes: &Changes) {
        self.unsure.clone_from(&changes.removed);
        self.set_aside = None;
        self.state.unstored.note_written();
        self.stored = self.state.clone();
    }

    /// All removals succeeded.
    pub fn note_removed(&mut self) {
        self.unsure.clear();
        self.state.unstored.note_removed();
        self.stored.unstored.note_removed();
    }

    /// Writes both items with keys in any case. An entry that could not be read is not known, and would be left there.
    pub fn write_keys(&mut self) {
        self.distrust([stored::KEYS, stored::REMEMBERED].into_iter());
    }

    /// Whether an item on disk is still to be written again or removed.
    fn is_to_be_cleaned(&self) -> bool {
        !self.unsure.is_empty() || !self.state.unstored.is_empty()
    }

    /// Whether something waits to be put into the history.
    pub fn has_unrecorded(&self) -> bool {
        !self.state.running.samples.is_empty() || self.state.unstored.has_days()
    }

    /// Whether the worker has to wake up for what could not be read, written or removed.
    pub fn is_unfinished(&self) -> bool {
        self.is_to_be_cleaned() || self.has_unrecorded()
    }

    /// Whether the state is what storage holds, and all of it was readable.
    pub fn is_settled(&self) -> bool {
        !self.is_to_be_cleaned()
            && self.state.running.unsaved_since.is_none()
            && self.state.saved.index.damage.is_empty()
    }

    /// A save failed. Which of its items were written is unknown.
    pub fn note_save_failed(&mut self, changes: &Changes) {
        self.distrust(changes.disk.iter().chain(&changes.memory).map(|(name, _)| name.as_str()));
    }

    fn distrust<'a>(&mut self, items: impl Iterator<Item = &'a str>) {
        for name in items {
            if !self.unsure.iter().any(|it| it == name) {
                self.unsure.push(name.to_owned());
            }
        }
    }

    /// Adds the index to the next save: it was lost, or it is to be found out whether storage can be written again.
    pub fn write_index(&mut self) {
        let index = stored::disk_opening().into_iter().next();
        self.unsure.extend(index.filter(|name| !self.unsure.contains(name)));
    }
}
