//! Runs the shipped worker over days of an account that a file describes, under a simulated clock.
//!
//! ```text
//!   file ─► Plan ─► account: cost and credit at any moment ─► OpenAI's answers ─┐
//!                                                                               ▼
//!            time passes to whatever is next ──────────► the worker in a simulated browser
//!                                                                               │ what it stored, sent and showed
//!                                                                               ▼
//!                                                                             Report
//! ```
//!
//! `cargo xtask replay` is its command line. CONTRIBUTING.md describes the file and the report. The same file gives the same report.

mod account;
mod english;
mod file;
mod mistake;
mod moment;
mod openai;
mod plan;
mod report;
mod run;
mod stored;

pub use mistake::Mistake;
pub use plan::{LONGEST_LIST, MOST_DAYS, Plan};
pub use report::{Forecast, Notified, Report};
pub use run::{RunFailed, run};
pub use stored::{Alert, Foretold};
