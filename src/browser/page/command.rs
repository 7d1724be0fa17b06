use wasm_bindgen_futures::JsFuture;

use crate::browser::json;
use crate::browser::webext::runtime::send_message;
use crate::engine::Command;

/// Sends a command to the worker, which wakes if it sleeps. What comes of it is seen in storage.
pub async fn send(command: Command) {
    // A worker that does not answer is no error: its answer is the state it stores.
    let _ = JsFuture::from(send_message(&json::object(&command))).await;
}
