//! Carrying out what the core says.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::webext::{action, alarms, notifications, tabs};
use super::worker::take_in;
use super::{http, now, platform, store, words};
use crate::engine::{Effect, Event, RequestId, State};
use crate::view::{badge, notification};

/// The one alarm there is.
const ALARM: &str = "collect";

/// Carries out the effects of one step in their order. What comes of the saves, where that is news, is an event to be taken in next.
pub async fn carry_out(effects: Vec<Effect>, state: &State) -> Option<Event> {
    let (mut saved, mut failed) = (false, false);
    let mut unsent: Vec<RequestId> = Vec::new();
    for effect in effects {
        match &effect {
            Effect::SetAside(parts) => failed |= is_refused(store::set_aside(parts).await),
            Effect::ForgetSetAside => failed |= is_refused(store::forget_set_aside().await),
            Effect::SaveKeys(keys) => failed |= is_refused(store::save_keys(keys).await),
            Effect::SaveRemembered(keys) => failed |= is_refused(store::save_remembered(keys).await),
            Effect::SaveState(state) => {
                saved = true;
                failed |= is_refused(store::save_state(state).await);
            }
            // It is in memory, beside the keys. Where even that is full, there is nobody left to tell.
            Effect::SaveTrouble(since) => drop(store::save_trouble(*since).await),
            Effect::PaintBadge => paint_badge(state),
            Effect::WakeAt(Some(at)) => alarms::create(ALARM, *at),
            Effect::WakeAt(None) => alarms::clear(ALARM),
            // An act that nobody would remember is not done.
            Effect::Send(request) if failed => unsent.push(request.id.clone()),
            _ if failed => {}
            _ => act(effect, state),
        }
    }
    if failed {
        Some(Event::NotSaved { unsent })
    } else {
        (saved && state.unsaved_since.is_some()).then_some(Event::SavedAgain)
    }
}

/// Does what only has an end later, or none.
fn act(effect: Effect, state: &State) {
    match effect {
        Effect::Send(request) => spawn_local(async move {
            let outcome = http::send(&request).await;
            take_in(Some(Event::Answered(request.id, outcome))).await;
        }),
        Effect::NotifySessionEnded(id) => {
            let notification = notification(&state.saved, &id);
            notifications::create(notification.id, &words::say(&notification.title), &words::say(&notification.text));
        }
        Effect::ClearNotification => notifications::clear_all(),
        Effect::OpenBackgroundTab => spawn_local(async {
            if let Some(tab) = platform::open_in_background().await {
                take_in(Some(Event::TabOpened { tab })).await;
            }
        }),
        Effect::CloseTab(tab) => tabs::remove(tab),
        // Saves, the badge and the alarm are done in their turn.
        _ => {}
    }
}

fn paint_badge(state: &State) {
    let badge = badge(&state.saved, state.unsaved_since, now());
    action::set_badge_text(&badge.text);
    action::set_badge_color(badge.color);
    action::set_title(&words::say(&badge.title));
}

/// Whether a save failed. The browser's own words, which name the quota and never what was to be stored, are for whoever looks into the
/// console; the person is told by the badge and the pages.
fn is_refused(saved: Result<(), JsValue>) -> bool {
    if let Err(error) = &saved {
        web_sys::console::warn_2(&"Credit Gauge could not store its state:".into(), error);
    }
    saved.is_err()
}
