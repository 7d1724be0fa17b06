//! The extension's real popup, which BiDi does not know.

use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use super::Chromium;
use super::targets::attach;
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::script::Realm;
use crate::tab::Tab;

/// How long Chromium may take to open the popup.
const OPEN_WITHIN: Duration = Duration::from_secs(10);

/// The time between two looks at the list of pages.
const ASK_EVERY: Duration = Duration::from_millis(10);

impl Chromium {
    /// Opens the real popup and attaches to it.
    pub async fn open_popup(&self, from: &Tab) -> Result<Realm> {
        let (bidi, _) = from.context("opening the popup")?;
        let before = self.targets("page").await?;
        hold_new_pages(bidi, false).await?;
        let opened = from.eval("chrome.action.openPopup()").await;
        hold_new_pages(bidi, true).await?;
        opened?;
        let deadline = Instant::now() + OPEN_WITHIN;
        loop {
            let new = self.targets("page").await?.into_iter().find(|id| !before.contains(id));
            if let Some(target) = new {
                let id = attach(&self.devtools, &target).await?;
                self.sessions.add(&id, &target).await;
                return Ok(Realm::Session { devtools: self.devtools.clone(), id, target });
            }
            if Instant::now() >= deadline {
                return Err(Error::Timeout {
                    what: "the extension's popup".to_owned(),
                    after: OPEN_WITHIN,
                    reason: "Chromium opened none".to_owned(),
                    page: String::new(),
                });
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
    }
}

/// Turns chromedriver's holding of new pages on or off. By default it holds each new page until it has prepared it.
///
/// It never prepares a popup, which would then be held forever. The filter is the one chromedriver uses.
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
