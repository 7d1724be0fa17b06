//! Sending commands to the worker.

use gloo_timers::future::sleep;
use wasm_bindgen_futures::spawn_local;

use super::dom::Scope;
use crate::browser::webext::runtime::send_message;
use crate::browser::{js, words};
use crate::engine::Command;
use crate::json;
use crate::worker::{REPLY_TIME_OUT, Reply, reply_words, within};

/// What the worker answers, once what the command changed is stored; `None` if it does not answer.
pub async fn send(command: &Command) -> Option<Reply> {
    let reply = within(sleep(REPLY_TIME_OUT), send_message(js::value(command))).await?.ok()?;
    json::from_tree(&js::read(&reply)).ok()
}

/// The same for a control, which says meanwhile that it is busy. A second click on a busy control does nothing, and gets no reply.
pub async fn send_from(control: &Scope, command: &Command) -> Option<Option<Reply>> {
    let _busy = Busy::on(control)?;
    Some(send(command).await)
}

/// Sends a command from a control and says in the slot `outcome` of `place` why it was not done. Whether it was.
pub async fn send_and_say(control: &Scope, place: &Scope, command: &Command) -> bool {
    let Some(reply) = send_from(control, command).await else { return false };
    place.say("outcome", reply_words(reply.as_ref()).as_ref());
    reply == Some(Reply::Done)
}

/// The same beside whatever else is done.
pub fn spawn_send(control: Scope, place: Scope, command: Command) {
    spawn_local(async move {
        let _ = send_and_say(&control, &place, &command).await;
    });
}

/// What is to be said of a reply; empty for a command that was done.
pub fn words_of(reply: Option<&Reply>) -> String {
    reply_words(reply).as_ref().map(words::say).unwrap_or_default()
}

/// A control that is busy, until this is dropped.
pub struct Busy(Scope);

impl Busy {
    /// Marks a control as busy; nothing if it is already.
    pub fn on(control: &Scope) -> Option<Self> {
        if control.get("aria-busy").as_deref() == Some("true") {
            return None;
        }
        control.set("aria-busy", Some("true"));
        Some(Self(control.clone()))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.set("aria-busy", None);
    }
}
