//! Where `extension/worker.js` hands over what its listeners were called with.

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

/// Takes in an event: the listener's name and its first argument. Returns at once; it is served later.
#[wasm_bindgen]
pub fn receive(listener: &str, detail: &JsValue) {
    let detail = js::read(detail);
    WORKER.with(|worker| worker.receive(listener, detail));
}

/// Takes in a message and who sent it. `own_id` and `own_url` are what `runtime.id` and `runtime.getURL("")` say; `reply` is called once
/// with a reply. Returns false for a message that gets none: it is no command, or comes from no page of our own.
#[wasm_bindgen]
pub fn receive_message(message: &JsValue, sender: &JsValue, own_id: String, own_url: String, reply: Function) -> bool {
    let own = Sender { id: own_id, url: own_url };
    let sender = json::from_tree(&js::read(sender)).unwrap_or_default();
    WORKER.with(|worker| worker.receive_message(&js::read(message), &sender, &own, reply))
}
