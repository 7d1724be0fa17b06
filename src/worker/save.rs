//! Writing what a step has changed, and what happens to its effects if that fails.

use std::rc::Rc;

use super::Worker;
use super::browser::{Area, Browser};
use super::life::Life;
use super::time_out::call;
use crate::engine::{Effect, Event, RequestId, needed, record, step};

/// A write failed. What storage holds now is unknown.
pub(super) struct SaveFailed;

impl<B: Browser> Worker<B> {
    /// Puts what waits for it into the history, for the next save. If that cannot be read, it goes on waiting.
    pub(super) async fn record(&self, life: &mut Life) {
        if !life.has_unrecorded() {
            return;
        }
        let needed = needed(&life.state);
        let stored = self.browser.load(Area::Disk, Some(needed));
        if let Ok(stored) = call(&self.browser, stored).await {
            record(&mut life.state, &stored);
        }
    }

    /// Writes what has changed: disk first, so that a full disk leaves memory unchanged. Unwanted items that could not be removed are
    /// removed with the next save; nothing waits for that.
    pub(super) async fn save(self: &Rc<Self>, life: &mut Life) -> Result<(), SaveFailed> {
        if life.state.running.unsaved_since.is_some() {
            life.write_index();
        }
        let changes = life.changes();
        for (area, items) in [(Area::Disk, &changes.disk), (Area::Memory, &changes.memory)] {
            if !items.is_empty() && call(&self.browser, self.browser.save(area, items.clone())).await.is_err() {
                life.note_save_failed(&changes);
                return Err(SaveFailed);
            }
        }
        life.note_stored(&changes);
        let changed = changes.memory.iter().chain(&changes.disk).map(|(name, _)| name).chain(&changes.removed);
        let changed: Vec<&str> = changed.map(String::as_str).collect();
        if !changed.is_empty() {
            self.browser.announce(&changed);
        }
        let is_removed = changes.removed.is_empty()
            || call(&self.browser, self.browser.remove(changes.removed.clone())).await.is_ok();
        if is_removed {
            life.note_removed();
        }
        if life.state.running.unsaved_since.take().is_some() {
            self.save_running(life).await;
        }
        Ok(())
    }

    /// A save failed. Its requests are planned again; all other effects wait until a save succeeds.
    pub(super) async fn leave_undone(self: &Rc<Self>, life: &mut Life, effects: Vec<Effect>) {
        let mut unsent: Vec<RequestId> = Vec::new();
        for effect in effects {
            match effect {
                Effect::Send(request) => unsent.push(request.id),
                // Dropped: the session may be renewed before a save succeeds. The core gives this renewal up after its time.
                Effect::OpenBackgroundTab => {}
                effect => life.postponed.push(effect),
            }
        }
        let effects = step(&mut life.state, Event::NotSaved { unsent }, self.browser.now());
        life.postponed.extend(effects);
        self.save_running(life).await;
    }

    /// Tells pages whether storage works. This is kept in memory; if even that cannot be written, pages are not told.
    pub(super) async fn save_running(&self, life: &mut Life) {
        let running = life.changes().memory;
        if !running.is_empty() && call(&self.browser, self.browser.save(Area::Memory, running.clone())).await.is_ok() {
            let names: Vec<&str> = running.iter().map(|(name, _)| name.as_str()).collect();
            self.browser.announce(&names);
        }
    }
}
