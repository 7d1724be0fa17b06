//! A browser with an extension that reads so many accounts of a simulated OpenAI.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, anyhow};
use browser_driver::{Browser, Launch, Network, Product, Tab};
use simulated_openai::{Endpoint, LoggedRequest, PLATFORM_ORIGIN, SimulatedOpenAi, samples};
use tempfile::TempDir;

use super::accounts;

/// How long anything may take. Far more than it does, so that a slow side is measured rather than given up.
pub const WITHIN: Duration = Duration::from_secs(60);

/// How long nothing is done before something is measured: what was set off before has come to its end, and the processes that are
/// no longer needed have gone.
const REST: Duration = Duration::from_millis(400);

/// Waits in the worker until it has stored nothing for a while and storage has nothing left to do.
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

/// How many accounts are first read at the same time.
const AT_ONCE: usize = 10;

/// The number of the organisation that is measured. The platform's tab works in it last, so the popup shows it.
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
    /// Starts both, and lets the tab of a signed-in person work in each organisation once. `pages` is where the extension has its pages.
    pub async fn start(extension: &Path, pages: &'static str, monitors: usize) -> anyhow::Result<Self> {
        let openai = SimulatedOpenAi::start(accounts::world(monitors)).await?;
        let profile = tempfile::tempdir().context("making a directory for the browser's profile")?;
        let network = Network::Simulated { port: openai.port() };
        let browser = Browser::launch(Launch::new(Product::Chromium, extension, profile.path(), network)).await?;
        let platform = browser.new_tab().await?;
        // Not signed in: then the page asks for nothing by itself, and only the measured requests are made.
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

    /// The tab makes one request with a new key, as it does after a sign-in.
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
        // The error would show the script, and the key in it.
        let ok: bool = self.platform.eval_as(&ask).await.map_err(|_| anyhow!("the platform's tab could not ask"))?;
        anyhow::ensure!(ok, "the platform's tab was refused");
        Ok(())
    }

    /// Makes every key that was handed out worthless, as the end of the sessions does.
    pub fn end_sessions(&self) {
        self.openai.revoke_all();
    }

    /// Waits until so many requests of the extension to an endpoint have been answered.
    pub async fn answered(&self, endpoint: Endpoint, times: usize) -> anyhow::Result<()> {
        let answered = |request: &LoggedRequest| is_own(request, endpoint) && request.status.is_some();
        self.openai.wait_for(answered, times, WITHIN).await.map(drop).map_err(|few| {
            // Its own words list every request.
            anyhow!(
                "the extension made {} of {} requests to {endpoint:?} within {:?}",
                few.seen,
                few.wanted,
                few.within
            )
        })
    }

    /// Waits until one whole reading has been answered, counted since the requests were last forgotten, and is worked off.
    pub async fn reading_done(&self) -> anyhow::Result<()> {
        for endpoint in [Endpoint::CreditGrants, Endpoint::Usage, Endpoint::Subscription] {
            self.answered(endpoint, 1).await?;
        }
        self.worked_off().await
    }

    /// Waits until the running worker has stored what it had to store.
    pub async fn worked_off(&self) -> anyhow::Result<()> {
        self.browser.eval_in_worker(WORKED_OFF).await?;
        Ok(())
    }

    /// Ends the worker, and gives its process the time to go.
    pub async fn put_to_sleep(&self) -> anyhow::Result<()> {
        self.browser.stop_worker().await?;
        rest().await;
        Ok(())
    }

    /// An empty tab for a page of the extension.
    pub async fn new_tab(&self) -> anyhow::Result<Tab> {
        Ok(self.browser.new_tab().await?)
    }

    /// The address of a page of the extension.
    pub fn page(&self, name: &str) -> String {
        self.browser.extension_url(&format!("{}{name}", self.pages))
    }

    /// Ends both.
    pub async fn end(self) -> anyhow::Result<()> {
        self.browser.close().await?;
        self.openai.stop();
        Ok(())
    }
}

/// Whether the extension, and not the platform's tab, made a request to this endpoint.
pub fn is_own(request: &LoggedRequest, endpoint: Endpoint) -> bool {
    request.endpoint() == Some(endpoint) && !request.is_from_platform_page()
}

/// Lets what was set off come to its end.
pub async fn rest() {
    tokio::time::sleep(REST).await;
}
