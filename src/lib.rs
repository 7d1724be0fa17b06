//! The core of Credit Gauge, a browser extension that shows the status of an OpenAI account.
//!
//! The design in four points:
//!
//! 1. **Events in, effects out.** [`engine::step`] is one pure function. A request seen, an alarm and an answer are events; "send this" and
//!    "notify" are effects. `step` uses no browser, no clock and no network.
//! 2. **One worker, everywhere.** [`worker`] saves what a step has changed, then does what the step asks for, then replies. Chromium, Firefox, the
//!    scenarios and the simulation run the same code; only the implementation of [`worker::Browser`] differs.
//! 3. **One writer, many items.** Only the worker writes to storage. Each monitor and each reading is an item of its own. Pages paint the items
//!    they show, and send commands.
//! 4. **One catalogue of metrics.** Every metric is a row of [`account::catalogue`]; decoding, pages, samples and words are derived from it.
//!
//! The modules form floors. A module imports only from lower floors, which `tests/architecture.rs` checks:
//!
//! | floor | module | what it does |
//! |---|---|---|
//! | 8 | `browser` | the only module that calls a browser (wasm32 only): for the worker, and to fill the pages |
//! | 7 | [`worker`] | the queue of events, saving, acting and replying; the trait for what it needs from a browser |
//! | 6 | [`view`] | what is shown, as plain data: badge, popup, options |
//! | 5 | [`engine`] | events, effects, state, `step`; what is stored, imported and exported |
//! | 4 | [`alert`] | rules about what is read, when they fire and recover, what a person is told, and what they would have done in the past; the engine does not call it yet |
//! | 3 | [`monitor`] | one watched account: its parameters, what failed, when it is read next |
//! | 2 | [`openai`] | how an account is read: plans of requests, bodies, errors |
//! | 2 | [`forecast`] | when the balance runs out, and what the month will cost |
//! | 2 | [`history`] | what was measured in the past, in tiers of coarser and coarser buckets |
//! | 1 | [`session`] | the key: its forms, when it may be captured, how it is kept out of texts |
//! | 1 | [`account`] | what is measured: the three metric sets, money, UTC times, the catalogue |
//! | 1 | [`access`] | for which sites the browser lets us see and send requests |
//! | 0 | [`origin`] | the two sites of OpenAI |
//! | 0 | [`json`] | reading and writing JSON: bodies, stored items, messages and files |
//! | 0 | [`shared_map`] | a map whose copies share their entries |
//!
//! One WASM module serves the worker and every page. Everything but `browser` is compiled and tested on the host as well.

pub mod access;
pub mod account;
pub mod alert;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod engine;
pub mod forecast;
pub mod history;
pub mod json;
pub mod monitor;
pub mod openai;
pub mod origin;
pub mod session;
pub mod shared_map;
pub mod view;
pub mod worker;
