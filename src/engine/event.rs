use super::{Command, RequestId};
use crate::openai::Outcome;
use crate::session::SeenRequest;

/// Something that happened outside.
pub enum Event {
    /// The worker woke: the first event of each of its lives, before whatever woke it.
    Woke {
        /// Whether the browser lets us see and ask the two sites. A person can take that back in Firefox, and in Chromium too.
        access: bool,
    },
    /// The person gave or took back access to the two sites.
    AccessChanged {
        /// Whether there is access now.
        access: bool,
    },
    /// A request to api.openai.com was seen on its way.
    RequestSeen(SeenRequest),
    /// The alarm rang.
    AlarmRang,
    /// A page sent a command.
    Commanded(Command),
    /// A request we sent has ended, one way or the other.
    Answered(RequestId, Outcome),
}
