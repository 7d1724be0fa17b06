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

/// Everything the browser is and holds.
pub struct World {
    /// What the clock shows. It can be set.
    pub now: Timestamp,
    /// How much time has really passed, in milliseconds.
    pub elapsed: u64,
    pub online: bool,
    pub access: Access,
    pub disk: BTreeMap<String, Value>,
    /// `storage.session`.
    pub memory: BTreeMap<String, Value>,
    pub alarm: Option<Alarm>,
    pub badge: Option<Badge>,
    pub notifications: BTreeMap<&'static str, Notification>,
    /// The tabs that were opened by the worker and are still open, and whether each was opened in front.
    pub tabs: BTreeMap<i32, (String, bool)>,
    pub options_opened: u32,
    /// Requests without an answer yet.
    pub open: Vec<OpenRequest>,
    /// Every request ever sent.
    pub sent: Vec<Request>,
    /// The replies to commands, by the number the command was given.
    pub replies: Vec<(u64, Reply)>,
    /// The names of items that pages were told of.
    pub announced: BTreeSet<String>,
    /// Every call that was made, in order, with its fate.
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

/// A request that has no answer yet.
pub struct OpenRequest {
    pub request: Request,
    /// When it was sent, in milliseconds of [`World::elapsed`].
    pub sent_at: u64,
    pub(crate) number: u64,
    pub(crate) answer: Slot<Outcome>,
}

/// Looks at each request that is sent.
pub(crate) type Watch = Box<dyn FnMut(&World, &Request)>;

/// Does a waiting call, or has it fail.
pub(crate) type Finish = Box<dyn FnOnce(&mut World, bool)>;

/// A call that waits to be done.
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

    /// The calls that wait to be done.
    pub fn waiting(&self) -> impl Iterator<Item = &Call> {
        self.waiting.iter().map(|waiting| &waiting.call)
    }

    /// Does the waiting call of this index, or has it fail.
    pub fn let_go(&mut self, index: usize, is_done: bool) {
        let Waiting { finish, .. } = self.waiting.remove(index);
        finish(self, is_done);
        self.has_moved = true;
    }

    /// A browser serves the calls that write to one place in the order in which they came: those that wait are done before another one.
    pub(crate) fn let_go_before(&mut self, call: &Call) {
        let Some(place) = call.place() else { return };
        while let Some(index) = self.waiting.iter().position(|waiting| waiting.call.place() == Some(place)) {
            self.let_go(index, true);
        }
    }

    /// Answers the open request of this index.
    pub fn answer(&mut self, index: usize, outcome: Outcome) {
        let Some(open) = self.open.get(index) else { return };
        open.answer.fill(outcome);
        self.has_moved = true;
    }

    /// Lets the clock go on. What was to happen meanwhile happens at the end.
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

    /// How long until somebody's sleep is over, in milliseconds.
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
            Call::Granted | Call::Load(..) => {}
        }
    }

    fn clear_notification(&mut self, id: NotificationId) {
        self.notifications.remove(id.name());
    }

    /// What the browser forgets when it is closed.
    pub(crate) fn close(&mut self) {
        self.memory.clear();
        (self.alarm, self.badge) = (None, None);
        self.notifications.clear();
        self.tabs.clear();
    }
}
