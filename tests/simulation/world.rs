//! A browser with the extension in it, an OpenAI, and a person: all plain data.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::Timestamp;
use credit_gauge::engine::{Effect, Event, Request, Saved, State, step};
use credit_gauge::monitor::{Monitor, MonitorId, Naming};
use credit_gauge::openai::{Endpoint, NoAnswer};
use credit_gauge::view::{Popup, badge};
use fastrand::Rng;

use crate::answers::{self, Served};
use crate::invariants::{self, Held, Occasion};
use crate::keys::Keys;
use crate::record::{Collection, Ended, Moment, Record};
use crate::storage::Storage;

/// How long a request may take before the worker gives it up, in milliseconds.
const TIME_OUT: i64 = 20_000;

/// How many happenings are remembered, to be told when something does not hold.
const TOLD: usize = 30;

/// A request that has no end yet.
pub struct Open {
    pub request: Request,
    pub sent: Moment,
    /// Whether the monitor it was made for is no more: deleted, forgotten, or another account's by now.
    pub orphan: bool,
}

pub struct World {
    pub rng: Rng,
    /// What the clock shows.
    pub now: Timestamp,
    /// What time it really is.
    pub moment: Moment,
    pub steps: u64,
    pub happened: VecDeque<String>,
    /// The worker's state while it lives.
    pub worker: Option<State>,
    /// How many effects the worker still lives for; `None` for as long as it likes.
    pub lives_for: Option<usize>,
    pub storage: Storage,
    pub record: Record,
    pub online: bool,
    pub access: Access,
    pub alarm: Option<Timestamp>,
    /// Whether the browser has lost the last one, which no worker can know.
    pub alarm_lost: bool,
    pub open: Vec<Open>,
    /// Background tabs that are open, and how many are still opening.
    pub tabs: BTreeSet<i32>,
    pub opening: u32,
    pub tabs_made: i32,
    /// When the last background tab was asked for.
    pub renewed: Option<Moment>,
    /// Whether the person was told that a session has ended, and one still is.
    pub notified: bool,
    pub keys: Keys,
    /// The key the platform's tab uses.
    pub session: String,
    /// How many organisations the person has.
    pub organizations: u64,
    /// How many of a hundred answers are bad.
    pub bad_of_100: u8,
    answers: u64,
}

impl World {
    /// A freshly installed extension.
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut keys = Keys::default();
        let session = keys.make();
        let organizations = if rng.u8(0..4) == 0 { rng.u64(20..=40) } else { rng.u64(1..=5) };
        let bad_of_100 = [0, 10, 30, 80][rng.usize(0..4)];
        Self {
            rng,
            now: Timestamp::from_millis(1_795_348_800_000),
            moment: Moment::default(),
            steps: 0,
            happened: VecDeque::new(),
            worker: None,
            lives_for: None,
            storage: Storage { takes: true, ..Storage::default() },
            record: Record::default(),
            online: true,
            access: Access::default(),
            alarm: None,
            alarm_lost: false,
            open: Vec::new(),
            tabs: BTreeSet::new(),
            opening: 0,
            tabs_made: 0,
            renewed: None,
            notified: false,
            keys,
            session,
            organizations,
            bad_of_100,
            answers: 0,
        }
    }

    /// Notes what happens, for a report.
    pub fn tell(&mut self, what: impl FnOnce() -> String) {
        if self.happened.len() == TOLD {
            self.happened.pop_front();
        }
        self.happened.push_back(format!("{} (+{} s) {}", self.now.iso(), self.moment.passed / 1000, what()));
    }

    /// What a worker knows, or would find.
    pub fn saved(&self) -> Option<&Saved> {
        self.worker.as_ref().map(|state| &state.saved).or(self.storage.state.as_deref())
    }

    /// An event of the browser: it wakes the worker if there is none.
    pub fn happens(&mut self, event: Event, occasion: Occasion) -> Held {
        if self.worker.is_none() {
            self.wake(false)?;
        }
        // The worker looks at the network before each event.
        if self.worker.as_ref().is_some_and(|state| state.saved.offline == self.online) {
            self.take(Event::ConnectivityChanged { online: self.online }, Occasion::ByItself)?;
        }
        // From here on the worker knows that its alarm is gone, if that is what it hears.
        self.alarm_lost &= !matches!(event, Event::AlarmRang);
        if self.worker.is_none() { Ok(()) } else { self.take(event, occasion) }
    }

    /// A worker is born. `damage`: the disk comes back damaged.
    pub fn wake(&mut self, damage: bool) -> Held {
        let loaded = self.storage.load(damage.then_some(&mut self.rng));
        invariants::after_a_kill(self.storage.state.as_deref(), &loaded)?;
        self.record = self.storage.record.clone();
        if let Some(path) = &loaded.damaged_at {
            // What it knew of its own past may be gone, and nobody can hold it to that.
            self.record = Record::default();
            (self.renewed, self.notified) = (None, false);
            let path = path.clone();
            self.tell(|| format!("the disk is damaged at {path}"));
        }
        self.worker = Some(loaded.state);
        let (access, online) = (self.access.clone(), self.online);
        self.take(Event::Woke { access, online, set_aside: loaded.set_aside }, Occasion::Woke)
    }

    /// The worker is killed; what it had asked for will not be heard.
    pub fn kill(&mut self) {
        self.worker = None;
        self.lives_for = None;
        self.open.clear();
    }

    fn take(&mut self, event: Event, occasion: Occasion) -> Held {
        let Some(mut state) = self.worker.take() else { return Ok(()) };
        let before = state.saved.clone();
        self.note_occasion(&occasion, &before);
        let effects = step(&mut state, event, self.now);
        self.steps += 1;
        self.note_endings(&before, &state.saved);
        invariants::after_a_step(self, &before, &state, &occasion, &effects)?;
        self.note_beginnings(&effects);
        // The notification may stay a moment longer, as when the worker dies before it takes it back; it is replaced, never doubled.
        self.notified &= state.saved.monitors.values().any(|it| it.is_signed_out() && !it.parameters.paused);
        self.worker = Some(state);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Held {
        let (mut saved, mut failed, mut unsent) = (false, false, Vec::new());
        for effect in effects {
            if let Some(left) = &mut self.lives_for {
                if *left == 0 {
                    self.tell(|| format!("the worker is killed before {}", name(&effect)));
                    self.kill();
                    return Ok(());
                }
                *left -= 1;
            }
            match effect {
                Effect::SaveKeys(keys) => {
                    // A new key that is saved is a reason to ask out of turn that outlives the worker.
                    for (id, _) in keys.iter().filter(|(id, held)| self.storage.keys.get(*id) != Some(*held)) {
                        self.storage.record.of(id).out_of_turn = true;
                    }
                    self.storage.keys = keys;
                }
                Effect::SaveRemembered(keys) if self.storage.takes => self.storage.remembered = keys,
                Effect::SaveState(state) if self.storage.takes => {
                    self.storage.state = Some(state);
                    self.storage.record = self.record.clone();
                    saved = true;
                }
                Effect::SetAside(_) | Effect::ForgetSetAside if self.storage.takes => {}
                Effect::SaveRemembered(_) | Effect::SaveState(_) | Effect::SetAside(_) | Effect::ForgetSetAside => {
                    failed = true;
                }
                Effect::SaveTrouble(since) => self.storage.unsaved_since = since,
                Effect::PaintBadge => self.paint()?,
                Effect::WakeAt(at) => (self.alarm, self.alarm_lost) = (at, false),
                Effect::Send(request) if failed => unsent.push(request.id),
                _ if failed => {}
                Effect::Send(request) => self.open.push(Open { request, sent: self.moment, orphan: false }),
                Effect::NotifySessionEnded(_) => self.notified = true,
                Effect::ClearNotification => self.notified = false,
                Effect::OpenBackgroundTab => {
                    self.renewed = Some(self.moment);
                    self.opening += 1;
                }
                Effect::CloseTab(tab) => drop(self.tabs.remove(&tab)),
            }
        }
        let unsaved = self.worker.as_ref().is_some_and(|state| state.unsaved_since.is_some());
        if failed {
            self.take(Event::NotSaved { unsent }, Occasion::ByItself)
        } else if saved && unsaved {
            self.take(Event::SavedAgain, Occasion::ByItself)
        } else {
            Ok(())
        }
    }

    /// The badge, and now and then the popup: they are made of any state there can be.
    fn paint(&mut self) -> Held {
        let Some(state) = &self.worker else { return Ok(()) };
        if self.rng.u8(0..32) == 0 {
            let _ = Popup::of(&state.saved, state.unsaved_since, self.now);
        }
        invariants::a_badge_has_four_characters(&badge(&state.saved, state.unsaved_since, self.now))
    }

    /// Time passes. A request that takes too long ends meanwhile.
    pub fn passes(&mut self, millis: i64) -> Held {
        let until = self.moment.passed + millis;
        while let Some(index) = self.open.iter().position(|open| open.sent.passed + TIME_OUT <= until) {
            let over = (self.open[index].sent.passed + TIME_OUT).max(self.moment.passed);
            self.advance(over - self.moment.passed);
            self.ends(index, answers::nothing(NoAnswer::TimedOut))?;
        }
        self.advance(until - self.moment.passed);
        Ok(())
    }

    fn advance(&mut self, millis: i64) {
        let millis = millis.max(0);
        self.moment.passed += millis;
        self.now = self.now.after(Duration::from_millis(millis as u64));
    }

    /// An open request is answered: as its key deserves, and then by chance.
    pub fn answers(&mut self, index: usize) -> Held {
        let request = &self.open[index].request;
        let (endpoint, taken) = (request.id.endpoint, self.keys.is_taken(request.key.expose()));
        self.answers += 1;
        let served = if !taken {
            answers::refused()
        } else if self.rng.u8(0..100) < self.bad_of_100 {
            answers::badly(&mut self.rng, self.now)
        } else {
            answers::well(endpoint, self.answers, self.now)
        };
        self.ends(index, served)
    }

    fn ends(&mut self, index: usize, served: Served) -> Held {
        let Open { request, orphan, .. } = self.open.swap_remove(index);
        let balance = (served.good && request.id.endpoint == Endpoint::CreditGrants).then_some(self.answers);
        self.tell(|| {
            let how = served.outcome.as_ref().map_or("nothing".to_owned(), |answer| answer.status.to_string());
            format!("{:?} of {} ({}) answers {how}", request.id.endpoint, request.id.monitor, request.id.collection)
        });
        let occasion =
            Occasion::Answer { id: request.id.clone(), good: served.good, balance, wait: served.wait, orphan };
        self.happens(Event::Answered(request.id, served.outcome), occasion)
    }

    /// What the person or the tab does is a reason to ask out of turn; a 429 is one not to.
    fn note_occasion(&mut self, occasion: &Occasion, before: &Saved) {
        match occasion {
            Occasion::About(id) => self.record.of(id).out_of_turn = true,
            Occasion::AboutAll => {
                before.monitors.keys().for_each(|id| self.record.of(id).out_of_turn = true);
            }
            Occasion::Answer { id, wait: Some(seconds), orphan: false, .. } => {
                let is_on_its_way = |it: &Monitor| match id.endpoint.set() {
                    Some(set) => {
                        let of_this = it.collection.as_ref().filter(|it| it.number == id.collection);
                        of_this.is_some_and(|it| it.waiting_for.get(set).is_some())
                    }
                    None => it.naming == Naming::AskedBeside(id.collection),
                };
                if before.monitors.get(&id.monitor).is_some_and(is_on_its_way) {
                    let wait = (*seconds as i64 * 1000).clamp(30_000, 24 * 3_600_000);
                    let moment = self.moment;
                    let asked = self.record.of(&id.monitor);
                    let left = |(from, wait): (Moment, i64)| wait - moment.since(from);
                    if asked.wait.is_none_or(|earlier| left(earlier) < wait) {
                        asked.wait = Some((moment, wait));
                    }
                }
            }
            Occasion::Answer { .. } | Occasion::Woke | Occasion::ByItself => {}
        }
    }

    /// Collections that are over, and monitors that are no more.
    fn note_endings(&mut self, before: &Saved, after: &Saved) {
        for (id, was) in &before.monitors {
            let deleted = after.deleted.iter().find(|it| it.id == *id).map(|it| &it.monitor);
            let is = after.monitors.get(id).or(deleted);
            if is.is_none_or(|is| !was.is_same_account(is)) {
                self.orphan(id);
                continue;
            }
            let number = was.collection.as_ref().map(|it| it.number);
            let still = is.and_then(|it| it.collection.as_ref()).map(|it| it.number);
            if number.is_some() && number != still {
                let failed = is.is_some_and(|it| it.schedule.failed_in_a_row > 0);
                let how = if failed { Ended::WithFailures } else { Ended::Well };
                let moment = self.moment;
                if let Some(last) = &mut self.record.of(id).last {
                    last.ended = Some((moment, how));
                }
            }
        }
        for was in &before.deleted {
            if !after.monitors.contains_key(&was.id) && !after.deleted.iter().any(|it| it.id == was.id) {
                self.orphan(&was.id);
            }
        }
        let detected =
            |saved: &Saved| saved.detection.as_ref().and_then(|it| it.collection.as_ref()).map(|it| it.number);
        if detected(before) != detected(after) {
            self.orphan(&MonitorId::detection());
        }
    }

    fn orphan(&mut self, id: &MonitorId) {
        self.record.0.remove(id);
        let of_it = self.open.iter_mut().filter(|open| open.request.id.monitor == *id);
        of_it.for_each(|open| open.orphan = true);
    }

    fn note_beginnings(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Send(request) if request.id.endpoint == Endpoint::CreditGrants => {
                    let moment = self.moment;
                    let asked = self.record.of(&request.id.monitor);
                    if asked.last.is_none_or(|last| last.number != request.id.collection) {
                        asked.last = Some(Collection { number: request.id.collection, began: moment, ended: None });
                        asked.out_of_turn = false;
                    }
                }
                _ => {}
            }
        }
    }
}

/// An effect in a word.
fn name(effect: &Effect) -> String {
    let debug = format!("{effect:?}");
    debug.split(['(', ' ']).next().unwrap_or_default().to_owned()
}
