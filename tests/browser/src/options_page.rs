//! The options page.

use anyhow::Result;
use browser_driver::{Browser, Tab};

use crate::SOON;

/// The options page in a tab.
#[derive(Debug)]
pub struct OptionsPage {
    /// The tab itself.
    pub tab: Tab,
}

impl OptionsPage {
    /// Opens it, and waits until it is painted.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn open(browser: &Browser) -> Result<Self> {
        let tab = browser.new_tab().await?;
        tab.goto(&browser.extension_url("www/options.html")).await?;
        tab.wait_until("document.body.dataset.state !== 'loading'", "the options page to be painted", SOON).await?;
        Ok(Self { tab })
    }

    /// Types an amount as the low balance, and saves it.
    ///
    /// # Errors
    /// When the form is not there.
    pub async fn save_low_balance(&self, amount: &str) -> Result<()> {
        self.tab.eval("document.querySelector('#low-balance').value = ''").await?;
        self.tab.type_into("#low-balance", amount).await?;
        self.tab.click("[data-action=save]").await?;
        Ok(())
    }

    /// Deletes everything, and confirms it.
    ///
    /// # Errors
    /// When there is no such button, or no question.
    pub async fn forget(&self) -> Result<()> {
        self.tab.click("[data-action=forget]").await?;
        self.tab.click("[data-action=confirm-forget]").await?;
        Ok(())
    }
}
