use super::{RequestId, SetAside};
use crate::access::Access;
use crate::openai::Outcome;
use crate::session::SeenRequest;

/// Something that happened outside.
pub enum Event {
    /// The worker woke: the first event of each of its lives, before whatever woke it.
    Woke {
        /// Which sites the browser lets us see and ask.
        access: Access,
        /// Whether the browser believes to have a network.
        online: bool,
        /// What of the stored state could not be read.
        set_aside: Vec<SetAside>,
    },
    /// The person gave or took back access to a site.
    AccessChanged {
        /// What is granted now.
        access: Access,
    },
    /// The network went or came back.
    ConnectivityChanged {
        /// Whether there is one now.
        online: bool,
    },
    /// A request to api.openai.com was seen on its way.
    RequestSeen(SeenRequest),
    /// The alarm rang.
    AlarmRang,
    /// A request we sent has ended, one way or the other.
    Answered(RequestId, Outcome),
    /// A save failed. What came after it was not done.
    NotSaved {
        /// The requests that were not sent because of it.
        unsent: Vec<RequestId>,
    },
    /// A save went well after one had failed.
    SavedAgain,
    /// The background tab for a new session was opened.
    TabOpened {
        /// The browser's number of it.
        tab: i32,
    },
}
