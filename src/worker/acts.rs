//! Carrying out effects, after the save.

use std::rc::Rc;
use std::time::Duration;

use super::Worker;
use super::arrival::Arrival;
use super::browser::{Area, Browser};
use super::life::Life;
use super::time_out::{call, within};
use crate::engine::{Effect, Event, NotificationId, Request, stored};
use crate::openai::NoAnswer;
use crate::origin;
use crate::view::notification;

/// How long a request and its body may take. Browsers stop a worker whose fetch takes 30 seconds.
const REQUEST_TIME_OUT: Duration = Duration::from_secs(20);

impl<B: Browser> Worker<B> {
    /// Carries out effects, those postponed by a failed save first. If one fails, the others are still carried out.
    pub(super) async fn act(self: &Rc<Self>, life: &mut Life, effects: Vec<Effect>) {
        // Requests go first: they are sent without waiting, and everything else can come later.
        let postponed = std::mem::take(&mut life.postponed);
        let (requests, others): (Vec<_>, Vec<_>) =
            postponed.into_iter().chain(effects).partition(|it| matches!(it, Effect::Send(_)));
        for effect in requests.into_iter().chain(others) {
            self.act_on(life, effect).await;
        }
    }

    async fn act_on(self: &Rc<Self>, life: &Life, effect: Effect) {
        let browser = &self.browser;
        // Failures are ignored: a person sees whether a notification or a tab is there.
        let _ = match effect {
            Effect::Send(request) => return self.send(request),
            Effect::OpenBackgroundTab => return self.open_background_tab(),
            Effect::Notify(notice) => call(browser, browser.notify(&notification(&life.state.saved, &notice))).await,
            Effect::ClearNotification(id) => call(browser, browser.clear_notification(id)).await,
            Effect::CloseTab(tab) => call(browser, browser.close_tab(tab)).await,
        };
    }

    /// Sends a request without waiting for the answer, which comes back as an event.
    fn send(self: &Rc<Self>, request: Request) {
        let worker = Rc::clone(self);
        let answer = self.browser.send(&request);
        self.browser.spawn(async move {
            let answer = within(worker.browser.sleep(REQUEST_TIME_OUT), answer).await;
            let outcome = answer.unwrap_or(Err(NoAnswer::TimedOut));
            worker.enqueue(Arrival::Event(Event::Answered(request.id, outcome)));
        });
    }

    /// Opens a tab without waiting for it. There is no time-out for its id: without the id nobody would close the tab.
    fn open_background_tab(self: &Rc<Self>) {
        let worker = Rc::clone(self);
        self.browser.spawn(async move {
            let opened = worker.browser.open_tab(&usage_page(), false).await;
            if let Ok(Some(tab)) = opened {
                worker.enqueue(Arrival::Event(Event::TabOpened { tab }));
            }
        });
    }

    /// Removes the items on disk that the state does not want. Returns whether that succeeded.
    pub(super) async fn remove_stray(&self, life: &Life) -> bool {
        let Ok(names) = call(&self.browser, self.browser.names_on_disk()).await else { return false };
        self.remove(stored::stray(&names, &life.state.saved)).await
    }

    /// Removes what deleted monitors left on disk. Returns whether that succeeded.
    pub(super) async fn remove_leftovers(&self, life: &Life) -> bool {
        let set_aside = self.browser.load(Area::Disk, Some(stored::set_aside_item()));
        let (Ok(names), Ok(set_aside)) =
            (call(&self.browser, self.browser.names_on_disk()).await, call(&self.browser, set_aside).await)
        else {
            return false;
        };
        self.remove(stored::leftovers(&names, &set_aside, &life.state.saved)).await
    }

    async fn remove(&self, names: Vec<String>) -> bool {
        names.is_empty() || call(&self.browser, self.browser.remove(names)).await.is_ok()
    }

    /// Opens the page where the notified problem can be fixed.
    pub(super) async fn follow_notification(&self, id: NotificationId) {
        let browser = &self.browser;
        let _ = match id {
            NotificationId::SessionEnded => call(browser, browser.open_tab(&usage_page(), true)).await.map(drop),
            NotificationId::KeyRefused => call(browser, browser.open_options()).await,
        };
    }
}

/// The platform's page that sends a request to api.openai.com as soon as it loads, and so shows its key.
fn usage_page() -> String {
    format!("{}{}", origin::PLATFORM, origin::USAGE_PAGE)
}
