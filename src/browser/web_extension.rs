//! The browser as the worker sees it.

use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::webext::{action, alarms, notifications, permissions, runtime, storage, tabs};
use super::{changes, clock, http, js, navigator, words};
use crate::access::Access;
use crate::account::Timestamp;
use crate::engine::stored::Item;
use crate::engine::{NotificationId, Request};
use crate::json::Json;
use crate::openai::Outcome;
use crate::view::{Badge, Notification};
use crate::worker::{Alarm, Area, Browser, CallFailed, Reply};

pub struct WebExtension;

impl Browser for WebExtension {
    /// `sendResponse` of a listener to `runtime.onMessage`.
    type ReplyTo = Function;

    fn now(&self) -> Timestamp {
        clock::now()
    }

    fn is_online(&self) -> bool {
        navigator::is_online()
    }

    fn granted(&self) -> impl Future<Output = Result<Access, CallFailed>> {
        permissions::granted()
    }

    fn load(&self, area: Area, items: Option<Vec<String>>) -> impl Future<Output = Result<Json, CallFailed>> {
        storage::get(area, items)
    }

    fn names_on_disk(&self) -> impl Future<Output = Result<Vec<String>, CallFailed>> {
        storage::names_on_disk()
    }

    fn save(&self, area: Area, items: Vec<Item>) -> impl Future<Output = Result<(), CallFailed>> {
        storage::set(area, &items)
    }

    fn remove(&self, items: Vec<String>) -> impl Future<Output = Result<(), CallFailed>> {
        storage::remove(&items)
    }

    fn announce(&self, items: &[&str]) {
        changes::announce(items);
    }

    fn send(&self, request: &Request) -> impl Future<Output = Outcome> + use<> + 'static {
        http::send(request)
    }

    fn paint_badge(&self, badge: &Badge) -> impl Future<Output = Result<(), CallFailed>> {
        let title = words::try_say(&badge.title);
        let painted = action::paint(&badge.text, badge.color, title.as_deref().unwrap_or_default());
        // Without its words the tooltip is empty. The error makes the worker paint again at the next event.
        async { painted.await.and(title.map(drop)) }
    }

    fn set_alarm(&self, alarm: Option<Alarm>) -> impl Future<Output = Result<(), CallFailed>> {
        alarms::set(alarm)
    }

    fn notify(&self, notification: &Notification) -> impl Future<Output = Result<(), CallFailed>> {
        notifications::create(notification.id, &words::say(&notification.title), &words::say(&notification.text))
    }

    fn clear_notification(&self, id: NotificationId) -> impl Future<Output = Result<(), CallFailed>> {
        notifications::clear(id)
    }

    fn open_tab(&self, url: &str, is_active: bool) -> impl Future<Output = Result<Option<i32>, CallFailed>> {
        tabs::create(url, is_active)
    }

    fn close_tab(&self, tab: i32) -> impl Future<Output = Result<(), CallFailed>> {
        tabs::remove(tab)
    }

    fn open_options(&self) -> impl Future<Output = Result<(), CallFailed>> {
        runtime::open_options_page()
    }

    fn reply(&self, to: Function, reply: &Reply) {
        // This fails if the page was closed meanwhile; then nobody waits for the reply.
        let _ = to.call1(&JsValue::UNDEFINED, &js::value(reply));
    }

    fn sleep(&self, time: Duration) -> impl Future<Output = ()> {
        TimeoutFuture::new(u32::try_from(time.as_millis()).unwrap_or(u32::MAX))
    }

    fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        spawn_local(task);
    }
}
