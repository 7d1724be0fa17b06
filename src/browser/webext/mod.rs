//! The part of the WebExtension API that is used here: no crate covers alarms, badges, permissions and messages.
//!
//! Each file is one namespace of the API. A function of the API is called at once, and what it promises is waited for by whoever wants to know.
//! The global is `browser`; where only `chrome` exists, the entry scripts define the one as the other.

pub mod action;
pub mod alarms;
pub mod i18n;
pub mod notifications;
pub mod permissions;
pub mod runtime;
pub mod storage;
pub mod tabs;
