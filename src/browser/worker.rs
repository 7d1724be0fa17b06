//! The functions that the listeners in `extension/worker.js` call.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::js;
use super::web_extension::WebExtension;
use crate::json;
use crate::worker::{Sender, Worker};

thread_local! {
    static WORKER: Rc<Worker<WebExtension>> = Worker::new(WebExtension);
}

/// Queues an event: the listener's name, such as `alarms.onAlarm`, and its first argument. Returns at once.
#[wasm_bindgen]
pub fn receive(listener: &str, detail: &JsValue) {
    let detail = js::read(detail);
    WORKER.with(|worker| worker.receive(listener, detail));
}

/// Queues a message. `own_id` and `own_url` are `runtime.id` and `runtime.getURL("")`; `reply` is called once, with the reply. Returns
/// `false` for a message that gets no reply: it is no command, or none of our own pages sent it.
#[wasm_bindgen]
pub fn receive_message(message: &JsValue, sender: &JsValue, own_id: String, own_url: String, reply: Function) -> bool {
    let own = Sender { id: own_id, url: own_url };
    let sender = json::from_tree(&js::read(sender)).unwrap_or_default();
    WORKER.with(|worker| worker.receive_message(&js::read(message), &sender, &own, reply))
}
