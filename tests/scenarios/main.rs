//! Whole stories on the core alone: what a browser would tell it goes in, what it asks of the browser is looked at.

mod access;
mod collection;
mod killed;
mod lab;
mod pages;
mod session;
mod waits;
