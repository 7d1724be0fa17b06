//! The pages: markup from `www/`, filled from the views.
//!
//! A page reads what the worker has stored, paints it at once, and paints again whenever that changes. It never writes and never asks
//! OpenAI; what a person does on it goes to the worker as a command, and what is said of that is the worker's reply.

mod command;
mod dom;
mod live;
mod notices;
mod options;
mod popup;

use wasm_bindgen::prelude::*;

/// Starts the popup. Called once by `www/popup.js`.
#[wasm_bindgen]
pub fn start_popup() {
    popup::start();
}

/// Starts the options page. Called once by `www/options.js`.
#[wasm_bindgen]
pub fn start_options() {
    options::start();
}
