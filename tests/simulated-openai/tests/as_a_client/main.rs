//! The simulation as its clients see it: over TLS, by host name, in one test binary.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "in a test, a panic is the report; the helpers are no #[test] themselves"
)]

mod access;
mod billing;
mod chromium;
mod connections;
mod faults;
mod gateways;
mod signing_in;
mod support;
