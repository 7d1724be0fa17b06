//! Whole stories on the core alone: what a browser would tell it goes in, what it asks of the browser is looked at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod access;
mod answers;
mod collection;
mod deletion;
mod detection;
mod forms;
mod import;
mod killed;
mod lab;
mod monitors;
mod pages;
mod renewal;
mod session;
mod storage;
mod waits;
mod weather;
