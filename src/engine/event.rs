use super::{RequestId, SetAside};
use crate::access::Access;
use crate::openai::Outcome;
use crate::session::SeenRequest;

/// Something that happened outside the core.
pub enum Event {
    /// The worker was started. This is the first event of every life, before the event that woke it.
    Started {
        access: Access,
        /// `navigator.onLine`.
        online: bool,
        /// The damaged parts of storage.
        set_aside: Vec<SetAside>,
    },
    /// The person granted or revoked access to a site.
    AccessChanged {
        access: Access,
    },
    /// The network went down or came back.
    ConnectivityChanged {
        online: bool,
    },
    /// A request to api.openai.com was seen.
    RequestSeen(SeenRequest),
    AlarmRang,
    /// A request we sent was answered or failed.
    Answered(RequestId, Outcome),
    /// A save failed.
    NotSaved {
        /// The requests that were not sent because of that.
        unsent: Vec<RequestId>,
    },
    /// The background tab that renews a session is open.
    TabOpened {
        /// The tab's id in the browser.
        tab: i32,
    },
}
