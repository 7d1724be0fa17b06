//! A browser made of plain data. It runs the shipped worker, and records what the worker saves, paints and sends.
//!
//! Nothing happens by itself. Time passes only when a test lets it, and a request stays open until a test answers it. The test also
//! decides the [`Fate`] of every call of the worker to its browser: success now or later, failure, no end, or the worker's death.

mod browser;
mod call;
mod executor;
mod slot;
mod world;

pub use browser::SimulatedBrowser;
pub use call::{Call, Fate};
pub use world::{OpenRequest, World};
