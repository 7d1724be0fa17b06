//! Serving one arrival: a step, its save, its acts, its reply.

use std::rc::Rc;

use super::arrival::Arrival;
use super::browser::{Alarm, Area, Browser};
use super::life::{Life, Reason};
use super::within::call;
use super::{NotStored, Reply, Worker};
use crate::engine::{
    Command, Effect, Event, RING_AGAIN_EVERY, RequestId, SetAside, alarm, next_wake, step, step_command,
};
use crate::view::badge;

impl<B: Browser> Worker<B> {
    /// The first event of a life, before whatever woke it.
    pub(super) async fn wake(self: &Rc<Self>, life: &mut Life, set_aside: Vec<SetAside>) {
        // A browser that does not say now has said so before.
        let granted = call(&self.browser, self.browser.granted()).await;
        let access = granted.unwrap_or_else(|_| life.state.saved.index.access.clone());
        self.take(life, Event::Woke { access, online: self.browser.is_online(), set_aside }).await;
    }

    pub(super) async fn serve(self: &Rc<Self>, life: &mut Life, arrival: Arrival<B::ReplyTo>) {
        self.look_at_network(life).await;
        match arrival {
            Arrival::Event(event) => self.take(life, event).await,
            Arrival::Command(command, reply_to) => {
                // A person may have granted a host and clicked on; the browser tells us of the one later than of the other.
                self.look_at_access(life).await;
                let reply = self.take_command(life, command).await;
                self.browser.reply(reply_to, &reply);
            }
            Arrival::AccessChanged => self.look_at_access(life).await,
            Arrival::NotificationClicked(id) => self.follow_notification(id).await,
            Arrival::Woken => self.take(life, Event::AlarmRang).await,
        }
    }

    /// A sleeping worker does not hear the network come and go, so it looks before each event.
    async fn look_at_network(self: &Rc<Self>, life: &mut Life) {
        let online = self.browser.is_online();
        if life.state.saved.index.offline == online {
            self.take(life, Event::ConnectivityChanged { online }).await;
        }
    }

    async fn look_at_access(self: &Rc<Self>, life: &mut Life) {
        if let Ok(access) = call(&self.browser, self.browser.granted()).await
            && access != life.state.saved.index.access
        {
            self.take(life, Event::AccessChanged { access }).await;
        }
    }

    async fn take(self: &Rc<Self>, life: &mut Life, event: Event) {
        let is_alarm = matches!(event, Event::AlarmRang);
        let now = self.note_time(life);
        if is_alarm {
            // An alarm that rang is gone.
            life.armed_for = None;
        }
        let effects = step(&mut life.state, event, now);
        if self.save(life).await {
            self.act(life, effects).await;
        } else {
            self.leave_undone(life, effects).await;
        }
        self.arm(life).await;
    }

    async fn take_command(self: &Rc<Self>, life: &mut Life, command: Command) -> Reply {
        let now = self.note_time(life);
        if matches!(command, Command::CatchUp) {
            // A page was opened. Browsers have been seen to lose an alarm.
            life.armed_for = None;
        }
        let before = life.state.clone();
        let effects = match step_command(&mut life.state, command, now) {
            Ok(effects) => effects,
            Err(refusal) => return Reply::Refused(refusal),
        };
        let reply = if self.save(life).await {
            self.act(life, effects).await;
            Reply::Done
        } else {
            // What could not be stored was not done. A person is told so, and asks for it again.
            life.state = before;
            self.leave_undone(life, Vec::new()).await;
            Reply::NotStored(NotStored::CannotWrite)
        };
        self.arm(life).await;
        reply
    }

    /// The time. An alarm that was set by a clock that has been set back since would ring late.
    fn note_time(&self, life: &mut Life) -> crate::account::Timestamp {
        let now = self.browser.now();
        if life.state.last_event_at.replace(now).is_some_and(|last| now < last) {
            life.armed_for = None;
        }
        now
    }

    /// Writes what has changed: to disk first, so that a storage that is full leaves memory as it was. Whether all of it was written.
    async fn save(self: &Rc<Self>, life: &mut Life) -> bool {
        if life.state.running.unsaved_since.is_some() {
            life.try_storage();
        }
        let changes = life.changes();
        for (area, items) in [(Area::Disk, &changes.disk), (Area::Memory, &changes.memory)] {
            if !items.is_empty() && call(&self.browser, self.browser.save(area, items.clone())).await.is_err() {
                life.is_not_stored(&changes);
                return false;
            }
        }
        life.is_stored(&changes);
        if !changes.removed.is_empty()
            && call(&self.browser, self.browser.remove(changes.removed.clone())).await.is_ok()
        {
            life.is_removed();
        }
        let changed = changes.memory.iter().chain(&changes.disk).map(|(name, _)| name).chain(&changes.removed);
        let changed: Vec<&str> = changed.map(String::as_str).collect();
        if !changed.is_empty() {
            self.browser.announce(&changed);
        }
        if life.state.running.unsaved_since.is_some() {
            let effects = step(&mut life.state, Event::SavedAgain, self.browser.now());
            life.postponed.extend(effects);
            self.save_running(life).await;
        }
        true
    }

    /// A save failed. Requests are planned anew, everything else is done when a save succeeds.
    async fn leave_undone(self: &Rc<Self>, life: &mut Life, effects: Vec<Effect>) {
        let mut unsent: Vec<RequestId> = Vec::new();
        for effect in effects {
            match effect {
                Effect::Send(request) => unsent.push(request.id),
                effect => life.postponed.push(effect),
            }
        }
        let effects = step(&mut life.state, Event::NotSaved { unsent }, self.browser.now());
        life.postponed.extend(effects);
        self.save_running(life).await;
    }

    /// Tells pages how it stands with storage. It is in memory; where even that takes nothing there is nobody left to tell.
    async fn save_running(&self, life: &mut Life) {
        let running = life.changes().memory;
        if !running.is_empty() && call(&self.browser, self.browser.save(Area::Memory, running.clone())).await.is_ok() {
            let names: Vec<&str> = running.iter().map(|(name, _)| name.as_str()).collect();
            self.browser.announce(&names);
        }
    }

    /// Sets the alarm, if it is not set for what comes next. A call that fails is made again with the next event.
    async fn arm(&self, life: &mut Life) {
        let is_unsaved = life.state.running.unsaved_since.is_some();
        let reason = Reason { next: next_wake(&life.state), is_unsaved };
        if life.armed_for == Some(reason) {
            return;
        }
        let at = alarm(&life.state, self.browser.now());
        let alarm = at.map(|at| Alarm { at, again_every: RING_AGAIN_EVERY });
        let is_set = call(&self.browser, self.browser.set_alarm(alarm)).await.is_ok();
        life.armed_for = is_set.then_some(reason);
    }

    /// Paints the badge when nothing waits. The first formatting of a number in a process takes 10 ms, which no request waits for.
    pub(super) async fn paint_at_rest(&self) {
        self.browser.sleep(std::time::Duration::ZERO).await;
        let Some(mut life) = self.life.take() else { return };
        let badge = badge(&life.state.saved, life.state.running.unsaved_since, self.browser.now());
        if life.painted.as_ref() != Some(&badge) {
            let is_painted = call(&self.browser, self.browser.paint_badge(&badge)).await.is_ok();
            life.painted = is_painted.then_some(badge);
        }
        self.life.replace(Some(life));
    }
}
