//! The part of the WebExtension API that is used here, bound by hand: no crate covers alarms, badges, permissions and messages.
//!
//! Each file is one namespace of the API, each function one function of it, under its own name. All are asynchronous in the API and
//! return promises; those whose end nobody needs are left to themselves. The global is `browser`; where only `chrome` exists, the
//! two entry scripts define the one as the other.

pub mod action;
pub mod alarms;
pub mod i18n;
pub mod network;
pub mod notifications;
pub mod permissions;
pub mod runtime;
pub mod storage;
pub mod tabs;

use super::json::{object, read};
