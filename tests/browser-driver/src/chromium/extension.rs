//! The extension inside Chromium: its id, its worker, its popup.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::connection::{Connection, Event, read};
use crate::console::{Console, from_devtools};
use crate::error::{Error, Result};
use crate::script::{Realm, quote};
use crate::tab::{ColorScheme, Tab};

/// How long Chromium may take to load the extension, or to open its popup.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often Chromium's list of pages is looked at while a popup opens.
const ASK_EVERY: Duration = Duration::from_millis(10);

/// The DevTools side of a Chromium with an extension in it.
#[derive(Clone, Debug)]
pub(crate) struct Chromium {
    devtools: Connection,
    origin: String,
}

/// Anything DevTools can attach to: a page, a worker.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    target_id: String,
    r#type: String,
    url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attached {
    session_id: String,
}

impl Chromium {
    pub fn new(devtools: Connection, origin: &str) -> Self {
        Self { devtools, origin: format!("{origin}/") }
    }

    /// The ids of the extension's running workers: one, or none.
    pub async fn workers(&self) -> Result<Vec<String>> {
        self.targets("service_worker").await
    }

    /// Asks the running worker to end; the next event for the extension starts a new one.
    pub async fn close_workers(&self) -> Result<()> {
        for id in self.workers().await? {
            match self.devtools.call("Target.closeTarget", json!({ "targetId": id })).await {
                // It may have ended by itself meanwhile.
                Ok(_) | Err(Error::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Opens the real popup and attaches to it.
    pub async fn open_popup(&self, from: &Tab) -> Result<Realm> {
        let (bidi, _) = from.context("opening the popup")?;
        let before = self.targets("page").await?;
        hold_new_pages(bidi, false).await?;
        let opened = from.eval("chrome.action.openPopup()").await;
        hold_new_pages(bidi, true).await?;
        opened?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let new = self.targets("page").await?.into_iter().find(|id| !before.contains(id));
            if let Some(target) = new {
                let id = attach(&self.devtools, &target).await?;
                return Ok(Realm::Session { devtools: self.devtools.clone(), id, target });
            }
            if Instant::now() >= deadline {
                return Err(Error::Timeout {
                    what: "the extension's popup".to_owned(),
                    after: PATIENCE,
                    reason: "Chromium opened none".to_owned(),
                    page: String::new(),
                });
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
    }

    /// Emulates a light or dark system for one page.
    pub async fn set_color_scheme(&self, realm: &Realm, scheme: ColorScheme) -> Result<()> {
        let value = match scheme {
            ColorScheme::Light => "light",
            ColorScheme::Dark => "dark",
        };
        // What is emulated lasts as long as the session, so the session is left attached.
        let session = match realm {
            Realm::Context { id, .. } => attach(&self.devtools, id).await?,
            Realm::Session { id, .. } => id.clone(),
        };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools.call_in(&session, "Emulation.setEmulatedMedia", features).await.map(drop)
    }

    async fn targets(&self, kind: &str) -> Result<Vec<String>> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Targets {
            target_infos: Vec<Target>,
        }
        let method = "Target.getTargets";
        let targets: Targets = read(method, self.devtools.call(method, json!({})).await?)?;
        let ours = |target: &Target| target.r#type == kind && target.url.starts_with(&self.origin);
        Ok(targets.target_infos.into_iter().filter(ours).map(|target| target.target_id).collect())
    }
}

/// Whether chromedriver holds each new page until it has prepared it, as is its habit.
///
/// It never prepares a popup, which would be held for good; the filter is the one chromedriver itself uses.
async fn hold_new_pages(bidi: &Connection, hold: bool) -> Result<()> {
    let params = json!({
        "autoAttach": true,
        "flatten": true,
        "waitForDebuggerOnStart": hold,
        "filter": [{ "type": "page", "exclude": true }, {}],
    });
    let command = json!({ "method": "Target.setAutoAttach", "params": params });
    bidi.call("goog:cdp.sendCommand", command).await.map(drop)
}

/// BiDi's name of a page is DevTools' name of its target.
async fn attach(devtools: &Connection, target: &str) -> Result<String> {
    let method = "Target.attachToTarget";
    let params = json!({ "targetId": target, "flatten": true });
    let attached: Attached = read(method, devtools.call(method, params).await?)?;
    Ok(attached.session_id)
}

/// Reads along with the console of every service worker, those yet to come included.
///
/// A worker that is watched does not end when idle, so tests that need it gone stop it (see [`crate::Browser::stop_worker`]).
pub(super) async fn watch_workers(
    devtools: &Connection,
    mut events: mpsc::UnboundedReceiver<Event>,
    console: Console,
) -> Result<()> {
    let connection = devtools.clone();
    tokio::spawn(async move {
        while let Some(event) = events.recv().await {
            if event.method == "Target.attachedToTarget" {
                // Also repeats what was said before it was attached. A worker that is gone already has no console to read.
                if let Ok(attached) = read::<Attached>("attachedToTarget", event.params.clone())
                    && event.params.pointer("/targetInfo/type").and_then(Value::as_str) == Some("service_worker")
                {
                    drop(connection.call_in(&attached.session_id, "Runtime.enable", json!({})).await);
                }
            } else if let Some(entry) = from_devtools(&event) {
                console.add(entry);
            }
        }
    });
    let params = json!({
        "autoAttach": true,
        "flatten": true,
        "waitForDebuggerOnStart": false,
        "filter": [{ "type": "service_worker" }],
    });
    devtools.call("Target.setAutoAttach", params).await.map(drop)
}

/// The id Chromium gave the extension, from its own page of extensions.
pub(super) async fn id_of(bidi: &Connection, extension: &Path) -> Result<String> {
    #[derive(Deserialize)]
    struct Created {
        context: String,
    }
    let method = "browsingContext.create";
    let created: Created = read(method, bidi.call(method, json!({ "type": "tab", "background": true })).await?)?;
    let context = created.context;
    let params = json!({ "context": context, "url": "chrome://extensions/", "wait": "complete" });
    bidi.call("browsingContext.navigate", params).await?;

    let realm = Realm::Context { bidi: bidi.clone(), id: context.clone() };
    let path = extension.to_string_lossy();
    let find = format!(
        "chrome.developerPrivate.getExtensionsInfo().then(all => all.find(one => one.path === {} && one.state === 'ENABLED')?.id)",
        quote(&path)
    );
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Value::String(id) = realm.eval(&find).await? {
            bidi.call("browsingContext.close", json!({ "context": context })).await?;
            return Ok(id);
        }
        if Instant::now() >= deadline {
            return Err(Error::Timeout {
                what: format!("Chromium to load the extension {path}"),
                after: PATIENCE,
                reason: "it is not among chrome://extensions: is its manifest.json valid?".to_owned(),
                page: String::new(),
            });
        }
        tokio::time::sleep(ASK_EVERY).await;
    }
}
