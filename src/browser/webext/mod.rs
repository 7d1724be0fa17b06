//! The parts of the WebExtension API that are used here. No crate covers alarms, badges, permissions and messages.
//!
//! Each file is one namespace of the API. Its functions call the browser at once, and return a future of the result. Callers who do
//! not need the result drop it. The global is `browser`; where only `chrome` exists, the entry scripts define `browser` as `chrome`.

pub mod action;
pub mod alarms;
pub mod i18n;
pub mod notifications;
pub mod permissions;
pub mod runtime;
pub mod storage;
pub mod tabs;
