//! One world: the shipped worker in a simulated browser, an OpenAI, a person, and what is known about them from outside.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::{MetricSet, Timestamp};
use credit_gauge::engine::Command;
use credit_gauge::monitor::MonitorId;

use fastrand::Rng;
use serde_json::Value;
use simulated_browser::{Call, Fate, SimulatedBrowser};

use crate::answers::{self, Served};
use crate::faults::{self, Faults};
use crate::invariants::{self, Held};
use crate::keys::Keys;
use crate::mirror::Mirror;
use crate::record::{Moment, Record};
use crate::watch;

/// How many of the last events are kept for the report of a failure.
const TOLD: usize = 40;

pub struct Simulation {
    pub browser: SimulatedBrowser,
    pub shared: Rc<RefCell<Shared>>,
    pub rng: Rng,
    /// How many events the worker received.
    pub events: u64,
    /// How many calls the worker made to its browser.
    pub calls: u64,
    pub happened: VecDeque<String>,
    /// What storage held at the last look.
    pub mirror: Mirror,
    /// The unanswered commands to the living worker and when they were sent, by the number of their reply.
    pub commands: BTreeMap<u64, (Command, i64)>,
    /// What the events since the last look allow to change in storage.
    pub reasons: Reasons,
    /// The key the platform's tab uses. With `other_session`, it uses one of the two at random.
    pub session: String,
    pub other_session: Option<String>,
    /// The number of the person's organisations.
    pub organizations: u64,
    /// The percentage of bad answers.
    pub bad_of_100: u8,
    /// Whether the living worker has read storage.
    pub has_loaded: bool,
    /// Whether a command failed to be stored, and the part that was written has not been overwritten yet.
    pub is_taken_back: bool,
    /// Whether the worker's last save to disk failed: what it knows is still to be written.
    pub is_disk_behind: bool,
    /// Whether a notification is still shown because the browser refused to clear it.
    pub is_clearing_refused: bool,
    /// Whether the browser has lost the alarm. The worker cannot know that before it sets the next one.
    pub alarm_lost: bool,
    answers: u64,
}

/// What is allowed to change in storage.
#[derive(Default, Debug)]
pub struct Reasons {
    /// Monitors may be removed, or change their account.
    pub monitors: bool,
    pub settings: bool,
    /// Readings for which a good answer came, with the number in it.
    pub readings: BTreeMap<(MonitorId, MetricSet), BTreeSet<u64>>,
}

/// What the simulation shares with its closures in the browser.
pub struct Shared {
    pub rng: Rng,
    pub faults: Faults,
    pub keys: Keys,
    pub record: Record,
    /// The sum of all jumps of the clock forward, in milliseconds.
    pub forward: i64,
    /// When a background tab was last opened.
    pub renewed: Option<Moment>,
    /// The first invariant that did not hold.
    pub broken: Option<String>,
    /// Whether a call that the worker's schedule depends on has failed since it was last at rest.
    pub is_disturbed: bool,
}

impl Simulation {
    /// A freshly installed extension.
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut keys = Keys::default();
        let session = keys.make();
        let other_session = (rng.u8(0..4) == 0).then(|| keys.make());
        let organizations = if rng.u8(0..4) == 0 { rng.u64(20..=40) } else { rng.u64(1..=5) };
        let bad_of_100 = [0, 10, 30, 80][rng.usize(0..4)];
        let of_1000 = [0, 0, 2, 20, 200][rng.usize(0..5)];
        let shared = Rc::new(RefCell::new(Shared {
            rng: rng.fork(),
            faults: Faults { of_1000, ..faults::NONE },
            keys,
            record: Record::default(),
            forward: 0,
            renewed: None,
            broken: None,
            is_disturbed: false,
        }));
        let browser = SimulatedBrowser::default();
        browser.decide({
            let shared = Rc::clone(&shared);
            move |call| shared.borrow_mut().decide(call)
        });
        browser.watch_requests({
            let shared = Rc::clone(&shared);
            move |world, request| {
                let held = watch::on_request(&mut shared.borrow_mut(), world, request);
                shared.borrow_mut().note(held);
            }
        });
        Self {
            browser,
            shared,
            rng,
            events: 0,
            calls: 0,
            happened: VecDeque::new(),
            mirror: Mirror::default(),
            commands: BTreeMap::new(),
            reasons: Reasons::default(),
            session,
            other_session,
            organizations,
            bad_of_100,
            has_loaded: false,
            is_taken_back: false,
            is_disk_behind: false,
            is_clearing_refused: false,
            alarm_lost: false,
            answers: 0,
        }
    }

    /// Notes an event for the report.
    pub fn tell(&mut self, what: impl FnOnce() -> String) {
        if self.happened.len() == TOLD {
            self.happened.pop_front();
        }
        let (now, elapsed) = (self.browser.world().now, self.browser.world().elapsed);
        self.happened.push_back(format!("{} (+{} s) {}", now.iso(), elapsed / 1000, what()));
    }

    pub fn now(&self) -> Timestamp {
        self.browser.world().now
    }

    pub fn moment(&self) -> Moment {
        self.shared.borrow().moment(&self.browser.world())
    }

    /// Calls a listener. This wakes the worker if it sleeps.
    pub fn happens(&mut self, listener: &str, detail: Value) -> Held {
        self.events += 1;
        self.browser.calls(listener, detail);
        self.run()
    }

    /// A page sends a command. Sometimes the worker gets to run only after several commands.
    pub fn sends(&mut self, command: Command) -> Held {
        self.tell(|| format!("{command:?}"));
        self.events += 1;
        let number = self.browser.sends(&command);
        let sent_at = self.moment().passed;
        self.commands.insert(number, (command, sent_at));
        if self.rng.u8(0..8) == 0 { Ok(()) } else { self.run() }
    }

    /// Lets the worker run, and checks the result.
    pub fn run(&mut self) -> Held {
        self.browser.run();
        self.look()
    }

    /// Lets time pass, and checks after each step.
    pub fn passes(&mut self, time: Duration) -> Held {
        let mut left = time;
        loop {
            let next = self.browser.next_wait().unwrap_or(left).min(left);
            self.browser.passes(next);
            self.look()?;
            left -= next;
            if left.is_zero() {
                return Ok(());
            }
        }
    }

    /// Kills the worker, and its requests with it.
    pub fn kill(&mut self) -> Held {
        self.look()?;
        self.browser.kill();
        self.look()
    }

    pub fn access(&mut self, access: Access) -> Held {
        self.browser.world_mut().access = access;
        self.happens("permissions.onAdded", Value::Null)
    }

    /// Answers an open request: 401 for a revoked key, otherwise well or badly at random.
    pub fn answers(&mut self, index: usize) -> Held {
        let (request, now) = (self.browser.world().open[index].request.clone(), self.now());
        let is_taken = self.shared.borrow().keys.is_taken(watch::key_of(&request));
        self.answers += 1;
        let served = if !is_taken {
            answers::refused()
        } else if self.rng.u8(0..100) < self.bad_of_100 {
            answers::badly(&mut self.rng, now)
        } else {
            answers::well(request.id.purpose, self.answers, now)
        };
        let Served { outcome, good, wait } = served;
        let (id, purpose) = (request.id.monitor.clone(), request.id.purpose);
        self.tell(|| {
            let how = outcome.as_ref().map_or("nothing".to_owned(), |answer| answer.status.to_string());
            format!("{purpose:?} of {id} ({}) answers {how}", request.id.collection)
        });
        if outcome.as_ref().is_ok_and(|answer| answer.status == 401) {
            // If another key was captured meanwhile, the worker may ask with it at once.
            self.shared.borrow_mut().record.of(&id).by_tab = true;
        }
        if let Some(set) = purpose.set().filter(|_| good) {
            self.reasons.readings.entry((id.clone(), set)).or_default().insert(self.answers);
        }
        if let Some(seconds) = wait {
            let moment = self.moment();
            let is_current = self.mirror.is_in_flight(&request.id);
            let account = self.mirror.monitors.get(&id).filter(|_| is_current).map(|it| &it.parameters.account);
            self.shared.borrow_mut().record.of(&id).asks_to_wait(moment, seconds, account);
        }
        self.events += 1;
        self.browser.world_mut().answer(index, outcome);
        self.run()
    }

    /// The person or the tab did something with this monitor, so it may ask out of turn.
    pub fn about(&self, id: &MonitorId) {
        let acted_at = self.moment().passed;
        let mut shared = self.shared.borrow_mut();
        let asked = shared.record.of(id);
        (asked.out_of_turn, asked.acted_at) = (true, acted_at);
    }

    pub fn about_all(&self) {
        let mut shared = self.shared.borrow_mut();
        self.mirror.monitors.keys().for_each(|id| shared.record.of(id).out_of_turn = true);
    }

    /// Notes, if `it_is`, that something failed that the worker's schedule depends on.
    pub fn is_disturbed(&self, it_is: bool) {
        if it_is {
            let mut shared = self.shared.borrow_mut();
            shared.is_disturbed = true;
            shared.record.excuse_all();
        }
    }

    /// Checks what the worker did since the last look.
    fn look(&mut self) -> Held {
        let calls = std::mem::take(&mut self.browser.world_mut().calls);
        self.calls += calls.len() as u64;
        if let Some(broken) = self.shared.borrow_mut().broken.take() {
            return Err(broken);
        }
        for (call, fate) in &calls {
            if matches!(call, Call::SetAlarm(_)) {
                self.alarm_lost = *fate != Fate::Done;
            }
            if *fate != Fate::Done {
                self.tell(|| format!("{} {fate:?}", name(call)));
            }
        }
        self.has_loaded |= calls.iter().any(|(call, _)| matches!(call, Call::Save(..) | Call::PaintBadge(_)));
        if !self.browser.is_awake() {
            self.has_loaded = false;
            self.commands.clear();
            self.browser.world_mut().replies.clear();
        }
        invariants::after_looking(self, &calls)
    }
}

impl Shared {
    pub fn moment(&self, world: &simulated_browser::World) -> Moment {
        Moment { passed: world.elapsed as i64, forward: self.forward }
    }

    fn decide(&mut self, call: &Call) -> Fate {
        if let Call::PaintBadge(badge) = call {
            let held = invariants::a_badge_has_at_most_four_characters(badge);
            self.note(held);
        }
        let fate = self.faults.decide(call, &mut self.rng);
        if faults::disturbs(call, fate) {
            // The worker's memory of its past requests may not be stored, so its schedule cannot be held against it.
            self.is_disturbed = true;
            self.record.excuse_all();
        }
        fate
    }

    /// Keeps the first failure.
    pub fn note(&mut self, held: Held) {
        if let Err(broken) = held {
            self.broken.get_or_insert(broken);
        }
    }
}

/// A short name of a call for the report.
fn name(call: &Call) -> String {
    let debug = match call {
        Call::Save(area, items) => {
            return format!(
                "save to {area:?}: {}",
                items.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
            );
        }
        call => format!("{call:?}"),
    };
    debug.split(['(', ' ']).next().unwrap_or_default().to_owned()
}
