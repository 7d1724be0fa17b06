use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::Timestamp;
use credit_gauge::engine::{NotificationId, Request};
use credit_gauge::openai::Outcome;
use credit_gauge::view::{Badge, Notification};
use credit_gauge::worker::{Alarm, Area, Reply};
use serde_json::Value;

use crate::call::{Call, Fate};
use crate::slot::Slot;

/// 2026-11-22 12:00 UTC.
const NOON: Timestamp = Timestamp::from_millis(1_795_348_800_000);

/// The state of the browser.
pub struct World {
    /// The clock, which tests can set.
    pub now: Timestamp,
    /// The time passed, in milliseconds, whatever the clock says.
    pub elapsed: u64,
    pub online: bool,
    pub access: Access,
    pub disk: BTreeMap<String, Value>,
    /// `storage.session`.
    pub memory: BTreeMap<String, Value>,
    pub alarm: Option<Alarm>,
    pub badge: Option<Badge>,
    pub notifications: BTreeMap<&'static str, Notification>,
    /// The URLs of the tabs the worker opened that are still open, and whether each was opened in the foreground.
    pub tabs: BTreeMap<i32, (String, bool)>,
    pub options_opened: u32,
    /// The unanswered requests, oldest first.
    pub open: Vec<OpenRequest>,
    /// Every request sent so far.
    pub sent: Vec<Request>,
    /// The replies to commands, with the number that sending the command returned.
    pub replies: Vec<(u64, Reply)>,
    /// The names of all items announced to pages as changed.
    pub announced: BTreeSet<String>,
    /// Every call of the worker, in order, with its fate.
    pub calls: Vec<(Call, Fate)>,
    pub(crate) waiting: Vec<Waiting>,
    pub(crate) sleepers: Vec<(u64, Slot<()>)>,
    pub(crate) is_dying: bool,
    pub(crate) has_moved: bool,
    pub(crate) tabs_made: i32,
    pub(crate) requests_made: u64,
    pub(crate) decide: Box<dyn FnMut(&Call) -> Fate>,
    pub(crate) watch: Watch,
}

/// An unanswered request.
pub struct OpenRequest {
    pub request: Request,
    /// The value of [`World::elapsed`] when it was sent.
    pub sent_at: u64,
    pub(crate) number: u64,
    pub(crate) answer: Slot<Outcome>,
}

/// Called with each request that is sent.
pub(crate) type Watch = Box<dyn FnMut(&World, &Request)>;

/// Ends a waiting call: does it for `true`, lets it fail for `false`.
pub(crate) type Finish = Box<dyn FnOnce(&mut World, bool)>;

/// A call whose fate is [`Fate::Later`].
pub(crate) struct Waiting {
    pub call: Call,
    pub finish: Finish,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            now: NOON,
            elapsed: 0,
            online: true,
            access: Access::default(),
            disk: BTreeMap::new(),
            memory: BTreeMap::new(),
            alarm: None,
            badge: None,
            notifications: BTreeMap::new(),
            tabs: BTreeMap::new(),
            options_opened: 0,
            open: Vec::new(),
            sent: Vec::new(),
            replies: Vec::new(),
            announced: BTreeSet::new(),
            calls: Vec::new(),
            waiting: Vec::new(),
            sleepers: Vec::new(),
            is_dying: false,
            has_moved: false,
            tabs_made: 0,
            requests_made: 0,
            decide: Box::new(|_| Fate::Done),
            watch: Box::new(|_, _| {}),
        }
    }

    pub fn area(&self, area: Area) -> &BTreeMap<String, Value> {
        match area {
            Area::Disk => &self.disk,
            Area::Memory => &self.memory,
        }
    }

    pub(crate) fn area_mut(&mut self, area: Area) -> &mut BTreeMap<String, Value> {
        match area {
            Area::Disk => &mut self.disk,
            Area::Memory => &mut self.memory,
        }
    }

    /// The calls that wait for [`Self::let_go`].
    pub fn waiting(&self) -> impl Iterator<Item = &Call> {
        self.waiting.iter().map(|waiting| &waiting.call)
    }

    /// Ends the waiting call with this index: does it if `is_done`, or lets it fail.
    pub fn let_go(&mut self, index: usize, is_done: bool) {
        let Waiting { finish, .. } = self.waiting.remove(index);
        finish(self, is_done);
        self.has_moved = true;
    }

    /// Browsers carry out writes to one place in order. So waiting calls to the place of `call` are done first.
    pub(crate) fn let_go_before(&mut self, call: &Call) {
        let Some(place) = call.place() else { return };
        while let Some(index) = self.waiting.iter().position(|waiting| waiting.call.place() == Some(place)) {
            self.let_go(index, true);
        }
    }

    /// Answers the open request with this index.
    pub fn answer(&mut self, index: usize, outcome: Outcome) {
        let Some(open) = self.open.get(index) else { return };
        open.answer.fill(outcome);
        self.has_moved = true;
    }

    /// Moves the clock forward, and ends the sleeps that are over by then.
    pub(crate) fn pass(&mut self, millis: u64) {
        self.elapsed += millis;
        self.now = self.now.after(Duration::from_millis(millis));
        let elapsed = self.elapsed;
        let (over, left) = std::mem::take(&mut self.sleepers).into_iter().partition(|(at, _)| *at <= elapsed);
        self.sleepers = left;
        let over: Vec<(u64, Slot<()>)> = over;
        self.has_moved |= !over.is_empty();
        over.into_iter().for_each(|(_, slot)| slot.fill(()));
    }

    /// The time until the next sleep ends, in milliseconds.
    pub(crate) fn next_sleeper_in(&self) -> Option<u64> {
        self.sleepers.iter().map(|(at, _)| at.saturating_sub(self.elapsed)).min()
    }

    pub(crate) fn carry_out(&mut self, call: &Call) {
        match call {
            Call::Save(area, items) => {
                for (name, text) in items {
                    let value = serde_json::from_str(text).expect("what is saved is JSON");
                    self.area_mut(*area).insert(name.clone(), value);
                }
            }
            Call::Remove(items) => items.iter().for_each(|name| drop(self.disk.remove(name))),
            Call::PaintBadge(badge) => self.badge = Some(badge.clone()),
            Call::SetAlarm(alarm) => self.alarm = *alarm,
            Call::Notify(notification) => {
                self.notifications.insert(notification.id.name(), notification.clone());
            }
            Call::ClearNotification(id) => self.clear_notification(*id),
            Call::OpenTab { url, is_active } => {
                self.tabs_made += 1;
                self.tabs.insert(self.tabs_made, (url.clone(), *is_active));
            }
            Call::CloseTab(tab) => drop(self.tabs.remove(tab)),
            Call::OpenOptions => self.options_opened += 1,
            Call::Granted | Call::Load(..) | Call::NamesOnDisk => {}
        }
    }

    fn clear_notification(&mut self, id: NotificationId) {
        self.notifications.remove(id.name());
    }

    /// Clears what a browser loses when it is closed.
    pub(crate) fn close(&mut self) {
        self.memory.clear();
        (self.alarm, self.badge) = (None, None);
        self.notifications.clear();
        self.tabs.clear();
    }
}
