//! The only folder that touches a browser; compiled for wasm32 alone.
//!
//! It holds no decisions: it carries out effects, forwards events, and puts views into pages.
//!
//! * [`worker`] runs the core in the background: events come in through `extension/worker.js`, `effects` carries out what follows.
//! * [`page`] binds the pages of `www/` to their views.
//! * `webext` are the bindings of the WebExtension API, `http` and `store` the two things effects need most.
//! * `json` is the way between their values and ours.
//! * `words` and `intl` turn messages and values into the text a person reads.

mod effects;
mod http;
mod intl;
mod json;
pub mod page;
mod platform;
mod store;
mod webext;
mod words;
pub mod worker;

use crate::account::Timestamp;

/// The browser's clock; the core is told the time, it never asks.
fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}
