//! The background worker: takes events in, one after the other, and has what the core says carried out.

use std::cell::RefCell;
use std::collections::VecDeque;

use wasm_bindgen::prelude::*;

use super::webext::{network, permissions};
use super::{effects, json, now, platform, store};
use crate::engine::{Effect, Event, State, step};

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
    if listener == "runtime.onMessage" {
        // A person may have granted a host and clicked on; the browser tells us of the one later than of the other.
        take_in(Some(Event::AccessChanged { access: permissions::granted().await })).await;
    }
    let event = match listener.as_str() {
        "webRequest.onSendHeaders" => json::read(detail).map(Event::RequestSeen),
        "runtime.onMessage" => json::read(detail).map(Event::Commanded),
        "alarms.onAlarm" => Some(Event::AlarmRang),
        "permissions.onAdded" | "permissions.onRemoved" => {
            Some(Event::AccessChanged { access: permissions::granted().await })
        }
        "notifications.onClicked" => {
            platform::on_notification_clicked(detail.as_string().as_deref());
            None
        }
        // The browser started, the extension was installed or updated, the network came or went: that we woke, and look, is all there
        // is to it.
        _ => None,
    };
    take_in(event).await;
}

/// Queues an event, and works through the queue unless somebody already does. Events are taken one at a time, each with all its
/// effects: otherwise an earlier save could overtake a later one.
pub(super) async fn take_in(event: Option<Event>) {
    let first = WORKER.with_borrow_mut(|worker| {
        worker.waiting.extend(event);
        !std::mem::replace(&mut worker.running, true)
    });
    if !first {
        return;
    }
    if WORKER.with_borrow(|worker| worker.state.is_none()) {
        let ((state, set_aside), access) = (store::load().await, permissions::granted().await);
        WORKER.with_borrow_mut(|worker| {
            worker.state = Some(state);
            worker.waiting.push_front(Event::Woke { access, online: network::is_online(), set_aside });
        });
    }
    while let Some((effects, state)) = WORKER.with_borrow_mut(Worker::next) {
        if let Some(event) = effects::carry_out(effects, &state).await {
            WORKER.with_borrow_mut(|worker| worker.waiting.push_front(event));
        }
    }
}

impl Worker {
    /// Steps on with the next event: what is to be done, and the state it follows from. `None`, and at rest, when there is no event.
    fn next(&mut self) -> Option<(Vec<Effect>, State)> {
        let event = self.state.as_ref().and_then(connectivity_changed).or_else(|| self.waiting.pop_front());
        let next = self.state.as_mut().zip(event);
        self.running = next.is_some();
        let (state, event) = next?;
        let effects = step(state, event, now());
        Some((effects, state.clone()))
    }
}

/// A sleeping worker does not hear the network come and go, so it looks before each event.
fn connectivity_changed(state: &State) -> Option<Event> {
    let online = network::is_online();
    (state.saved.offline == online).then_some(Event::ConnectivityChanged { online })
}
