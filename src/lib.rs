//! The core of Credit Gauge, a browser extension that shows the status of an OpenAI account.
//!
//! Four ideas carry everything:
//!
//! 1. **Events in, effects out.** [`engine::step`] is one pure function. A request seen, an alarm and an answer are events; "send this" and
//!    "notify" are effects. It knows no browser, no clock and no network.
//! 2. **One worker, everywhere.** [`worker`] saves what a step has changed, then does what the step asks for, then replies. Chromium, Firefox, the
//!    scenarios and the simulation run this very code; only what stands behind [`worker::Browser`] differs.
//! 3. **One writer, many items.** Only the worker changes what is stored. Each monitor and each reading is an item of its own. Pages paint the items
//!    they show, and send commands.
//! 4. **One catalogue of metrics.** Every metric is a row of [`account::catalogue`]; decoding, pages, samples and words follow from it.
//!
//! The modules are floors of a house; each imports only from floors below it, which `tests/architecture.rs` checks:
//!
//! | floor | module | what it is about |
//! |---|---|---|
//! | 7 | `browser` | the only one that touches a browser (wasm32 only): the worker's calls made, pages filled |
//! | 6 | [`worker`] | the queue, saves before acts, replies; the trait of what it needs of a browser |
//! | 5 | [`view`] | what is shown, as plain data: badge, popup, options |
//! | 4 | [`engine`] | events, effects, state, `step`; what is stored, imported and exported |
//! | 3 | [`monitor`] | one watched account: its parameters, what failed, when it is asked next |
//! | 2 | [`openai`] | how the account is asked: plans of requests, bodies, errors |
//! | 1 | [`session`] | the key: its shapes, when it may be captured, how it stays out of sight |
//! | 1 | [`account`] | what is measured: the three metric sets, money, UTC times, the catalogue |
//! | 1 | [`access`] | which sites the browser lets us see and ask |
//! | 0 | [`origin`] | the two sites of OpenAI |
//! | 0 | [`json`] | the one form in which everything crosses |
//! | 0 | [`shared_map`] | a map whose copies share their entries |
//!
//! One WASM module serves the worker and every page. Everything but `browser` is compiled and tested on the host as well.

pub mod access;
pub mod account;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod engine;
pub mod json;
pub mod monitor;
pub mod openai;
pub mod origin;
pub mod session;
pub mod shared_map;
pub mod view;
pub mod worker;
