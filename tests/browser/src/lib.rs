//! What the browser suite is made of: the shipped extension, unchanged, in a real browser, over TLS, against a simulated OpenAI.
//!
//! * [`scenario`]: a scenario as a test; what is shown when it fails.
//! * [`Stage`]: one simulated OpenAI, one browser with a fresh profile, and what a person does with them.
//! * [`Platform`], [`Popup`], [`OptionsPage`], [`Backstage`]: the pages, by what can be done and seen there.
//! * [`meddling`]: what time and bad luck do to the worker. What has to meet it before its first event is put into a copy of the
//!   extension, for the few scenarios that are called [`scenario::meddled`].
//! * [`requests`]: what arrived at the simulated OpenAI, and from whom.
//! * [`expected`]: what an account holds, worked out from its own JSON and *not* by the core that is under test.
//! * [`canary`]: looks for session keys where none may be.
//!
//! The scenarios themselves are in `tests/suite`, one file a theme. None sleeps: each wait is for a condition, and says in vain for
//! what. That something did *not* happen is shown by a later event that must have come after it.

mod backstage;
pub mod canary;
pub mod expected;
pub mod extension;
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

/// How long anything that happens at once may take on a busy machine.
pub const SOON: Duration = Duration::from_secs(10);
