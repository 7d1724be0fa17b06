//! One WebSocket to a browser: commands with their answers, and events.
//!
//! WebDriver BiDi and the DevTools protocol frame messages alike (`id`, `method`, `params`), so one client serves both.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use crate::error::{Error, Result};

/// The time-out of a command. Waits inside a page are cut into shorter ones (see [`crate::Tab::wait_until`]).
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// An event from the browser.
#[derive(Debug)]
pub(crate) struct Event {
    /// Its name, such as `log.entryAdded`.
    pub method: String,
    /// Its parameters.
    pub params: Value,
    /// The DevTools session it belongs to, if any.
    pub session: Option<String>,
}

/// A connection that commands are sent over. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Connection {
    outgoing: mpsc::UnboundedSender<Message>,
    pending: Arc<Pending>,
    last_id: Arc<AtomicU64>,
}

type Answer = std::result::Result<Value, Refusal>;

#[derive(Debug)]
struct Refusal {
    code: String,
    message: String,
}

/// The unanswered commands. `None` once the connection is closed.
#[derive(Debug)]
struct Pending(Mutex<Option<HashMap<u64, oneshot::Sender<Answer>>>>);

impl Pending {
    fn with<T>(&self, f: impl FnOnce(&mut Option<HashMap<u64, oneshot::Sender<Answer>>>) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Any message from the browser; BiDi and DevTools differ in the form of an error only.
#[derive(Deserialize)]
struct Incoming {
    id: Option<u64>,
    method: Option<String>,
    #[serde(default)]
    params: Value,
    #[serde(rename = "sessionId")]
    session: Option<String>,
    #[serde(default)]
    result: Value,
    error: Option<Value>,
    #[serde(default)]
    message: String,
}

impl Incoming {
    fn answer(self) -> Answer {
        match self.error {
            None => Ok(self.result),
            Some(Value::String(code)) => Err(Refusal { code, message: self.message }),
            Some(error) => Err(Refusal {
                code: error.get("code").map(Value::to_string).unwrap_or_default(),
                message: error.get("message").and_then(Value::as_str).unwrap_or_default().to_owned(),
            }),
        }
    }
}

impl Connection {
    /// Opens a WebSocket. The receiver gets events until the connection is closed.
    pub async fn open(url: &str) -> Result<(Self, mpsc::UnboundedReceiver<Event>)> {
        // A screenshot is one message of many megabytes.
        let unlimited = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let (socket, _) =
            tokio_tungstenite::connect_async_with_config(url, Some(unlimited), true).await.map_err(|error| {
                Error::Disconnected { method: format!("connecting to {url}"), reason: error.to_string() }
            })?;
        let (mut sink, mut stream) = socket.split();
        let (outgoing, mut to_send) = mpsc::unbounded_channel::<Message>();
        let (events, incoming) = mpsc::unbounded_channel();
        let pending = Arc::new(Pending(Mutex::new(Some(HashMap::new()))));

        tokio::spawn(async move {
            while let Some(message) = to_send.recv().await {
                if sink.send(message).await.is_err() {
                    break;
                }
            }
            // The last clone was dropped or the browser is gone. Nobody is left to report a failure to.
            drop(sink.close().await);
        });
        let waiting = Arc::clone(&pending);
        tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                if let Message::Text(text) = message
                    && let Ok(incoming) = serde_json::from_str::<Incoming>(&text)
                {
                    dispatch(incoming, &waiting, &events);
                }
            }
            // Dropping the senders ends all waits for answers.
            waiting.with(|pending| *pending = None);
        });
        let connection = Self { outgoing, pending, last_id: Arc::default() };
        Ok((connection, incoming))
    }

    /// Sends a command and waits for its answer.
    pub async fn call(&self, method: &str, params: Value) -> Result<Value> {
        self.exchange(method, json!({ "method": method, "params": params })).await
    }

    /// Like [`Self::call`], to one DevTools session.
    pub async fn call_in(&self, session: &str, method: &str, params: Value) -> Result<Value> {
        let command = json!({ "method": method, "params": params, "sessionId": session });
        self.exchange(method, command).await
    }

    async fn exchange(&self, method: &str, mut command: Value) -> Result<Value> {
        let disconnected = |reason: &str| Error::Disconnected { method: method.to_owned(), reason: reason.to_owned() };
        let id = self.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        if let Value::Object(command) = &mut command {
            command.insert("id".to_owned(), id.into());
        }
        let (answer, answered) = oneshot::channel();
        self.pending
            .with(|pending| pending.as_mut().map(|pending| pending.insert(id, answer)))
            .ok_or_else(|| disconnected("the browser has closed it"))?;
        self.outgoing
            .send(Message::text(command.to_string()))
            .map_err(|_| disconnected("the browser has closed it"))?;
        match tokio::time::timeout(ANSWER_WITHIN, answered).await {
            Ok(Ok(Ok(result))) => Ok(result),
            Ok(Ok(Err(Refusal { code, message }))) => Err(Error::Refused { method: method.to_owned(), code, message }),
            Ok(Err(_)) => Err(disconnected("the browser went away before it answered")),
            Err(_) => {
                self.pending.with(|pending| pending.as_mut().map(|pending| pending.remove(&id)));
                Err(Error::NoAnswer { method: method.to_owned(), after: ANSWER_WITHIN })
            }
        }
    }
}

fn dispatch(incoming: Incoming, pending: &Pending, events: &mpsc::UnboundedSender<Event>) {
    if let Some(id) = incoming.id {
        let waiting = pending.with(|pending| pending.as_mut().and_then(|pending| pending.remove(&id)));
        if let Some(waiting) = waiting {
            // Fails if the caller has given up; then nobody needs the answer.
            drop(waiting.send(incoming.answer()));
        }
    } else if let Some(method) = incoming.method {
        // Fails if nobody reads the events, which is fine.
        drop(events.send(Event { method, params: incoming.params, session: incoming.session }));
    }
}

/// Reads an answer into a type.
pub(crate) fn read<T: DeserializeOwned>(method: &str, answer: Value) -> Result<T> {
    let excerpt = answer.to_string().chars().take(400).collect();
    serde_json::from_value(answer).map_err(|source| Error::Answer {
        method: method.to_owned(),
        answer: excerpt,
        source,
    })
}
