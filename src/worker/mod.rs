//! The worker: serves what arrives from the browser, one thing at a time, and carries out what the core says.
//!
//! ```text
//!   receive ──► queue ──► serve: step ──► save ──► acts ──► reply      then the next
//! ```
//!
//! It runs on any [`Browser`]: Chromium, Firefox, the scenarios and the simulation.
//!
//! * Arrivals are served in order, replies included.
//! * Effects follow only once the step is stored. While storage cannot be read, nothing is written.
//! * A call that fails or never ends does not block the next event.

mod acts;
mod arrival;
mod browser;
mod life;
mod reply;
mod reply_words;
mod save;
mod serve;
mod time_out;
mod warm_up;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use self::arrival::Arrival;
use self::life::Life;
use self::time_out::call;
use crate::engine::{Event, RING_AGAIN_EVERY, TRY_AGAIN_EVERY};
use crate::json::Json;

pub use self::arrival::Sender;
pub use self::browser::{Alarm, Area, Browser, CallFailed};
pub use self::reply::{NotStored, REPLY_TIME_OUT, Reply};
pub use self::reply_words::reply_words;
pub use self::time_out::within;

/// One life of the worker.
pub struct Worker<B: Browser> {
    browser: B,
    queue: RefCell<Queue<B::ReplyTo>>,
    /// `None` until storage is read, and while something is served.
    life: RefCell<Option<Life>>,
}

struct Queue<ReplyTo> {
    waiting: VecDeque<Arrival<ReplyTo>>,
    /// Whether [`Worker::run`] is at work on it.
    is_served: bool,
}

/// The longest queue. When it is full, further requests of tabs are dropped: the tab's next request shows the same key.
const MOST_WAITING: usize = 1000;

/// The waits between attempts to read storage. After the last one, waiting commands are answered with an error.
const LOAD_AGAIN_AFTER: [Duration; 4] =
    [Duration::from_millis(50), Duration::from_millis(250), Duration::from_secs(1), Duration::from_secs(4)];

impl<B: Browser> Worker<B> {
    #[must_use]
    pub fn new(browser: B) -> Rc<Self> {
        let queue = Queue { waiting: VecDeque::new(), is_served: false };
        Rc::new(Self { browser, queue: RefCell::new(queue), life: RefCell::new(None) })
    }

    /// Queues a call of a listener: the listener's name and its first argument.
    pub fn receive(self: &Rc<Self>, listener: &str, detail: Json) {
        if let Some(arrival) = arrival::event(listener, &detail) {
            self.enqueue(arrival);
        }
    }

    /// Queues the command in a message. Returns whether there will be a reply: a message from anyone but our own pages, or without a
    /// command, gets none.
    pub fn receive_message(
        self: &Rc<Self>,
        message: &Json,
        sender: &Sender,
        own: &Sender,
        reply_to: B::ReplyTo,
    ) -> bool {
        let command = arrival::command(message).filter(|_| sender.is_own_page(own));
        let is_command = command.is_some();
        if let Some(command) = command {
            self.enqueue(Arrival::Command(command, reply_to));
        }
        is_command
    }

    fn enqueue(self: &Rc<Self>, arrival: Arrival<B::ReplyTo>) {
        let mut queue = self.queue.borrow_mut();
        let is_left_out =
            matches!(arrival, Arrival::Event(Event::RequestSeen(_))) && queue.waiting.len() >= MOST_WAITING;
        if !is_left_out {
            queue.waiting.push_back(arrival);
        }
        if !std::mem::replace(&mut queue.is_served, true) {
            drop(queue);
            let worker = Rc::clone(self);
            self.browser.spawn(async move { worker.run().await });
        }
    }

    /// Serves the queue until it is empty.
    async fn run(self: &Rc<Self>) {
        loop {
            while self.has_waiting() {
                let Some(mut life) = self.take_life().await else { break };
                if let Some(arrival) = self.next() {
                    self.serve(&mut life, arrival).await;
                }
                self.life.replace(Some(life));
            }
            self.paint_at_rest().await;
            self.tidy_at_rest().await;
            let mut queue = self.queue.borrow_mut();
            if queue.waiting.is_empty() {
                queue.is_served = false;
                return;
            }
        }
    }

    /// Whether the queue is empty and nothing is being served. Requests may still be in flight.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        !self.queue.borrow().is_served
    }

    fn has_waiting(&self) -> bool {
        !self.queue.borrow().waiting.is_empty()
    }

    fn next(&self) -> Option<Arrival<B::ReplyTo>> {
        self.queue.borrow_mut().waiting.pop_front()
    }

    /// What this life knows, read from storage the first time. If that fails, waiting commands get an error and the next event tries again.
    async fn take_life(self: &Rc<Self>) -> Option<Life> {
        if let Some(life) = self.life.take() {
            return Some(life);
        }
        let mut waits = LOAD_AGAIN_AFTER.into_iter();
        loop {
            if let Ok(beginning) = life::load(&self.browser).await {
                return Some(self.begin(beginning).await);
            }
            match waits.next() {
                Some(wait) => self.browser.sleep(wait).await,
                None => {
                    self.turn_away().await;
                    return None;
                }
            }
        }
    }

    /// Empties the queue unserved, with an error for each command. Sets the alarm, because the event that would have set it may be lost.
    async fn turn_away(&self) {
        while let Some(arrival) = self.next() {
            if let Arrival::Command(_, reply_to) = arrival {
                self.browser.reply(reply_to, &Reply::NotStored(NotStored::CannotRead));
            }
        }
        let at = self.browser.now().after(TRY_AGAIN_EVERY);
        let alarm = Alarm { at, again_every: RING_AGAIN_EVERY };
        let _ = call(&self.browser, self.browser.set_alarm(Some(alarm))).await;
    }
}
