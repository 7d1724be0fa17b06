//! How an account is asked for: endpoints, requests, the bodies OpenAI answers with, and what its errors mean.
//!
//! The facts are in the table of `CONTRIBUTING.md` ("What is known of the endpoints"); nothing of it is documented by OpenAI.

mod answer;
mod endpoint;
mod failure;
mod usage_window;
pub mod wire;

pub use answer::{Answer, NoAnswer, Outcome, read};
pub use endpoint::{Endpoint, PathForm};
pub use failure::Failure;
pub use usage_window::UsageWindow;
