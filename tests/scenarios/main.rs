//! Whole stories on the core alone: what a browser would tell it goes in, what it asks of the browser is looked at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod access;
mod collection;
mod killed;
mod lab;
mod pages;
mod session;
mod waits;
