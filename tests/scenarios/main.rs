//! Whole stories on the core alone: what a browser would tell it goes in, what it asks of the browser is looked at.

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
