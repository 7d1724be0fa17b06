use std::cell::{Ref, RefCell, RefMut};
use std::rc::Rc;
use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::Timestamp;
use credit_gauge::engine::{Command, NotificationId, Request, stored};
use credit_gauge::json::{Json, to_tree};
use credit_gauge::openai::Outcome;
use credit_gauge::view::{Badge, Known, Notification, items_shown};
use credit_gauge::worker::{Alarm, Area, Browser, CallFailed, Reply, Sender, Worker};
use serde_json::{Value, json};

use crate::call::{Call, Fate};
use crate::executor::Executor;
use crate::slot::Slot;
use crate::world::{OpenRequest, Waiting, World};

/// A handle to a browser. Clones share the browser.
#[derive(Clone)]
pub struct SimulatedBrowser {
    world: Rc<RefCell<World>>,
    executor: Rc<Executor>,
    worker: Rc<RefCell<Option<Rc<Worker<Self>>>>>,
    commands: Rc<RefCell<u64>>,
}

impl Default for SimulatedBrowser {
    fn default() -> Self {
        Self {
            world: Rc::new(RefCell::new(World::new())),
            executor: Rc::default(),
            worker: Rc::default(),
            commands: Rc::default(),
        }
    }
}

/// The base URL of the extension's pages.
const OWN: &str = "chrome-extension://credit-gauge/";

impl SimulatedBrowser {
    pub fn world(&self) -> Ref<'_, World> {
        self.world.borrow()
    }

    pub fn world_mut(&self) -> RefMut<'_, World> {
        self.world.borrow_mut()
    }

    /// Sets the function that decides the fate of each call from now on.
    pub fn decide(&self, decide: impl FnMut(&Call) -> Fate + 'static) {
        self.world_mut().decide = Box::new(decide);
    }

    /// Sets the function that is called with each request at the moment it is sent.
    pub fn watch_requests(&self, watch: impl FnMut(&World, &Request) + 'static) {
        self.world_mut().watch = Box::new(watch);
    }

    pub fn is_awake(&self) -> bool {
        self.worker.borrow().is_some()
    }

    /// Whether the worker sleeps, or has served everything that arrived.
    pub fn is_at_rest(&self) -> bool {
        self.worker.borrow().as_ref().is_none_or(|worker| worker.is_at_rest())
    }

    fn worker(&self) -> Rc<Worker<Self>> {
        Rc::clone(self.worker.borrow_mut().get_or_insert_with(|| Worker::new(self.clone())))
    }

    /// Calls a listener and lets the worker run. A sleeping worker wakes.
    pub fn happens(&self, listener: &str, detail: Value) {
        self.calls(listener, detail);
        self.run();
    }

    /// The same, without letting the worker run yet.
    pub fn calls(&self, listener: &str, detail: Value) {
        self.worker().receive(listener, to_tree(&detail));
    }

    /// One of the extension's pages sends a command. Returns the number of its reply.
    pub fn sends(&self, command: &Command) -> u64 {
        let message = serde_json::to_value(command).expect("a command is JSON");
        self.sends_from(&sender(&format!("{OWN}www/options.html")), &message).expect("a command gets a reply")
    }

    /// Any sender sends a message. Returns the number of its reply; `None` if it gets none.
    pub fn sends_from(&self, sender: &Sender, message: &Value) -> Option<u64> {
        let number = {
            let mut commands = self.commands.borrow_mut();
            *commands += 1;
            *commands
        };
        self.worker().receive_message(&to_tree(message), sender, &own(), number).then_some(number)
    }

    /// Sends a command and lets the worker run. Returns the number of its reply.
    pub fn commands(&self, command: &Command) -> u64 {
        let number = self.sends(command);
        self.run();
        number
    }

    /// The reply with this number, if it was given.
    pub fn reply_to(&self, number: u64) -> Option<Reply> {
        self.world().replies.iter().find(|(it, _)| *it == number).map(|(_, reply)| reply.clone())
    }

    /// Lets the worker run until it waits for time, an answer or a call.
    pub fn run(&self) {
        loop {
            let has_slept = self.world().next_sleeper_in() == Some(0);
            if has_slept {
                self.world_mut().pass(0);
            }
            let has_moved = std::mem::take(&mut self.world_mut().has_moved);
            if !has_moved && !has_slept && !self.executor.has_spawned() {
                return;
            }
            self.executor.poll_all();
            if self.world().is_dying {
                self.kill();
                return;
            }
        }
    }

    /// The time until the next sleep of the worker ends.
    pub fn next_wait(&self) -> Option<Duration> {
        self.world().next_sleeper_in().map(Duration::from_millis)
    }

    /// Lets time pass. The worker runs at the end of each of its sleeps.
    pub fn passes(&self, time: Duration) {
        let mut left = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        loop {
            let next = self.world().next_sleeper_in().unwrap_or(u64::MAX).min(left);
            self.world_mut().pass(next);
            self.run();
            left -= next;
            if left == 0 {
                return;
            }
        }
    }

    /// Kills the worker at once, and its requests with it.
    pub fn kill(&self) {
        // Breaks the cycle: the tasks hold the worker, and the worker holds this handle.
        self.executor.clear();
        self.worker.take();
        let mut world = self.world_mut();
        (world.is_dying, world.has_moved) = (false, false);
        let left =
            (std::mem::take(&mut world.open), std::mem::take(&mut world.waiting), std::mem::take(&mut world.sleepers));
        drop(world);
        drop(left);
    }

    /// Closes the browser: worker, memory, alarm, notifications and tabs are lost.
    pub fn closes(&self) {
        self.kill();
        self.world_mut().close();
    }

    /// Rings the alarm, which then repeats at its interval.
    pub fn alarm_rings(&self) {
        let now = self.world().now;
        let again = |alarm: Alarm| Alarm { at: now.after(alarm.again_every), ..alarm };
        let alarm = self.world().alarm.map(again);
        self.world_mut().alarm = alarm;
        self.happens("alarms.onAlarm", json!({ "name": "collect" }));
    }

    /// What a page that is opened now reads from storage.
    pub fn known(&self) -> Known {
        let world = self.world();
        let opening = tree(&world, Area::Disk, Some(&stored::page_opening()));
        let shown = tree(&world, Area::Disk, Some(&items_shown(&opening, world.now)));
        Known::read(&opening, &tree(&world, Area::Memory, None), &shown, world.now)
    }

    fn call<T: 'static>(&self, call: Call, value: impl FnOnce(&World) -> T + 'static) -> Slot<Result<T, CallFailed>> {
        let slot = Slot::new();
        let mut world = self.world_mut();
        world.let_go_before(&call);
        let fate = if world.is_dying { Fate::Never } else { (world.decide)(&call) };
        world.calls.push((call.clone(), fate));
        match fate {
            Fate::Done => {
                world.carry_out(&call);
                slot.fill(Ok(value(&world)));
            }
            Fate::DoneAndRefused => {
                world.carry_out(&call);
                slot.fill(Err(CallFailed::Refused));
            }
            Fate::Refused => slot.fill(Err(CallFailed::Refused)),
            Fate::DiesBefore => world.is_dying = true,
            Fate::DiesAfter => {
                world.carry_out(&call);
                world.is_dying = true;
            }
            Fate::Never => {}
            Fate::Later => {
                let (slot, done) = (slot.clone(), call.clone());
                let finish = move |world: &mut World, is_done: bool| {
                    if is_done {
                        world.carry_out(&done);
                        slot.fill(Ok(value(world)));
                    } else {
                        slot.fill(Err(CallFailed::Refused));
                    }
                };
                world.waiting.push(Waiting { call, finish: Box::new(finish) });
            }
        }
        slot
    }
}

/// The values of `runtime.id` and `runtime.getURL("")`.
fn own() -> Sender {
    sender(OWN)
}

fn sender(url: &str) -> Sender {
    Sender { id: "credit-gauge".to_owned(), url: url.to_owned() }
}

/// Items of storage as an object: those with these names, or all for `None`.
fn tree(world: &World, area: Area, items: Option<&[String]>) -> Json {
    let all = world.area(area);
    let found = match items {
        Some(items) => items.iter().filter_map(|name| Some((name.clone(), all.get(name)?.clone()))).collect(),
        None => all.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
    };
    to_tree(&Value::Object(found))
}

impl Browser for SimulatedBrowser {
    type ReplyTo = u64;

    fn now(&self) -> Timestamp {
        self.world().now
    }

    fn is_online(&self) -> bool {
        self.world().online
    }

    fn granted(&self) -> impl Future<Output = Result<Access, CallFailed>> {
        self.call(Call::Granted, |world| world.access.clone())
    }

    fn load(&self, area: Area, items: Option<Vec<String>>) -> impl Future<Output = Result<Json, CallFailed>> {
        self.call(Call::Load(area, items.clone()), move |world| tree(world, area, items.as_deref()))
    }

    fn names_on_disk(&self) -> impl Future<Output = Result<Vec<String>, CallFailed>> {
        self.call(Call::NamesOnDisk, |world| world.area(Area::Disk).keys().cloned().collect())
    }

    fn save(&self, area: Area, items: Vec<(String, String)>) -> impl Future<Output = Result<(), CallFailed>> {
        self.call(Call::Save(area, items), |_| ())
    }

    fn remove(&self, items: Vec<String>) -> impl Future<Output = Result<(), CallFailed>> {
        self.call(Call::Remove(items), |_| ())
    }

    fn announce(&self, items: &[&str]) {
        self.world_mut().announced.extend(items.iter().map(|name| (*name).to_owned()));
    }

    fn send(&self, request: &Request) -> impl Future<Output = Outcome> + use<> + 'static {
        let answer = Slot::new();
        let number = {
            let mut world = self.world_mut();
            let mut watch = std::mem::replace(&mut world.watch, Box::new(|_, _| {}));
            watch(&world, request);
            world.watch = watch;
            world.requests_made += 1;
            world.sent.push(request.clone());
            let (number, sent_at) = (world.requests_made, world.elapsed);
            world.open.push(OpenRequest { request: request.clone(), sent_at, number, answer: answer.clone() });
            number
        };
        let aborted = Aborted { world: Rc::clone(&self.world), number };
        async move {
            let outcome: Outcome = answer.await;
            drop(aborted);
            outcome
        }
    }

    fn paint_badge(&self, badge: &Badge) -> impl Future<Output = Result<(), CallFailed>> {
        self.call(Call::PaintBadge(badge.clone()), |_| ())
    }

    fn set_alarm(&self, alarm: Option<Alarm>) -> impl Future<Output = Result<(), CallFailed>> {
        self.call(Call::SetAlarm(alarm), |_| ())
    }

    fn notify(&self, notification: &Notification) -> impl Future<Output = Result<(), CallFailed>> {
        self.call(Call::Notify(notification.clone()), |_| ())
    }

    fn clear_notification(&self, id: NotificationId) -> impl Future<Output = Result<(), CallFailed>> {
        self.call(Call::ClearNotification(id), |_| ())
    }

    fn open_tab(&self, url: &str, is_active: bool) -> impl Future<Output = Result<Option<i32>, CallFailed>> {
        self.call(Call::OpenTab { url: url.to_owned(), is_active }, |world| Some(world.tabs_made))
    }

    fn close_tab(&self, tab: i32) -> impl Future<Output = Result<(), CallFailed>> {
        self.call(Call::CloseTab(tab), |_| ())
    }

    fn open_options(&self) -> impl Future<Output = Result<(), CallFailed>> {
        self.call(Call::OpenOptions, |_| ())
    }

    fn reply(&self, to: u64, reply: &Reply) {
        self.world_mut().replies.push((to, reply.clone()));
    }

    fn sleep(&self, time: Duration) -> impl Future<Output = ()> {
        let slot = Slot::new();
        let mut world = self.world_mut();
        let at = world.elapsed + u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        world.sleepers.push((at, slot.clone()));
        slot
    }

    fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        self.executor.spawn(task);
    }
}

/// Removes a request from the open ones when its future is dropped: it was answered, it timed out, or its worker died.
struct Aborted {
    world: Rc<RefCell<World>>,
    number: u64,
}

impl Drop for Aborted {
    fn drop(&mut self) {
        if let Ok(mut world) = self.world.try_borrow_mut() {
            world.open.retain(|open| open.number != self.number);
        }
    }
}
