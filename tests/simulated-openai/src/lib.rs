//! platform.openai.com and api.openai.com, simulated on loopback over TLS.
//!
//! A browser that is told to find every host at [`SimulatedOpenAi::port`] meets a platform to sign in to,
//! a page that fetches its session key and its numbers as the real one does, and an API that answers, and
//! fails, as the real one. So an extension can be tested as it is shipped. `README.md` says how to point
//! a browser here and how to use it without Rust.
//!
//! Where things are:
//! - [`world`]: what there is to report, as plain data; [`samples`]: accounts ready to use
//! - [`SimulatedOpenAi`]: the handle of a running simulation: keys, faults, the request log
//! - `api`, `platform`, `control`: the three hosts; `server`: the listener they share
//! - `sessions`, `fault`, `request_log`: the state behind them
//!
//! ```
//! use simulated_openai::{Endpoint, Fault, SimulatedOpenAi, samples};
//!
//! # #[tokio::main] async fn main() -> anyhow::Result<()> {
//! let openai = SimulatedOpenAi::start(samples::world()).await?;
//! let key = openai.issue_key(samples::ADA);
//! assert_eq!(format!("{key}"), "sess-****");
//! openai.fail_times(Endpoint::Usage, Fault::Hang, 1);
//! # Ok(()) }
//! ```

mod api;
mod control;
mod credential;
mod endpoint;
mod fault;
mod platform;
mod request_log;
pub mod samples;
mod server;
mod service;
mod sessions;
mod simulated_openai;
pub mod world;

pub use credential::Credential;
pub use endpoint::Endpoint;
pub use fault::{Fault, RetryAfter};
pub use request_log::{LoggedRequest, TooFewRequests};
pub use simulated_openai::SimulatedOpenAi;
pub use world::World;

/// The host of the pages a person sees.
pub const PLATFORM_HOST: &str = "platform.openai.com";
/// The origin of those pages, the only one that may read the API's answers.
pub const PLATFORM_ORIGIN: &str = "https://platform.openai.com";
/// The host of the API.
pub const API_HOST: &str = "api.openai.com";
/// The host of the control interface inside a browser; outside, `localhost` is the same.
pub const CONTROL_HOST: &str = "control.openai.test";
