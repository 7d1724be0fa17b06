//! Serving one arrival: step, save, effects, reply.

use std::rc::Rc;

use super::arrival::Arrival;
use super::browser::{Alarm, Browser};
use super::life::{Beginning, Life, Reason};
use super::save::SaveFailed;
use super::time_out::call;
use super::{NotStored, Reply, Worker};
use crate::engine::{Command, Event, RING_AGAIN_EVERY, TRY_AGAIN_EVERY, alarm, next_due, step, step_command};
use crate::view::badge;

impl<B: Browser> Worker<B> {
    /// Serves the first event of a life, before the arrival that woke it.
    pub(super) async fn begin(self: &Rc<Self>, Beginning { mut life, set_aside, granted }: Beginning) -> Life {
        // If the browser does not say, its last answer counts.
        life.is_access_unsure = granted.is_err();
        let access = granted.unwrap_or_else(|_| life.state.saved.index.access.clone());
        self.take(&mut life, Event::Started { access, online: self.browser.is_online(), set_aside }).await;
        life
    }

    pub(super) async fn serve(self: &Rc<Self>, life: &mut Life, arrival: Arrival<B::ReplyTo>) {
        self.look_at_network(life).await;
        if life.is_access_unsure {
            self.look_at_access(life).await;
        }
        match arrival {
            Arrival::Event(event) => self.take(life, event).await,
            Arrival::Command(command, reply_to) => {
                // A command may arrive before the browser reports an access that was granted just before it.
                self.look_at_access(life).await;
                let reply = self.take_command(life, command).await;
                self.browser.reply(reply_to, &reply);
                if matches!(reply, Reply::NotStored(_)) {
                    // Some of it may have been written. It is written over before this worker can die. If that fails, the next save does it.
                    let _ = self.save(life).await;
                }
            }
            Arrival::AccessChanged => self.look_at_access(life).await,
            Arrival::NotificationClicked(id) => self.follow_notification(id).await,
            Arrival::LookAround => self.take(life, Event::AlarmRang).await,
        }
        self.arm(life).await;
    }

    /// A sleeping worker gets no network events, so it checks before each arrival.
    async fn look_at_network(self: &Rc<Self>, life: &mut Life) {
        let online = self.browser.is_online();
        if life.state.saved.index.offline == online {
            self.take(life, Event::ConnectivityChanged { online }).await;
        }
    }

    /// Reads which sites are granted. If that fails, it is read again at the next arrival.
    async fn look_at_access(self: &Rc<Self>, life: &mut Life) {
        let granted = call(&self.browser, self.browser.granted()).await;
        life.is_access_unsure = granted.is_err();
        if let Ok(access) = granted
            && access != life.state.saved.index.access
        {
            self.take(life, Event::AccessChanged { access }).await;
        }
    }

    async fn take(self: &Rc<Self>, life: &mut Life, event: Event) {
        let is_alarm = matches!(event, Event::AlarmRang);
        let now = self.note_time(life);
        if is_alarm {
            // From now on it only repeats, so it is set anew.
            life.armed_for = None;
        }
        let effects = step(&mut life.state, event, now);
        let samples = life.state.running.samples.clone();
        self.record(life).await;
        match self.save(life).await {
            Ok(()) => self.act(life, effects).await,
            Err(SaveFailed) => {
                // They wait in memory, or they would be lost with this worker. The history takes each sample once.
                life.state.running.samples = samples;
                self.leave_undone(life, effects).await;
            }
        }
    }

    async fn take_command(self: &Rc<Self>, life: &mut Life, command: Command) -> Reply {
        let now = self.note_time(life);
        if matches!(command, Command::CatchUp) {
            // A page was opened. Browsers have been seen to lose alarms, so it is set anew.
            life.armed_for = None;
        }
        let forgets = matches!(command, Command::Forget);
        let before = life.state.clone();
        let effects = match step_command(&mut life.state, command, now) {
            Ok(effects) => effects,
            Err(refusal) => return Reply::Refused(refusal),
        };
        if forgets {
            life.write_keys();
        }
        if self.save(life).await.is_err() {
            // A command that was not stored is undone, also where some of it was written. The person is told and can repeat it.
            life.state = before;
            self.leave_undone(life, Vec::new()).await;
            return Reply::NotStored(NotStored::CannotWrite);
        }
        let is_clean = !forgets || self.remove_stray(life).await;
        self.act(life, effects).await;
        if is_clean { Reply::Done } else { Reply::NotStored(NotStored::CannotWrite) }
    }

    /// The time. If the clock was set back since the last event, the alarm would ring late, so it is set anew.
    fn note_time(&self, life: &mut Life) -> crate::account::Timestamp {
        let now = self.browser.now();
        if life.last_event_at.replace(now).is_some_and(|last| now < last) {
            life.armed_for = None;
        }
        now
    }

    /// Sets the alarm, unless it is already set for this reason. A failed call is retried at the next arrival.
    async fn arm(&self, life: &mut Life) {
        let is_to_be_tried_again =
            life.state.running.unsaved_since.is_some() || life.is_access_unsure || life.is_unfinished();
        let reason = Reason { next: next_due(&life.state), is_to_be_tried_again };
        if life.armed_for == Some(reason) {
            return;
        }
        let now = self.browser.now();
        let try_again = is_to_be_tried_again.then(|| now.after(TRY_AGAIN_EVERY));
        let at = alarm(&life.state, now).into_iter().chain(try_again).min();
        let alarm = at.map(|at| Alarm { at, again_every: RING_AGAIN_EVERY });
        let is_set = call(&self.browser, self.browser.set_alarm(alarm)).await.is_ok();
        life.armed_for = is_set.then_some(reason);
    }

    /// Paints the badge when the queue is empty: the first number formatted in a process takes 10 ms, and no request should wait for that.
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

    /// Once in each run of the browser, when the queue is empty: removes what deleted monitors left on disk. A worker may have died between
    /// storing that a monitor is gone and removing its items.
    pub(super) async fn tidy_at_rest(&self) {
        let Some(mut life) = self.life.take() else { return };
        let is_due = !life.state.running.is_tidied && !life.has_tried_to_tidy && life.is_settled();
        life.has_tried_to_tidy |= is_due;
        if is_due && self.remove_leftovers(&life).await {
            life.state.running.is_tidied = true;
            self.save_running(&mut life).await;
        }
        self.life.replace(Some(life));
    }
}
