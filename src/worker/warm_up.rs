//! Runs the core once on a made-up state while the first read of storage is under way.
//!
//! A browser compiles a function of the module when it is called for the first time. That takes longer than what the functions do. The wait
//! for storage is used for it. All of this is pure: it calls no browser, and its result is dropped.

use crate::access::Access;
use crate::account::Timestamp;
use crate::engine::{Event, State, step, stored};
use crate::json::{self, Json};
use crate::session::{Header, SeenRequest};

pub(super) fn warm_up() {
    let now = Timestamp::from_millis(0);
    let mut state = State::default();
    let woke = Event::Started { access: Access::default(), online: true, set_aside: Vec::new() };
    drop(step(&mut state, woke, now));
    drop(step(&mut state, Event::RequestSeen(request()), now));
    let changes = stored::changes(&State::default(), &state);
    let read = |items: &[(String, String)]| {
        let items = items.iter().filter_map(|(name, text)| Some((name.clone(), json::parse(text.as_bytes()).ok()?)));
        Json::Object(items.collect())
    };
    let (disk, memory) = (read(&changes.disk), read(&changes.memory));
    drop(stored::read(&disk, &disk, &memory));
}

fn request() -> SeenRequest {
    let header = |name: &str, value: &str| Header { name: name.to_owned(), value: Some(value.to_owned()) };
    SeenRequest {
        tab_id: -1,
        url: "https://api.openai.com/".to_owned(),
        method: "GET".to_owned(),
        initiator: Some(crate::origin::PLATFORM.to_owned()),
        origin_url: None,
        incognito: None,
        request_headers: vec![
            header("authorization", "Bearer sess-warm-up-0000000000000000000000"),
            header("openai-organization", "org-warm-up"),
        ],
    }
}
