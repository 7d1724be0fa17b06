//! Turns off the network of workers and the popup, which BiDi does not know. For tabs BiDi does it.

use serde::Deserialize;
use serde_json::json;

use crate::connection::{Connection, Event, read};

/// Turns the network of one session's target off or on. Returns once the target has confirmed.
///
/// All commands are sent at once. If a worker does not run, the browser applies its part and keeps the rest for the worker's start. Errors
/// are ignored, because a target that has ended has no network to turn off.
pub(super) async fn set_offline(devtools: &Connection, session: &str, offline: bool) {
    let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    // Emulation sets `navigator.onLine` and lets requests fail, but comes too late for the first request of a worker that starts
    // again (measured). Interception does not.
    let (interception, patterns) = match offline {
        true => ("Fetch.enable", json!({ "patterns": [{ "urlPattern": "http*" }] })),
        false => ("Fetch.disable", json!({})),
    };
    drop(tokio::join!(
        devtools.call_in(session, "Network.enable", json!({})),
        devtools.call_in(session, "Network.emulateNetworkConditions", conditions),
        devtools.call_in(session, interception, patterns),
    ));
}

/// Fails a request that interception holds, as a browser without network does.
pub(super) async fn refuse_request(devtools: &Connection, event: &Event) {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Paused {
        request_id: String,
    }
    if event.method == "Fetch.requestPaused"
        && let (Some(session), Ok(paused)) = (&event.session, read::<Paused>("requestPaused", event.params.clone()))
    {
        let params = json!({ "requestId": paused.request_id, "errorReason": "InternetDisconnected" });
        // Fails if the target has ended meanwhile.
        drop(devtools.call_in(session, "Fetch.failRequest", params).await);
    }
}
