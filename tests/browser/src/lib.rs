//! The tools of the browser suite. It tests the shipped extension, unchanged, in a real browser, over TLS, against a simulated OpenAI.
//!
//! * [`scenario`]: runs a scenario as a test, and reports what happened if it fails.
//! * [`Stage`]: one simulated OpenAI, one browser with a fresh profile, and what a person does with them.
//! * [`Platform`], [`Popup`], [`OptionsPage`], [`Backstage`]: what can be done and seen on each page.
//! * [`meddling`]: changes the worker's clock and makes its calls fail. For failures before the worker's first event there is a changed
//!   copy of the extension, used by the few scenarios made with [`scenario::meddled`].
//! * [`requests`]: what arrived at the simulated OpenAI, and from whom.
//! * [`expected`]: the expected values of an account, computed from its JSON *without* the core that is under test.
//! * [`canary`]: searches for session keys where none may be.
//!
//! The scenarios are in `tests/suite`, one file for each theme. None sleeps: each waits for a condition, and a wait that fails says for
//! what. That something did *not* happen is shown by a later event that must come after it.

mod backstage;
pub mod canary;
pub mod expected;
pub mod extension;
pub mod history;
mod left;
pub mod measured;
pub mod meddling;
mod options_page;
mod platform;
mod popup;
pub mod requests;
pub mod scenario;
mod stage;
pub mod wait;
mod words;

pub use backstage::{Backstage, Badge};
pub use left::Left;
pub use options_page::OptionsPage;
pub use platform::{Platform, SiteWorker, fetch_in_worker, fetch_with};
pub use popup::{Metric, Model, Notice, Popup};
pub use stage::{Package, Stage};
pub use words::Words;

use std::time::Duration;

/// The time limit for what should happen at once. Generous, for busy machines.
pub const SOON: Duration = Duration::from_secs(10);
