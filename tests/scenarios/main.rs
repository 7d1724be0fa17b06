//! Scenarios with the worker in a simulated browser: events and answers go in, and requests, storage and pages are checked.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod access;
mod answers;
mod collection;
mod costs;
mod deletion;
mod detection;
mod failed_calls;
mod failed_loads;
mod failed_saves;
mod forms;
mod history;
mod import;
mod killed;
mod lab;
mod log_in;
mod monitors;
mod pages;
mod renewal;
mod session;
mod storage;
mod two_tabs;
mod waits;
mod weather;
mod worker;
