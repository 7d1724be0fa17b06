//! The Rust core of Credit Gauge.

pub mod account;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod engine;
pub mod monitor;
pub mod openai;
pub mod origin;
pub mod session;
pub mod view;
