//! The core: events in, effects out. [`step`] is the one place where state changes.
//!
//! ```text
//!   a request seen ─┐                                   ┌─ save the keys    (memory)
//!   an alarm       ─┤                                   ├─ save the state   (disk, no keys)
//!   a command      ─┼─► step(state, event, now) ──► effects ─ paint the badge
//!   an answer      ─┤                                   ├─ wake me at …
//!   the worker woke─┘                                   └─ send this request ──► an answer, later
//! ```
//!
//! It knows no browser, no clock and no network. The effects are carried out in their order, the saves first: a worker can be
//! killed between any two of them, and the next one finds in storage what was about to be done.

mod answered;
mod collect;
mod command;
mod effect;
mod event;
mod seen;
mod state;
mod step;
mod woke;

pub use command::Command;
pub use effect::{Effect, Request, RequestId};
pub use event::Event;
pub use state::{HeldKey, Keys, Saved, Settings, State};
pub use step::step;
