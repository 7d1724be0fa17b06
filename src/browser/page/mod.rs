//! The pages: markup from `www/`, filled from the views.
//!
//! A page reads what the worker has stored, paints it, and paints again after every change. It never writes to storage and sends no
//! requests to OpenAI. It sends a person's actions to the worker as commands, and shows the worker's replies.

mod command;
mod dom;
mod history;
mod live;
mod notices;
mod options;
mod popup;
mod status;

use wasm_bindgen::prelude::*;

/// Starts the popup. `www/page.js` calls it once.
#[wasm_bindgen]
pub fn start_popup() {
    popup::start();
}

/// Starts the options page. `www/page.js` calls it once.
#[wasm_bindgen]
pub fn start_options() {
    options::start();
}

/// Starts the history page. `www/page.js` calls it once.
#[wasm_bindgen]
pub fn start_history() {
    history::start();
}
