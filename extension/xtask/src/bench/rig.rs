//! A browser with an extension that reads a number of accounts of a simulated OpenAI.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, anyhow};
use browser_driver::{Browser, Launch, Network, Product, Tab};
use simulated_openai::{Endpoint, LoggedRequest, PLATFORM_ORIGIN, SimulatedOpenAi, samples};
use tempfile::TempDir;

use super::accounts;

/// The time limit for every wait. It is generous, so that a slow side is still measured.
pub const WITHIN: Duration = Duration::from_secs(60);

/// The pause before a measurement. Earlier work ends in it, and processes that are no longer needed exit.
const REST: Duration = Duration::from_millis(400);

/// Waits in the worker until it has written nothing for a while and all writes are done.
const WORKED_OFF: &str = "(async () => {
  let changed;
  const note = () => { changed = true; };
  browser.storage.onChanged.addListener(note);
  do {
    changed = false;
    await new Promise(later => setTimeout(later, 300));
    await browser.storage.local.getBytesInUse('');
  } while (changed);
  browser.storage.onChanged.removeListener(note);
})()";

/// How many accounts have their first reading at the same time.
const AT_ONCE: usize = 10;

/// The number of the organisation that is measured. The platform's tab uses it last, so the popup shows it.
const MEASURED: usize = 0;

/// A browser with an extension that has read every account once.
pub struct Rig {
    pub openai: SimulatedOpenAi,
    pub browser: Browser,
    pages: &'static str,
    platform: Tab,
    _profile: TempDir,
}

impl Rig {
    /// Starts browser and server. The platform's tab makes one request for each organisation. `pages` is the extension's path to its pages.
    pub async fn start(extension: &Path, pages: &'static str, monitors: usize) -> anyhow::Result<Self> {
        let openai = SimulatedOpenAi::start(accounts::world(monitors)).await?;
        let profile = tempfile::tempdir().context("making a directory for the browser's profile")?;
        let network = Network::Simulated { port: openai.port() };
        let browser = Browser::launch(Launch::new(Product::Chromium, extension, profile.path(), network)).await?;
        let platform = browser.new_tab().await?;
        // The login page sends no requests by itself, so that only the measured requests are made.
        platform.goto(&format!("{PLATFORM_ORIGIN}/login")).await?;
        let rig = Self { openai, browser, pages, platform, _profile: profile };
        rig.read_all(monitors).await?;
        Ok(rig)
    }

    async fn read_all(&self, monitors: usize) -> anyhow::Result<()> {
        let others: Vec<usize> = (0..monitors).filter(|number| *number != MEASURED).collect();
        let mut read = 0;
        for numbers in others.chunks(AT_ONCE).chain([[MEASURED].as_slice()]) {
            for number in numbers {
                self.work_in(*number).await?;
            }
            read += numbers.len();
            for endpoint in [Endpoint::CreditGrants, Endpoint::Usage, Endpoint::Subscription] {
                self.answered(endpoint, read).await?;
            }
        }
        self.worked_off().await
    }

    /// The tab makes one request with a new key, as after a sign-in.
    pub async fn sign_in_anew(&self) -> anyhow::Result<()> {
        self.work_in(MEASURED).await
    }

    async fn work_in(&self, number: usize) -> anyhow::Result<()> {
        let key = self.openai.issue_key(samples::ADA);
        let headers = serde_json::json!({
            "Authorization": format!("Bearer {}", key.expose()),
            "OpenAI-Organization": accounts::organization(number),
        });
        let ask = format!(
            "fetch('https://api.openai.com/dashboard/billing/credit_grants', {{ headers: {headers} }}).then(answer => answer.ok)"
        );
        // The original error is dropped: it would show the script with the key in it.
        let ok: bool = self.platform.eval_as(&ask).await.map_err(|_| anyhow!("the platform's tab could not ask"))?;
        anyhow::ensure!(ok, "the platform's tab was refused");
        Ok(())
    }

    /// Revokes all keys, as the end of a session does.
    pub fn end_sessions(&self) {
        self.openai.revoke_all();
    }

    /// Waits until this many requests of the extension to an endpoint have been answered.
    pub async fn answered(&self, endpoint: Endpoint, times: usize) -> anyhow::Result<()> {
        let answered = |request: &LoggedRequest| is_own(request, endpoint) && request.status.is_some();
        self.openai.wait_for(answered, times, WITHIN).await.map(drop).map_err(|few| {
            // The original message would list every request.
            anyhow!(
                "the extension made {} of {} requests to {endpoint:?} within {:?}",
                few.seen,
                few.wanted,
                few.within
            )
        })
    }

    /// Waits until one whole reading is answered and stored. Counts requests since the last `clear_requests`.
    pub async fn reading_done(&self) -> anyhow::Result<()> {
        for endpoint in [Endpoint::CreditGrants, Endpoint::Usage, Endpoint::Subscription] {
            self.answered(endpoint, 1).await?;
        }
        self.worked_off().await
    }

    /// Waits until the running worker has finished its writes.
    pub async fn worked_off(&self) -> anyhow::Result<()> {
        self.browser.eval_in_worker(WORKED_OFF).await?;
        Ok(())
    }

    /// Stops the worker, and gives its process time to exit.
    pub async fn put_to_sleep(&self) -> anyhow::Result<()> {
        self.browser.stop_worker().await?;
        rest().await;
        Ok(())
    }

    /// A new, empty tab.
    pub async fn new_tab(&self) -> anyhow::Result<Tab> {
        Ok(self.browser.new_tab().await?)
    }

    /// The URL of a page of the extension.
    pub fn page(&self, name: &str) -> String {
        self.browser.extension_url(&format!("{}{name}", self.pages))
    }

    /// Ends browser and server.
    pub async fn end(self) -> anyhow::Result<()> {
        self.browser.close().await?;
        self.openai.stop();
        Ok(())
    }
}

/// Whether the request went to this endpoint and came from the extension, not from the platform's tab.
pub fn is_own(request: &LoggedRequest, endpoint: Endpoint) -> bool {
    request.endpoint() == Some(endpoint) && !request.is_from_platform_page()
}

/// Pauses, so that earlier work can end.
pub async fn rest() {
    tokio::time::sleep(REST).await;
}
