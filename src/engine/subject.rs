//! The monitor an event is about, looked up once and borrowed together with what reading it needs.

use std::rc::Rc;

use super::state::may_ask;
use super::{Effect, HeldKey, Keys, Request, RequestId, Running, State, Unstored, recording};
use crate::access::Access;
use crate::account::Timestamp;
use crate::monitor::{Attempt, Collection, Monitor, MonitorId, Naming, Session};
use crate::openai::{PathForm, Place, Purpose, Source};

/// One monitor, to be read and changed.
pub(super) struct Subject<'a> {
    pub id: &'a MonitorId,
    pub monitor: &'a mut Monitor,
    pub keys: &'a mut Keys,
    pub running: &'a mut Running,
    pub unstored: &'a mut Unstored,
    access: &'a Access,
    /// For a tried monitor: the end of the wait that OpenAI asked another monitor of the same account for.
    others_wait_until: Option<Timestamp>,
}

impl State {
    pub(super) fn subject<'a>(&'a mut self, id: &'a MonitorId) -> Option<Subject<'a>> {
        let others_wait_until = if id.is_detection() { self.wait_of_same_account(id) } else { None };
        let saved = &mut self.saved;
        let monitor =
            if id.is_detection() { Rc::make_mut(saved.detection.as_mut()?) } else { saved.monitors.get_mut(id)? };
        Some(Subject {
            id,
            monitor,
            keys: &mut self.keys,
            running: &mut self.running,
            unstored: &mut self.unstored,
            access: &saved.index.access,
            others_wait_until,
        })
    }

    pub(super) fn drop_parts(&mut self, id: &MonitorId) {
        drop_parts(&mut self.running, &mut self.unstored, id);
    }

    fn wait_of_same_account(&self, id: &MonitorId) -> Option<Timestamp> {
        let monitor = self.saved.monitor(id)?;
        let same = self.saved.monitors.values().filter(|it| it.is_same_account(monitor));
        same.filter_map(|it| it.schedule.wait_until).max()
    }
}

/// Removes the readings and the history of a monitor from disk.
fn drop_parts(running: &mut Running, unstored: &mut Unstored, id: &MonitorId) {
    running.samples.retain(|(of, _)| of != id);
    unstored.remove_all_of(id);
}

impl Subject<'_> {
    pub fn key(&self) -> Option<&HeldKey> {
        self.keys.get(self.id)
    }

    pub fn is_in_flight(&self) -> bool {
        self.running.collections.contains_key(self.id)
    }

    pub fn collection_mut(&mut self) -> Option<&mut Collection> {
        self.running.collections.get_mut(self.id)
    }

    /// Replaces the key with a new one, captured or pasted.
    pub fn hold(&mut self, held: HeldKey) {
        self.keys.insert(self.id.clone(), held);
        self.monitor.session = Session::Live;
        self.monitor.naming = Naming::NotAsked;
        self.monitor.forget_refusals();
        if let Some(collection) = self.collection_mut() {
            collection.key_replaced = true;
            // What the earlier key was refused is no failure of this one: the account is read again.
            let before = collection.failures.len();
            collection.failures.retain(|failure| !failure.refuses_key());
            collection.ask_again |= collection.failures.len() < before;
        }
    }

    pub const fn source(&self) -> Source {
        self.monitor.parameters.source()
    }

    /// Whether there is a key for the account, access is granted, and the monitor is not paused.
    fn can_ask(&self) -> bool {
        let parameters = &self.monitor.parameters;
        let has_key = self.key().is_some_and(|held| held.fits(parameters));
        has_key && !parameters.paused && may_ask(self.access, parameters)
    }

    /// The end of a wait that OpenAI asked for, if it is in the future.
    pub fn blocked_until(&self, now: Timestamp) -> Option<Timestamp> {
        let others = self.others_wait_until.filter(|until| *until > now);
        self.monitor.schedule.blocked_until(now).max(others)
    }

    /// Begins a collection, unless one is in flight, requests [cannot be sent](Self::can_ask), or OpenAI asked for a wait. In the last case
    /// the collection is due after the wait.
    pub fn begin(&mut self, now: Timestamp) -> Option<Effect> {
        if self.is_in_flight() || !self.can_ask() {
            return None;
        }
        if let Some(until) = self.blocked_until(now) {
            let schedule = &mut self.monitor.schedule;
            schedule.next_at = Some(schedule.next_at.map_or(until, |at| at.max(until)));
            return None;
        }
        self.running.collections_begun += 1;
        let collection = Collection::begin(self.running.collections_begun, now);
        self.running.collections.insert(self.id.clone(), collection);
        self.source().first().find_map(|purpose| self.ask(purpose, now))
    }

    /// Sends one request of the collection, with the form of the path that last answered.
    pub fn ask(&mut self, purpose: Purpose, now: Timestamp) -> Option<Effect> {
        let known = purpose.set().and_then(|set| self.monitor.paths.get(set).copied());
        let form = known.unwrap_or_else(|| self.source().first_form(purpose));
        self.ask_with(purpose, Attempt { sent_at: now, form, fell_back: false })
    }

    /// Sends the request again with the other form of its path.
    pub fn ask_other_form(&mut self, purpose: Purpose, refused: PathForm, now: Timestamp) -> Option<Effect> {
        self.ask_with(purpose, Attempt { sent_at: now, form: refused.other(), fell_back: true })
    }

    fn ask_with(&mut self, purpose: Purpose, attempt: Attempt) -> Option<Effect> {
        // Since the collection began, a person may have paused the monitor, revoked access or replaced the key, and OpenAI may have asked
        // for a wait.
        if !self.can_ask() || self.blocked_until(attempt.sent_at).is_some() {
            return None;
        }
        let held = self.key()?;
        let origin = held.account.host.origin();
        let place = Place { origin: &origin, organization: held.account.organization.as_ref() };
        let http = self.source().request(purpose, place, attempt.form, &held.key, attempt.sent_at)?;
        let collection = self.running.collections.get_mut(self.id)?;
        let number = collection.number;
        match purpose.set() {
            Some(set) => collection.waiting_for.insert(set, attempt),
            None => self.monitor.naming = Naming::AskedBeside(number),
        }
        Some(Effect::Send(Request { id: RequestId { monitor: self.id.clone(), collection: number, purpose }, http }))
    }

    /// Ends a collection that cannot go on. The next one is planned as after this failure.
    pub fn give_up(&mut self, failure: crate::openai::Failure, now: Timestamp) {
        self.end_collection();
        self.monitor.plan(self.id, &[failure], now);
        self.settle_detection();
    }

    /// If this is the tried monitor, its only collection is over: drops its key and its schedule.
    pub fn settle_detection(&mut self) {
        if self.id.is_detection() {
            let wait_until = self.monitor.schedule.wait_until;
            self.monitor.schedule = crate::monitor::Schedule { wait_until, ..Default::default() };
            self.keys.remove(self.id);
        }
    }

    /// Removes its readings and its history from disk.
    pub fn drop_parts(&mut self) {
        drop_parts(self.running, self.unstored, self.id);
    }

    /// Ends the collection, which leaves a sample, unless nothing was read and nothing failed.
    pub fn end_collection(&mut self) -> Option<Collection> {
        let (id, collection) = Rc::unwrap_or_clone(self.running.collections.remove(self.id)?);
        if collection.sample.is_up || !collection.failures.is_empty() {
            recording::wait(&mut self.running.samples, &id, collection.sample);
        }
        Some(collection)
    }

    /// Makes a collection due at once, if the session is live, the monitor is not paused and no collection is in flight.
    pub fn start_over_if_live(&mut self, now: Timestamp) {
        if self.monitor.session == Session::Live && !self.monitor.parameters.paused && !self.is_in_flight() {
            self.monitor.schedule.start_over(now);
        }
    }
}
