//! The session key: what it looks like, when it may be captured from a request, and how it is kept out of logs, pages and exports.

mod capture;
mod key;
mod log_in;
mod look_alike;
mod organization;
mod pasted;
mod redact;

pub use capture::{Captured, Header, NotCaptured, SeenRequest, capture};
pub use key::{NotASessionKey, SessionKey};
pub use look_alike::looks_like_key;
pub use organization::OrganizationId;
pub use pasted::PastedText;
pub use redact::Redaction;
