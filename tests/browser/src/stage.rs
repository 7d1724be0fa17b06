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

/// Where a scenario plays. Every scenario has its own.
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

/// Which extension a scenario is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// The one that was built, unchanged.
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
    /// Starts both.
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

    /// A look behind the scenes.
    ///
    /// # Errors
    /// As [`Self::browser`].
    pub fn backstage(&self) -> Result<&Backstage> {
        self.running.as_ref().map(|it| &it.backstage).context("the browser is not running")
    }

    /// From its next life on the worker is refused its first reads, so many of each area, in each life.
    ///
    /// # Errors
    /// When this is not [`Package::Meddled`].
    pub fn refuse_reads(&self, local: usize, session: usize) -> Result<()> {
        let plan = self.launch.extension.join(extension::PLAN);
        anyhow::ensure!(plan.is_file(), "the extension is as it is shipped");
        std::fs::write(plan, serde_json::json!({ "local": local, "session": session }).to_string())?;
        Ok(())
    }

    /// Where the browser keeps its files.
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

    /// Signs Ada in, works in this organisation, and opens the popup once its numbers are there: the popup is in front.
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

    /// Waits until the organisation that the popup shows has its name, or will not get one. No reading waits for the name, so the
    /// request for it may be the last to arrive and its answer the last to be stored.
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

    /// A made-up key that nobody issued, and that the canary looks for all the same.
    pub fn make_up(&mut self, key: &str) -> Credential {
        let key = Credential::new(key);
        self.made_up.push(key.clone());
        key
    }

    /// A person wants this key remembered: from now on it may be on disk, where such keys belong.
    pub fn remember(&mut self, key: &Credential) {
        self.remembered.push(key.clone());
    }

    /// The scenario makes the worker stop short: from now on errors in its console are no trouble.
    pub fn expect_errors(&mut self) {
        self.expects_errors = true;
    }

    /// Closes the browser and starts it again with the same profile. What its first life left behind is searched, too.
    ///
    /// # Errors
    /// When it does not close or does not start.
    pub async fn restart(&mut self) -> Result<()> {
        self.stop(Browser::close).await?;
        self.start().await
    }

    /// Kills the browser, as a power cut would, and starts it again with what its profile kept.
    ///
    /// # Errors
    /// As [`Self::restart`].
    pub async fn kill_and_restart(&mut self) -> Result<()> {
        self.stop(Browser::kill).await?;
        self.start().await
    }

    /// Searches everything the canary knows of, ending the browser on the way.
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
