//! Sending commands to the worker.

use gloo_timers::future::sleep;
use wasm_bindgen_futures::spawn_local;

use super::dom::Scope;
use crate::browser::webext::runtime::send_message;
use crate::browser::{js, words};
use crate::engine::Command;
use crate::json;
use crate::worker::{REPLY_TIME_OUT, Reply, reply_words, within};

/// Sends a command and waits for the reply, which comes after the change is stored. `None` if none comes in time.
pub async fn send(command: &Command) -> Option<Reply> {
    let reply = within(sleep(REPLY_TIME_OUT), send_message(js::value(command))).await?.ok()?;
    json::from_tree(&js::read(&reply)).ok()
}

/// The same, with the control marked as busy meanwhile. `None` outside if the control was busy already: then nothing is sent.
pub async fn send_from(control: &Scope, command: &Command) -> Option<Option<Reply>> {
    let _busy = Busy::on(control)?;
    Some(send(command).await)
}

/// Sends a command from a control. The slot `outcome` of `place` shows why it failed. Returns whether it was done; `None` if the control was busy
/// already.
pub async fn send_and_say(control: &Scope, place: &Scope, command: &Command) -> Option<bool> {
    let reply = send_from(control, command).await?;
    place.say("outcome", reply_words(reply.as_ref()).as_ref());
    Some(reply == Some(Reply::Done))
}

/// The same, without waiting for the reply.
pub fn spawn_send(control: Scope, place: Scope, command: Command) {
    spawn_local(async move {
        let _ = send_and_say(&control, &place, &command).await;
    });
}

/// The words for a reply; empty for a command that was done.
pub fn words_of(reply: Option<&Reply>) -> String {
    reply_words(reply).as_ref().map(words::say).unwrap_or_default()
}

/// Marks a control as busy until this is dropped.
pub struct Busy(Scope);

impl Busy {
    /// `None` if the control is busy already.
    pub fn on(control: &Scope) -> Option<Self> {
        if control.get("aria-busy").as_deref() == Some("true") {
            return None;
        }
        control.set("aria-busy", Some("true"));
        Some(Self(control.clone()))
    }
}

impl Busy {
    /// Leaves the control as it is.
    pub fn leave(self) {
        std::mem::forget(self);
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.set("aria-busy", None);
    }
}
