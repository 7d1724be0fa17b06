//! The core of Credit Gauge, a browser extension that shows the status of an OpenAI account.
//!
//! Three ideas carry everything:
//!
//! 1. **Events in, effects out.** [`engine::step`] is one pure function. A request seen, an alarm, a click and an answer are events;
//!    "save this", "send this" and "wake me at" are effects. It knows no browser, no clock and no network.
//! 2. **One writer.** Only the worker changes stored state. Pages paint what is stored and send commands.
//! 3. **One catalogue of metrics.** Every metric is a row of [`account::catalogue`]; pages and words follow from it.
//!
//! The modules are floors of a house; each imports only from floors below it, which `tests/architecture.rs` checks:
//!
//! | floor | module | what it is about |
//! |---|---|---|
//! | 7 | `browser` | the only one that touches a browser (wasm32 only): the worker's calls made, pages filled |
//! | 6 | [`worker`] | the queue, saves before acts, replies; the trait of what it needs of a browser |
//! | 5 | [`view`] | what is shown, as plain data: badge, popup, options |
//! | 4 | [`engine`] | events, effects, state, `step`; what is stored, imported and exported |
//! | 3 | [`monitor`] | one watched account: its parameters, what was read, what failed, when it is asked next |
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
