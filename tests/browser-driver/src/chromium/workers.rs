//! The extension's service worker: whether it runs, stopping it, its console, its global scope.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::targets::{AttachedToTarget, DetachedFromTarget};
use super::{Chromium, offline};
use crate::connection::{Connection, Event, read};
use crate::console::{Console, from_devtools};
use crate::error::{Error, Result};
use crate::script::Realm;

impl Chromium {
    /// The ids of the extension's running workers: one, or none.
    pub async fn workers(&self) -> Result<Vec<String>> {
        self.targets("service_worker").await
    }

    /// Stops the running worker. The next event for the extension starts a new one.
    pub async fn close_workers(&self) -> Result<()> {
        for id in self.workers().await? {
            match self.devtools.call("Target.closeTarget", json!({ "targetId": id })).await {
                // Fails if the worker has ended by itself meanwhile.
                Ok(_) | Err(Error::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The value of an expression in the running worker.
    pub async fn eval_in_worker(&self, expression: &str) -> Result<Value> {
        let running = self.workers().await?;
        let target = running.first().ok_or(Error::NoWorker)?;
        // With a session of its own, the worker's console would be read twice.
        let id = self.sessions.of(target).ok_or(Error::NoWorker)?;
        Realm::Session { devtools: self.devtools.clone(), id, target: target.clone() }.eval(expression).await
    }
}

/// The sessions that watch the service workers, and the popup's.
///
/// A worker's session outlives it, and serves the next one of the same script.
#[derive(Clone, Debug)]
pub(super) struct Sessions {
    devtools: Connection,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug, Default)]
struct Shared {
    sessions: Vec<Session>,
    offline: bool,
}

#[derive(Clone, Debug)]
struct Session {
    id: String,
    target: String,
}

impl Sessions {
    /// Reads the console of every service worker, now and in the future.
    ///
    /// A watched worker does not end when it is idle. Tests that need it gone must stop it (see [`crate::Browser::stop_worker`]).
    pub async fn watch(
        devtools: &Connection,
        mut events: mpsc::UnboundedReceiver<Event>,
        console: Console,
    ) -> Result<Self> {
        let sessions = Self { devtools: devtools.clone(), shared: Arc::default() };
        let watching = sessions.clone();
        tokio::spawn(async move {
            while let Some(event) = events.recv().await {
                watching.handle(event, &console).await;
            }
        });
        let params = json!({
            "autoAttach": true,
            "flatten": true,
            "waitForDebuggerOnStart": false,
            "filter": [{ "type": "service_worker" }],
        });
        devtools.call("Target.setAutoAttach", params).await?;
        Ok(sessions)
    }

    /// Turns the network of all workers and the popup off or on. Returns once those that run have confirmed.
    pub async fn set_offline(&self, offline: bool, running: &[String]) {
        let sessions = {
            let mut shared = self.lock();
            shared.offline = offline;
            shared.sessions.clone()
        };
        for session in sessions {
            let devtools = self.devtools.clone();
            let obeying = tokio::spawn(async move { offline::set_offline(&devtools, &session.id, offline).await });
            // The others are set when they start.
            if running.contains(&session.target) {
                drop(obeying.await);
            }
        }
    }

    /// Adds a session, which is offline while the others are.
    pub async fn add(&self, id: &str, target: &str) {
        let offline = {
            let mut shared = self.lock();
            shared.sessions.push(Session { id: id.to_owned(), target: target.to_owned() });
            shared.offline
        };
        if offline {
            offline::set_offline(&self.devtools, id, true).await;
        }
    }

    /// The session of a worker.
    fn of(&self, target: &str) -> Option<String> {
        self.lock().sessions.iter().find(|session| session.target == target).map(|session| session.id.clone())
    }

    async fn handle(&self, event: Event, console: &Console) {
        match event.method.as_str() {
            "Target.attachedToTarget" => {
                if let Ok(attached) = read("attachedToTarget", event.params) {
                    self.attached(attached).await;
                }
            }
            "Target.detachedFromTarget" => {
                if let Ok(DetachedFromTarget { session_id }) = read("detachedFromTarget", event.params) {
                    self.detached(&session_id);
                }
            }
            "Fetch.requestPaused" => offline::refuse_request(&self.devtools, &event).await,
            _ => {
                if let Some(entry) = from_devtools(&event) {
                    console.add(entry);
                }
            }
        }
    }

    async fn attached(&self, AttachedToTarget { session_id, target_info }: AttachedToTarget) {
        // The same event also comes for pages that were attached to on request.
        if target_info.r#type != "service_worker" {
            return;
        }
        self.add(&session_id, &target_info.target_id).await;
        // This also repeats earlier messages. It fails if the worker is already gone.
        drop(self.devtools.call_in(&session_id, "Runtime.enable", json!({})).await);
    }

    /// Opening or closing a popup sets `navigator.onLine` back to true in the whole process of the extension (measured). So the others
    /// are set again.
    fn detached(&self, ended: &str) {
        let (offline, left) = {
            let mut shared = self.lock();
            shared.sessions.retain(|session| session.id != ended);
            (shared.offline, shared.sessions.clone())
        };
        for session in left.into_iter().filter(|_| offline) {
            let devtools = self.devtools.clone();
            tokio::spawn(async move { offline::set_offline(&devtools, &session.id, true).await });
        }
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
