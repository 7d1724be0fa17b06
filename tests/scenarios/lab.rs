//! The worker in a simulated browser, with short methods for events and questions.

use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::{MetricSet, Timestamp};
use credit_gauge::engine::SetAside;
use credit_gauge::engine::stored::{self, SET_ASIDE};
use credit_gauge::engine::{Command, Keys, Request, Saved};
use credit_gauge::history::{self, Chunk, Point, Tier};
use credit_gauge::json::{self, Json};
use credit_gauge::monitor::{Monitor, MonitorId};
use credit_gauge::openai::{Outcome, Purpose};
use credit_gauge::view::{Badge, DetectionView, Known, Options, Popup};
use credit_gauge::worker::{Area, Reply};
use serde_json::{Value, json};
use simulated_browser::{Call, Fate, SimulatedBrowser, World};

pub use crate::answers::*;

/// 2026-11-22 12:00 UTC.
pub const NOON: Timestamp = Timestamp::from_millis(1_795_348_800_000);

pub const CREDIT_GRANTS: Purpose = Purpose::Read(MetricSet::CreditGrants);
pub const USAGE: Purpose = Purpose::Read(MetricSet::ModelCost);
pub const SUBSCRIPTION: Purpose = Purpose::Read(MetricSet::BillingSubscription);
pub const ORGANIZATIONS: Purpose = Purpose::OrganizationNames;

pub const KEY: &str = "sess-MadeUpKeyOfTheFirstSession";
pub const SECOND_KEY: &str = "sess-MadeUpKeyOfTheSecondSession";
pub const ORG: &str = "org-madeup";
pub const OTHER_ORG: &str = "org-madeupToo";

/// Parses a monitor's id: `org-madeup`, or `#1` for the first pasted one.
pub fn id(text: &str) -> MonitorId {
    MonitorId::parse(text).expect("a monitor's id")
}

pub struct Lab {
    pub browser: SimulatedBrowser,
}

impl Lab {
    /// A freshly installed extension. Checks for every request that it was saved before it is sent.
    pub fn new() -> Self {
        let mut lab = Self { browser: SimulatedBrowser::default() };
        lab.browser.watch_requests(is_remembered);
        lab.is_woken();
        lab
    }

    /// A lab in which [`KEY`] was captured for [`ORG`] and every request answered well.
    pub fn with_a_good_reading() -> Self {
        let mut lab = Self::new();
        lab.tab_sends(KEY, ORG);
        lab.all_answer_well();
        lab
    }

    /// Wakes the worker with an event that carries no news: the browser's start.
    pub fn is_woken(&mut self) {
        self.browser.happens("runtime.onStartup", Value::Null);
    }

    /// The worker dies with its requests, and a new one wakes.
    pub fn worker_is_killed(&mut self) {
        self.browser.kill();
        self.is_woken();
    }

    /// The browser is closed and started again, so memory is empty.
    pub fn browser_restarts(&mut self) {
        self.browser.closes();
        self.is_woken();
    }

    pub fn now(&self) -> Timestamp {
        self.browser.world().now
    }

    pub fn clock_is_set(&mut self, now: Timestamp) {
        self.browser.world_mut().now = now;
    }

    pub fn passes(&mut self, time: Duration) {
        self.browser.passes(time);
    }

    pub fn alarm(&self) -> Option<Timestamp> {
        self.browser.world().alarm.map(|alarm| alarm.at)
    }

    /// Time passes until the alarm rings.
    pub fn alarm_rings(&mut self) {
        let wait = self.alarm().expect("an alarm").since(self.now());
        self.passes(wait);
        self.browser.alarm_rings();
    }

    /// Time passes; the alarm rings when it is due, and `answer` answers every request. Returns how often it rang.
    pub fn lives(&mut self, time: Duration, answer: impl Fn(&Request) -> Outcome) -> usize {
        let (end, mut rang) = (self.now().after(time), 0);
        while let Some(at) = self.alarm().filter(|at| *at <= end) {
            self.passes(at.since(self.now()));
            self.browser.alarm_rings();
            self.answered_by(&answer);
            rang += 1;
        }
        self.passes(end.since(self.now()));
        rang
    }

    /// Asserts that the alarm rings after this wait, or a little later: by up to a twentieth of it, and at most 15 s.
    pub fn assert_alarm_in(&self, seconds: u64) {
        let wait = self.alarm().expect("an alarm").since(self.now());
        let at_least = Duration::from_secs(seconds);
        let at_most = at_least + (at_least / 20).min(Duration::from_secs(15));
        assert!(
            (at_least..=at_most).contains(&wait),
            "the alarm rings in {wait:?}, not in {seconds} s or a little more"
        );
    }

    /// A page sends a command, which must be done.
    pub fn commanded(&mut self, command: Command) {
        let reply = self.tries(command.clone());
        assert_eq!(reply, Some(Reply::Done), "{command:?}");
    }

    /// A page sends a command. Returns the reply, if there is one yet.
    pub fn tries(&mut self, command: Command) -> Option<Reply> {
        let number = self.browser.commands(&command);
        self.browser.reply_to(number)
    }

    /// The platform's tab makes a request; an empty `organization` sends no such header.
    pub fn tab_sends(&mut self, key: &str, organization: &str) {
        self.browser.happens("webRequest.onSendHeaders", tab_request(key, organization));
    }

    /// The person grants or withdraws access to sites.
    pub fn access_changes(&mut self, access: Access) {
        self.browser.world_mut().access = access;
        self.browser.happens("permissions.onAdded", Value::Null);
    }

    /// The network goes or comes back.
    pub fn network_changes(&mut self, online: bool) {
        self.browser.world_mut().online = online;
        self.browser.happens("online", Value::Null);
    }

    /// From now on saves to disk succeed or fail.
    pub fn disk_takes(&mut self, takes: bool) {
        self.browser.decide(move |call| match call {
            Call::Save(Area::Disk, _) if !takes => Fate::Refused,
            _ => Fate::Done,
        });
    }

    /// The call after `after` more has this fate; all others succeed.
    pub fn call_has_fate(&mut self, after: usize, fate: Fate) {
        let mut made = 0;
        self.browser.decide(move |_| {
            made += 1;
            if made == after + 1 { fate } else { Fate::Done }
        });
    }

    /// How many of the worker's calls match.
    pub fn count(&self, is_meant: impl Fn(&Call) -> bool) -> usize {
        self.browser.world().calls.iter().filter(|(call, _)| is_meant(call)).count()
    }

    /// The unanswered requests, oldest first.
    pub fn open(&self) -> Vec<Request> {
        self.browser.world().open.iter().map(|open| open.request.clone()).collect()
    }

    /// Every request sent so far.
    pub fn sent(&self) -> Vec<Request> {
        self.browser.world().sent.clone()
    }

    /// The purposes of the unanswered requests, oldest first.
    pub fn asks(&self) -> Vec<Purpose> {
        self.browser.world().open.iter().map(|open| open.request.id.purpose).collect()
    }

    /// The unanswered request to this endpoint gets its outcome.
    pub fn ends(&mut self, endpoint: Purpose, outcome: Outcome) {
        let index = self.asks().iter().position(|it| *it == endpoint).expect("a request");
        self.browser.world_mut().answer(index, outcome);
        self.browser.run();
    }

    pub fn answers(&mut self, endpoint: Purpose, status: u16, body: &Value) {
        self.ends(endpoint, answer(status, None, body));
    }

    pub fn answers_well(&mut self, endpoint: Purpose) {
        self.answers(endpoint, 200, &good_body(endpoint));
    }

    /// Answers all requests well, including those that follow.
    pub fn all_answer_well(&mut self) {
        while let Some(endpoint) = self.asks().first().copied() {
            self.answers_well(endpoint);
        }
    }

    /// Lets all requests fail, including those that follow.
    pub fn all_fail(&mut self, outcome: &Outcome) {
        while let Some(endpoint) = self.asks().first().copied() {
            self.ends(endpoint, outcome.clone());
        }
    }

    /// Answers all requests with `answer`, including those that follow.
    pub fn answered_by(&mut self, answer: impl Fn(&Request) -> Outcome) {
        while let Some(request) = self.open().first() {
            self.ends(request.id.purpose, answer(request));
        }
    }

    pub fn known(&self) -> Known {
        self.browser.known()
    }

    pub fn saved(&self) -> Saved {
        self.known().saved
    }

    /// The monitor that is shown.
    pub fn monitor(&self) -> Monitor {
        self.saved().current().expect("a monitor").1.clone()
    }

    pub fn id(&self) -> MonitorId {
        self.saved().index.current.expect("a monitor")
    }

    pub fn popup(&self) -> Popup {
        Popup::of(&self.known(), self.now())
    }

    pub fn options(&self) -> Options {
        Options::of(&self.known(), self.now())
    }

    pub fn detection(&self) -> Option<DetectionView> {
        DetectionView::of(&self.known(), self.now())
    }

    pub fn badge(&self) -> Badge {
        self.browser.world().badge.clone().expect("a badge")
    }

    pub fn badge_text(&self) -> String {
        self.badge().text
    }

    /// All items of a storage area, as an object.
    pub fn items(&self, area: Area) -> Value {
        all_items(&self.browser.world(), area)
    }

    /// All items on disk as text, without the keys that a person wants remembered.
    pub fn disk_text(&self) -> String {
        let mut items = self.items(Area::Disk);
        items.as_object_mut().expect("items").remove(stored::REMEMBERED);
        items.to_string()
    }

    /// One item on disk; `null` where it is missing.
    pub fn disk_item(&self, name: &str) -> Value {
        self.browser.world().disk.get(name).cloned().unwrap_or_default()
    }

    /// Everything that a tier of the shown monitor's history holds.
    pub fn history(&self, tier: Tier) -> Vec<Point> {
        let (id, world) = (self.id(), self.browser.world());
        let places = history::all_places().filter(|place| place.tier == tier);
        let chunks =
            places.filter_map(|place| Some(world.disk.get(&stored::history_item(&id, place))?.as_str()?.to_owned()));
        let chunks = chunks.filter_map(|text| Chunk::read(tier, &text));
        history::points(tier, chunks, Timestamp::from_millis(0), self.now())
    }

    pub fn memory_text(&self) -> String {
        self.items(Area::Memory).to_string()
    }

    pub fn keys(&self) -> Keys {
        stored::read(&Json::Null, &Json::Null, &tree(&self.items(Area::Memory))).state.keys
    }

    /// The damaged parts that were set aside.
    pub fn set_aside(&self) -> Vec<SetAside> {
        stored::read_set_aside(&tree(&json!({ SET_ASIDE: self.disk_item(SET_ASIDE) })))
    }
}

/// The argument of `webRequest.onSendHeaders` for a request of the platform's tab.
pub fn tab_request(key: &str, organization: &str) -> Value {
    let mut headers = vec![json!({"name": "authorization", "value": format!("Bearer {key}")})];
    if !organization.is_empty() {
        headers.push(json!({"name": "openai-organization", "value": organization}));
    }
    json!({
        "url": "https://api.openai.com/v1/me", "tabId": 3, "initiator": "https://platform.openai.com",
        "requestHeaders": headers,
    })
}

/// Asserts that a request and its key were saved before it is sent, so that a new worker would know of it. A request whose collection
/// has been given up in the meantime is skipped.
fn is_remembered(world: &World, request: &Request) {
    let memory = tree(&all_items(world, Area::Memory));
    let running = stored::read_running(&memory);
    let id = &request.id;
    assert!(running.collections_begun >= id.collection, "sent before it was saved: {id:?}");
    let Some(set) = id.purpose.set() else { return };
    let Some(collection) = running.collections.get(&id.monitor).filter(|it| it.number == id.collection) else { return };
    assert!(collection.waiting_for.get(set).is_some(), "sent before it was saved: {id:?}");
    let remembered = json!({ "remembered": world.disk.get(stored::REMEMBERED) });
    let keys = stored::read(&tree(&remembered), &Json::Null, &memory).state.keys;
    assert!(
        keys.get(&id.monitor).is_some_and(|held| held.key == *request.http.authorization.key()),
        "sent with a key that is not saved"
    );
}

fn all_items(world: &World, area: Area) -> Value {
    Value::Object(world.area(area).clone().into_iter().collect())
}

pub fn tree(value: &Value) -> Json {
    json::parse(value.to_string().as_bytes()).expect("JSON")
}
