//! A running browser.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::connection::{Connection, read};
use crate::console::{Console, ConsoleEntry, from_bidi, from_firefox_output};
use crate::engine::{Engine, Started};
use crate::error::Result;
use crate::launch::{Launch, Product};
use crate::process::Process;
use crate::script::Realm;
use crate::tab::Tab;
use crate::{chromium, firefox};

/// How long a browser may take to write its profile and exit.
const CLOSED_WITHIN: Duration = Duration::from_secs(15);

/// The time between two checks whether it has exited.
const ASK_EVERY: Duration = Duration::from_millis(10);

/// A running browser with the extension. Dropping it kills it and its driver.
#[derive(Debug)]
pub struct Browser {
    launch: Launch,
    process: Process,
    bidi: Connection,
    engine: Engine,
    origin: String,
    pub(crate) downloads: PathBuf,
    console: Console,
}

impl Browser {
    /// Starts a browser, and returns once the extension is loaded.
    ///
    /// # Errors
    /// When a program is missing or does not start, or the browser does not take the extension.
    pub async fn launch(launch: Launch) -> Result<Self> {
        let console = Console::default();
        let started = match launch.product {
            Product::Chromium => chromium::start(&launch, &console).await?,
            Product::Firefox => firefox::start(&launch).await?,
        };
        let Started { process, bidi, mut events, engine, origin } = started;
        let collected = console.clone();
        tokio::spawn(async move {
            while let Some(event) = events.recv().await {
                if let Some(entry) = from_bidi(&event) {
                    collected.add(entry);
                }
            }
        });
        bidi.call("session.subscribe", json!({ "events": ["log.entryAdded"] })).await?;
        Ok(Self { downloads: launch.downloads_dir()?, launch, process, bidi, engine, origin, console })
    }

    /// The address of a page of the extension, by its path in the package: `"www/popup.html"`.
    #[must_use]
    pub fn extension_url(&self, path: &str) -> String {
        format!("{}/{}", self.origin, path.trim_start_matches('/'))
    }

    /// Opens an empty tab in front of the others.
    pub async fn new_tab(&self) -> Result<Tab> {
        let method = "browsingContext.create";
        let page: Page = read(method, self.bidi.call(method, json!({ "type": "tab" })).await?)?;
        Ok(self.tab(page.context))
    }

    /// The tabs that are open, in no particular order.
    pub async fn tabs(&self) -> Result<Vec<Tab>> {
        #[derive(Deserialize)]
        struct Tree {
            contexts: Vec<Page>,
        }
        let method = "browsingContext.getTree";
        let tree: Tree = read(method, self.bidi.call(method, json!({ "maxDepth": 0 })).await?)?;
        Ok(tree.contexts.into_iter().map(|page| self.tab(page.context)).collect())
    }

    /// Whether the extension's worker (in Firefox: its event page) is running.
    pub async fn worker_running(&self) -> Result<bool> {
        self.engine.worker_running().await
    }

    /// Stops the extension's worker, and returns once it is gone. The next event wakes it again.
    pub async fn stop_worker(&self) -> Result<()> {
        self.engine.stop_worker().await
    }

    /// The value of a JavaScript expression in the global scope of the running worker, awaited and passed through JSON.
    ///
    /// What it changes there, such as `Date.now`, lasts until the worker stops. Chromium only.
    ///
    /// # Errors
    /// [`Error::NoWorker`](crate::Error::NoWorker) when none runs.
    pub async fn eval_in_worker(&self, expression: &str) -> Result<Value> {
        self.engine.eval_in_worker(expression).await
    }

    /// Turns the network of all pages and the worker off or on, future ones included.
    ///
    /// Offline, requests fail at once and `navigator.onLine` is false. Pages get the events `offline` and `online`. In Firefox the event page
    /// gets both. In Chromium a service worker gets neither, as with a real network (measured). A restarted browser is online.
    ///
    /// A popup that opens or closes meanwhile lets the extension's pages in Chromium hear `online` and `offline` once more.
    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        self.engine.set_offline(offline).await
    }

    /// Withdraws the extension's access to every site, as a person can at any time. Its own pages and worker go on.
    pub async fn withhold_sites(&self) -> Result<()> {
        self.engine.withhold_sites().await
    }

    /// Grants access to every site that the manifest requires.
    pub async fn restore_sites(&self) -> Result<()> {
        self.engine.restore_sites().await
    }

    /// Gives back access to one required site that was withheld, by its pattern in the manifest.
    ///
    /// Of an optional site, such as `https://gateway.example.test/*`, this is the person's yes in advance: nothing changes until
    /// a page calls `permissions.request` for it in a click, which then succeeds without a prompt. In Chromium a request with no
    /// such yes waits at the prompt for good; in Firefox every request succeeds.
    pub async fn grant_site(&self, pattern: &str) -> Result<()> {
        self.engine.grant_site(pattern).await
    }

    /// Opens the real popup of the toolbar button. `from` must show a page of the extension. Chromium only.
    ///
    /// Keys, navigation and viewport are not available there; evaluating, waiting, clicking and screenshots are.
    pub async fn open_popup(&self, from: &Tab) -> Result<Tab> {
        self.engine.open_popup(from).await
    }

    /// The console output of all pages and the worker since the launch, with uncaught exceptions.
    ///
    /// In Firefox a web page's entries come twice, as [`crate::Origin::Page`] and as [`crate::Origin::Process`].
    #[must_use]
    pub fn console(&self) -> Vec<ConsoleEntry> {
        let mut entries = self.console.entries();
        if self.launch.product == Product::Firefox {
            let lines = self.process.output().lines();
            entries.extend(lines.iter().filter_map(|line| from_firefox_output(line)));
        }
        entries
    }

    /// Closes the browser as a person would, so that its profile is written; returns once it is gone.
    pub async fn close(mut self) -> Result<()> {
        self.bidi.call("browser.close", json!({})).await?;
        self.gone().await
    }

    /// Kills the browser as a power cut would: SIGKILL to all its processes; returns once they are gone.
    ///
    /// [`Browser::launch`] with the same [`Launch`] starts it again with what its profile kept.
    pub async fn kill(mut self) -> Result<()> {
        self.process.kill();
        self.gone().await
    }

    /// Waits until the person who uses the window has closed it.
    pub async fn closed_by_person(mut self) -> Result<()> {
        while self.process.browser_alive() {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        self.process.kill();
        Ok(())
    }

    /// Closes the browser, and starts it again with the same profile.
    pub async fn restart(self) -> Result<Self> {
        let launch = self.launch.clone();
        self.close().await?;
        Self::launch(launch).await
    }

    async fn gone(&mut self) -> Result<()> {
        let deadline = Instant::now() + CLOSED_WITHIN;
        while self.process.browser_alive() {
            if Instant::now() >= deadline {
                return Err(self.process.trouble("did not close the browser"));
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
        self.process.kill();
        self.process.ended(CLOSED_WITHIN).await;
        Ok(())
    }

    fn tab(&self, id: String) -> Tab {
        Tab { realm: Realm::Context { bidi: self.bidi.clone(), id }, engine: self.engine.clone() }
    }
}

#[derive(Deserialize)]
struct Page {
    context: String,
}
