//! The session key: what it looks like, when it may be taken from a request, and how it stays out of sight.

mod capture;
mod key;
mod organization;

pub use capture::{Captured, NotCaptured, SeenRequest, capture};
pub use key::{NotASessionKey, SessionKey};
pub use organization::OrganizationId;
