//! The options page.

use anyhow::Result;
use browser_driver::{Browser, Tab};
use serde_json::json;

use crate::SOON;

/// The options page in a tab.
#[derive(Debug)]
pub struct OptionsPage {
    /// The tab itself.
    pub tab: Tab,
}

impl OptionsPage {
    /// Opens the page, and waits until it is painted.
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
        self.click("save").await
    }

    /// Deletes everything, and confirms it.
    ///
    /// # Errors
    /// When there is no such button, or no question.
    pub async fn forget(&self) -> Result<()> {
        self.click("forget").await?;
        self.click("confirm-forget").await
    }

    /// Clicks the control with this `data-action`, such as `add-monitor`.
    ///
    /// # Errors
    /// When there is none, or it cannot be reached.
    pub async fn click(&self, action: &str) -> Result<()> {
        Ok(self.tab.click(&format!("[data-action={action}]")).await?)
    }

    /// Clicks the control with this `data-action`, such as `pause`, on a monitor's card.
    ///
    /// # Errors
    /// As [`Self::click`].
    pub async fn click_on(&self, monitor: &str, action: &str) -> Result<()> {
        Ok(self.tab.click(&format!("[data-monitor={}] [data-action={action}]", json!(monitor))).await?)
    }

    /// Fills in a field by its name.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        Ok(self.tab.fill(&format!("[name={name}]"), text).await?)
    }

    /// Waits until a field shows this error; an empty text for none.
    ///
    /// # Errors
    /// When something else is said.
    pub async fn wait_for_error(&self, name: &str, words: &str) -> Result<()> {
        self.wait_for_text(&format!("[data-error={name}]"), words).await
    }

    /// Waits until the first matching element has this text.
    ///
    /// # Errors
    /// When it goes on saying something else.
    pub async fn wait_for_text(&self, css: &str, words: &str) -> Result<()> {
        let there = format!("document.querySelector({})?.textContent === {}", json!(css), json!(words));
        self.tab.wait_until(&there, &format!("{css} to say {words:?}"), SOON).await?;
        Ok(())
    }

    /// Waits until there is an element that matches, or none.
    ///
    /// # Errors
    /// When that does not happen.
    pub async fn wait_for_element(&self, css: &str, there: bool) -> Result<()> {
        let found = format!("(document.querySelector({}) !== null) === {there}", json!(css));
        self.tab.wait_until(&found, &format!("{css} to be there: {there}"), SOON).await?;
        Ok(())
    }

    /// Saves the monitor form, and waits until it closes, which it does after the worker's reply.
    ///
    /// # Errors
    /// When it stays open.
    pub async fn save_monitor(&self) -> Result<()> {
        self.click("save-monitor").await?;
        self.wait_for_element("dialog[open]", false).await
    }
}
