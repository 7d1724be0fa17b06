//! A browser made of plain data. It runs the very worker that is shipped, and keeps what the worker saves, paints and sends.
//!
//! Nothing happens by itself: time stands still until it is made to pass, and a request is open until it is answered. Every call of the
//! worker to its browser has a [`Fate`], which whoever runs the browser decides: it can be answered at once or later, be refused, never
//! end, or be the last thing the worker does.

mod browser;
mod call;
mod executor;
mod slot;
mod world;

pub use browser::SimulatedBrowser;
pub use call::{Call, Fate};
pub use world::{OpenRequest, World};
