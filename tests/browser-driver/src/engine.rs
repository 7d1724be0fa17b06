//! What BiDi cannot do, done in a different way for each browser.

use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::chromium::Chromium;
use crate::connection::{Connection, Event};
use crate::error::{Error, Result};
use crate::firefox::Firefox;
use crate::process::Process;
use crate::script::Realm;
use crate::tab::{ColorScheme, Tab};

/// How long a worker may take to be gone.
const STOPPED_WITHIN: Duration = Duration::from_secs(10);

/// The time between two checks whether the worker is gone. The browsers have no common event for that.
const ASK_EVERY: Duration = Duration::from_millis(10);

/// A running browser with the extension loaded.
pub(crate) struct Started {
    pub process: Process,
    pub bidi: Connection,
    pub events: mpsc::UnboundedReceiver<Event>,
    pub engine: Engine,
    /// The extension's origin, such as `moz-extension://4f...`, without a slash at the end.
    pub origin: String,
}

/// The browser behind the protocol.
#[derive(Clone, Debug)]
pub(crate) enum Engine {
    Chromium(Chromium),
    Firefox(Firefox),
}

impl Engine {
    /// Whether the extension's worker is running.
    pub async fn worker_running(&self) -> Result<bool> {
        match self {
            Self::Chromium(chromium) => Ok(!chromium.workers().await?.is_empty()),
            Self::Firefox(firefox) => firefox.worker_running().await,
        }
    }

    /// Stops the worker, and returns once it is gone.
    pub async fn stop_worker(&self) -> Result<()> {
        match self {
            Self::Chromium(chromium) => chromium.close_workers().await?,
            Self::Firefox(firefox) => firefox.suspend_worker().await?,
        }
        let deadline = Instant::now() + STOPPED_WITHIN;
        while self.worker_running().await? {
            if Instant::now() >= deadline {
                return Err(Error::Timeout {
                    what: "the extension's worker to be gone".to_owned(),
                    after: STOPPED_WITHIN,
                    reason: "it still runs: something may have woken it again".to_owned(),
                    page: String::new(),
                });
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
        Ok(())
    }

    /// The value of an expression in the running worker.
    pub async fn eval_in_worker(&self, expression: &str) -> Result<Value> {
        match self {
            Self::Chromium(chromium) => chromium.eval_in_worker(expression).await,
            Self::Firefox(_) => Err(Error::Unsupported { what: "evaluating in the worker", place: "Firefox" }),
        }
    }

    /// Turns the network off or on.
    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        match self {
            Self::Chromium(chromium) => chromium.set_offline(offline).await,
            Self::Firefox(firefox) => firefox.set_offline(offline).await,
        }
    }

    /// Withdraws the extension's access to all sites.
    pub async fn withhold_sites(&self) -> Result<()> {
        match self {
            Self::Chromium(chromium) => chromium.withhold_sites().await,
            Self::Firefox(firefox) => firefox.withhold_sites().await,
        }
    }

    /// Grants access to the sites that the manifest requires.
    pub async fn restore_sites(&self) -> Result<()> {
        match self {
            Self::Chromium(chromium) => chromium.restore_sites().await,
            Self::Firefox(firefox) => firefox.restore_sites().await,
        }
    }

    /// Grants access to one required site, or agrees in advance to the request for an optional one.
    pub async fn grant_site(&self, pattern: &str) -> Result<()> {
        match self {
            Self::Chromium(chromium) => chromium.grant_site(pattern).await,
            Self::Firefox(firefox) => firefox.grant_site(pattern).await,
        }
    }

    /// Opens the extension's popup, as a click on its toolbar button would.
    pub async fn open_popup(&self, from: &Tab) -> Result<Tab> {
        match self {
            Self::Chromium(chromium) => {
                let realm = chromium.open_popup(from).await?;
                Ok(Tab { realm, engine: self.clone() })
            }
            Self::Firefox(_) => Err(Error::Unsupported { what: "driving the popup itself", place: "Firefox" }),
        }
    }

    /// Emulates a light or dark system.
    pub async fn set_color_scheme(&self, realm: &Realm, scheme: ColorScheme) -> Result<()> {
        match self {
            Self::Chromium(chromium) => chromium.set_color_scheme(realm, scheme).await,
            Self::Firefox(firefox) => firefox.set_color_scheme(scheme).await,
        }
    }
}
