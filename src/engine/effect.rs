use super::{Keys, Saved};
use crate::account::Timestamp;
use crate::monitor::MonitorId;
use crate::openai::Endpoint;
use crate::session::SessionKey;

/// Something to be done outside. They are carried out in order, each after the one before is complete.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Keep the keys in the browser's memory.
    SaveKeys(Keys),
    /// Keep the state on disk, where pages read it too.
    SaveState(Saved),
    /// Paint the toolbar badge from the state that was just saved.
    PaintBadge,
    /// Set the alarm to this moment, or clear it.
    WakeAt(Option<Timestamp>),
    /// Send a request. Its end comes back as [`Event::Answered`](super::Event::Answered).
    Send(Request),
}

/// A `GET` request to OpenAI, without cookies, cache, redirects or referrer.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What its answer is known by.
    pub id: RequestId,
    /// The whole URL.
    pub url: String,
    /// The bearer key. It prints as stars.
    pub key: SessionKey,
}

/// Which request an answer belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId {
    /// The monitor it was made for; names the organisation in the request's header.
    pub monitor: MonitorId,
    /// The collection it is part of.
    pub collection: u64,
    /// What it asks.
    pub endpoint: Endpoint,
}
