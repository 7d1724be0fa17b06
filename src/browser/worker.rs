//! The background worker: takes events in, one after the other, and carries out what the core says.

use std::cell::RefCell;
use std::collections::VecDeque;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::webext::{action, alarms, permissions};
use super::{http, now, store, words};
use crate::engine::{Effect, Event, Saved, State, step};
use crate::view::badge;

/// The one alarm there is.
const ALARM: &str = "collect";

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::default();
}

/// One life of the worker.
#[derive(Default)]
struct Worker {
    /// `None` until the state is loaded from storage, once a life.
    state: Option<State>,
    /// Events that wait for their turn.
    waiting: VecDeque<Event>,
    /// Whether somebody is working through them.
    running: bool,
}

/// Takes in an event of the browser. Called by `extension/worker.js` for every listener, with the listener's name and its first
/// argument.
#[wasm_bindgen]
pub async fn dispatch(listener: String, detail: JsValue) {
    let event = match listener.as_str() {
        "webRequest.onSendHeaders" => serde_wasm_bindgen::from_value(detail).ok().map(Event::RequestSeen),
        "runtime.onMessage" => serde_wasm_bindgen::from_value(detail).ok().map(Event::Commanded),
        "alarms.onAlarm" => Some(Event::AlarmRang),
        "permissions.onAdded" | "permissions.onRemoved" => {
            Some(Event::AccessChanged { access: permissions::has_both().await })
        }
        // The browser started, or the extension was installed or updated: that we woke is all there is to it.
        _ => None,
    };
    take_in(event).await;
}

/// Queues an event, and works through the queue unless somebody already does. Events are taken one at a time, each with all its
/// effects: otherwise an earlier save could overtake a later one.
async fn take_in(event: Option<Event>) {
    let first = WORKER.with_borrow_mut(|worker| {
        worker.waiting.extend(event);
        !std::mem::replace(&mut worker.running, true)
    });
    if !first {
        return;
    }
    if WORKER.with_borrow(|worker| worker.state.is_none()) {
        let (state, access) = (store::load().await, permissions::has_both().await);
        WORKER.with_borrow_mut(|worker| {
            worker.state = Some(state);
            worker.waiting.push_front(Event::Woke { access });
        });
    }
    while let Some(effects) = WORKER.with_borrow_mut(Worker::next_effects) {
        for effect in effects {
            carry_out(effect).await;
        }
    }
}

impl Worker {
    /// Steps on with the next event; `None`, and at rest, when there is none.
    fn next_effects(&mut self) -> Option<Vec<Effect>> {
        let next = self.state.as_mut().zip(self.waiting.pop_front());
        self.running = next.is_some();
        next.map(|(state, event)| step(state, event, now()))
    }
}

async fn carry_out(effect: Effect) {
    match effect {
        Effect::SaveKeys(keys) => report(store::save_keys(keys).await),
        Effect::SaveState(saved) => report(store::save_state(saved).await),
        Effect::PaintBadge => WORKER.with_borrow(|worker| {
            if let Some(state) = &worker.state {
                paint_badge(&state.saved);
            }
        }),
        Effect::WakeAt(Some(at)) => alarms::create(ALARM, at),
        Effect::WakeAt(None) => alarms::clear(ALARM),
        Effect::Send(request) => spawn_local(async move {
            let outcome = http::send(&request).await;
            take_in(Some(Event::Answered(request.id, outcome))).await;
        }),
    }
}

fn paint_badge(saved: &Saved) {
    let badge = badge(saved, now());
    action::set_badge_text(&badge.text);
    action::set_badge_color(badge.color);
    action::set_title(&words::say(&badge.title));
}

/// A save that failed is told to whoever looks into the console: the numbers on the badge are right, and will be read again after the
/// next start. The browser's own words name the quota, never what was to be stored.
fn report(saved: Result<(), JsValue>) {
    if let Err(error) = saved {
        web_sys::console::warn_2(&"Credit Gauge could not store its state:".into(), &error);
    }
}
