//! One simulated OpenAI, one browser with a fresh profile.

use anyhow::{Context as _, Result};
use browser_driver::{Browser, Launch, Network, Product};
use simulated_openai::{Credential, Endpoint, SimulatedOpenAi, World, samples};
use tempfile::TempDir;

use crate::canary::{self, Canary, Finding, Watched};
use crate::left::{Left, is_error_of_extension};
use crate::requests::of_extension_to;
use crate::wait::until;
use crate::{Backstage, Platform, Popup, SOON, extension};

/// The browser and the server of one scenario.
#[derive(Debug)]
pub struct Stage {
    /// The simulated OpenAI.
    pub openai: SimulatedOpenAi,
    launch: Launch,
    /// `None` between two lives of the browser.
    running: Option<Running>,
    profile: TempDir,
    made_up: Vec<Credential>,
    remembered: Vec<Credential>,
    /// Keys found at the end of the browser's earlier lives.
    findings: Vec<Finding>,
    console: Vec<String>,
    errors: Vec<String>,
    expects_errors: bool,
}

/// The extension a scenario uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// The built extension, unchanged.
    Shipped,
    /// A copy whose worker can be made to fail before its first event: see [`extension::meddled_copy`].
    Meddled,
}

#[derive(Debug)]
struct Running {
    browser: Browser,
    backstage: Backstage,
}

impl Stage {
    /// Starts the simulated OpenAI and the browser.
    ///
    /// # Errors
    /// When the extension was not built, or one of the two does not start.
    pub async fn open(product: Product, package: Package, world: World) -> Result<Self> {
        let openai = SimulatedOpenAi::start(world).await.context("starting the simulated OpenAI")?;
        let profile = tempfile::tempdir().context("making a profile")?;
        let network = Network::Simulated { port: openai.port() };
        let directory = match package {
            Package::Shipped => extension::directory()?,
            Package::Meddled => extension::meddled_copy(profile.path())?,
        };
        let launch = Launch::new(product, directory, profile.path().join("profile"), network);
        let mut stage = Self {
            openai,
            launch,
            running: None,
            profile,
            made_up: Vec::new(),
            remembered: Vec::new(),
            findings: Vec::new(),
            console: Vec::new(),
            errors: Vec::new(),
            expects_errors: false,
        };
        stage.start().await?;
        canary::stage_opened();
        Ok(stage)
    }

    async fn start(&mut self) -> Result<()> {
        let browser = Browser::launch(self.launch.clone()).await.context("starting the browser")?;
        let backstage = Backstage::open(&browser).await?;
        self.running = Some(Running { browser, backstage });
        Ok(())
    }

    /// The browser.
    ///
    /// # Errors
    /// When it is not running, which an error before this one explains.
    pub fn browser(&self) -> Result<&Browser> {
        self.running.as_ref().map(|it| &it.browser).context("the browser is not running")
    }

    /// Opens a [`Backstage`].
    ///
    /// # Errors
    /// As [`Self::browser`].
    pub fn backstage(&self) -> Result<&Backstage> {
        self.running.as_ref().map(|it| &it.backstage).context("the browser is not running")
    }

    /// Makes the first reads of each later life of the worker fail: this many from disk and from memory.
    ///
    /// # Errors
    /// When this is not [`Package::Meddled`].
    pub fn refuse_reads(&self, local: usize, session: usize) -> Result<()> {
        let plan = self.launch.extension.join(extension::PLAN);
        anyhow::ensure!(plan.is_file(), "the extension is as it is shipped");
        std::fs::write(plan, serde_json::json!({ "local": local, "session": session }).to_string())?;
        Ok(())
    }

    /// The directory of the browser's profile.
    #[must_use]
    pub fn profile(&self) -> &std::path::Path {
        &self.launch.profile
    }

    /// Signs a person in at the platform, in a new tab.
    ///
    /// # Errors
    /// When the page does not come up.
    pub async fn sign_in(&self, email: &str) -> Result<Platform> {
        Platform::sign_in(self.browser()?.new_tab().await?, email, samples::PASSWORD).await
    }

    /// Opens the popup in a new tab.
    ///
    /// # Errors
    /// When the page does not come up.
    pub async fn popup(&self) -> Result<Popup> {
        let popup = Popup { tab: self.browser()?.new_tab().await? };
        popup.tab.goto(&self.browser()?.extension_url("www/popup.html")).await?;
        popup
            .tab
            .wait_until(
                "document.querySelector('[data-slot=measured]').textContent !== ''",
                "the popup to be painted",
                SOON,
            )
            .await?;
        Ok(popup)
    }

    /// Signs Ada in, switches to this organisation, and opens the popup in front once the numbers are stored.
    ///
    /// # Errors
    /// When the numbers do not come.
    pub async fn popup_of(&self, organization: &str) -> Result<(Platform, Popup)> {
        let platform = self.sign_in(samples::ADA).await?;
        if organization != samples::PREPAID {
            platform.choose(organization).await?;
        }
        let popup = self.popup().await?;
        popup.wait_for_organization(organization).await?;
        self.wait_for_name(&popup, organization).await?;
        self.backstage()?.wait_until_settled().await?;
        Ok((platform, popup))
    }

    /// Waits until the name of the shown organisation is stored, or its request has failed. No reading waits for the name, so its request may
    /// arrive last.
    ///
    /// # Errors
    /// When neither happens.
    pub async fn wait_for_name(&self, popup: &Popup, organization: &str) -> Result<()> {
        let world = self.openai.world();
        let all = world.users.iter().flat_map(|user| &user.organizations);
        let title = all.into_iter().find(|it| it.id == organization).map(|it| it.title.clone());
        until(&format!("the name of {organization}"), SOON, async || {
            let called = popup.tab.text("[data-slot=account]").await?;
            let asked = of_extension_to(&self.openai, Endpoint::Organizations);
            let mut asked = asked.iter().filter(|it| it.organization.as_deref() == Some(organization));
            let is_refused = asked.any(|it| it.status.is_some_and(|status| status != 200));
            Ok(if is_refused || Some(&called) == title.as_ref() { Ok(()) } else { Err(called) })
        })
        .await
    }

    /// A made-up key that was not issued. The canary searches for it, too.
    pub fn make_up(&mut self, key: &str) -> Credential {
        let key = Credential::new(key);
        self.made_up.push(key.clone());
        key
    }

    /// Tells the canary that this key is remembered, and so may be on disk in the item for such keys.
    pub fn remember(&mut self, key: &Credential) {
        self.remembered.push(key.clone());
    }

    /// Allows errors in the consoles from now on, because the scenario makes the worker crash.
    pub fn expect_errors(&mut self) {
        self.expects_errors = true;
    }

    /// Closes the browser and starts it again with the same profile. What the first run left behind is searched for keys, too.
    ///
    /// # Errors
    /// When it does not close or does not start.
    pub async fn restart(&mut self) -> Result<()> {
        self.stop(Browser::close).await?;
        self.start().await
    }

    /// Kills the browser, as a power cut would, and starts it again with the same profile.
    ///
    /// # Errors
    /// As [`Self::restart`].
    pub async fn kill_and_restart(&mut self) -> Result<()> {
        self.stop(Browser::kill).await?;
        self.start().await
    }

    /// Searches all places for keys. Closes the browser in between.
    async fn stop(&mut self, end: impl AsyncFnOnce(Browser) -> browser_driver::Result<()>) -> Result<()> {
        let Some(Running { browser, backstage }) = self.running.take() else { return Ok(()) };
        let canary = self.canary();
        self.findings.extend(canary.search_running(&browser, &backstage).await.context("searching the browser")?);
        let console = browser.console();
        self.findings.extend(canary.search_console(&console));
        let origin = browser.extension_url("");
        for entry in &console {
            let line = canary.redact(&format!("{entry:?}"));
            if is_error_of_extension(entry, &origin) && !self.expects_errors {
                self.errors.push(line.clone());
            }
            self.console.push(line);
        }
        self.findings.extend(canary.search_requests(&self.openai.requests()));
        end(browser).await.context("closing the browser")?;
        self.findings.extend(canary.search_files(self.profile.path()).context("searching the profile")?);
        Ok(())
    }

    fn canary(&self) -> Canary {
        let of_openai =
            self.openai.keys_issued().into_iter().chain(self.made_up.iter().cloned()).map(Watched::of_openai);
        let gateways = self.openai.world().gateways.into_iter();
        let of_gateways = gateways.map(|it| Watched { host: it.host, ..Watched::of_openai(it.key) });
        let keys = of_openai.chain(of_gateways);
        Canary::new(keys.map(|it| Watched { remembered: self.remembered.contains(&it.key), ..it }))
    }

    /// Ends the scenario: searches everything, closes the browser, deletes the profile.
    ///
    /// # Errors
    /// When not everything could be searched.
    pub async fn close(mut self) -> Result<Left> {
        self.stop(Browser::close).await?;
        canary::stage_searched();
        Ok(Left { findings: self.findings, console: self.console, errors: self.errors })
    }
}
