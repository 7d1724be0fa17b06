//! The popup: what can be seen and done there.

mod shown;

pub use shown::{Metric, Model, Notice};

use std::collections::BTreeMap;

use anyhow::Result;
use browser_driver::Tab;

use crate::SOON;
use crate::wait::until;
use shown::{METRICS, MODELS, NOTICES};

/// The popup, in a tab or as a real popup.
#[derive(Debug)]
pub struct Popup {
    /// The page itself.
    pub tab: Tab,
}

impl Popup {
    /// The state of the page.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn state(&self) -> Result<String> {
        Ok(self.tab.eval_as("document.body.dataset.state").await?)
    }

    /// Waits for a state of the page; everything that belongs to it is painted then.
    ///
    /// # Errors
    /// When another one stays.
    pub async fn wait_for_state(&self, state: &str) -> Result<()> {
        let there = format!("document.body.dataset.state === '{state}'");
        self.tab.wait_until(&there, &format!("the popup's state {state:?}"), SOON).await?;
        Ok(())
    }

    /// Waits until the popup has painted everything stored so far. Makes the popup read again; the browser answers its read before ours that
    /// follows. Twice, because a read may already have been running.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn caught_up(&self) -> Result<()> {
        let look_again = "(async () => {
          const [here, there] = [new BroadcastChannel('credit-gauge'), new BroadcastChannel('credit-gauge')];
          await new Promise(heard => { there.onmessage = heard; here.postMessage([]); });
          here.close();
          there.close();
          for (let times = 0; times < 2; times += 1) {
            await browser.storage.local.get('anything');
            await Promise.all([browser.storage.session.get('anything'), browser.permissions.getAll()]);
            await browser.storage.local.get('anything');
          }
        })()";
        self.tab.eval(look_again).await?;
        Ok(())
    }

    /// Waits until the popup shows all of this organisation. Its id is below its name, or in place of it.
    ///
    /// # Errors
    /// When it goes on showing another.
    pub async fn wait_for_organization(&self, organization: &str) -> Result<()> {
        let there = format!(
            "['account', 'organization'].some(slot => \
             document.querySelector(`[data-slot=${{slot}}]`).textContent === '{organization}') && \
             document.body.dataset.state === 'ok'"
        );
        self.tab.wait_until(&there, &format!("the popup to show {organization}"), SOON).await?;
        Ok(())
    }

    /// All values except those of models, by metric: `credit_grants.total_available`.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn metrics(&self) -> Result<BTreeMap<String, Metric>> {
        Ok(self.tab.eval_as(METRICS).await?)
    }

    /// Only the raw values, for comparing the popup before and after.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn values(&self) -> Result<BTreeMap<String, Option<String>>> {
        let mut values: BTreeMap<_, _> =
            self.metrics().await?.into_iter().map(|(metric, it)| (metric, it.value)).collect();
        let models = self.models().await?.into_iter();
        values.extend(models.map(|it| (format!("model_cost.cost of {}", it.name), Some(it.cost.to_string()))));
        Ok(values)
    }

    /// The models, from top to bottom.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn models(&self) -> Result<Vec<Model>> {
        Ok(self.tab.eval_as(MODELS).await?)
    }

    /// The notices about the account as a whole.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn notices(&self) -> Result<Vec<Notice>> {
        self.notices_at("[data-slot=notices] .notice").await
    }

    /// The notice of one set: `credit_grants`.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn set_notice(&self, set: &str) -> Result<Option<Notice>> {
        let notices = self.notices_at(&format!("[data-set={set}] [data-part=set_notice]:not([hidden])")).await?;
        Ok(notices.into_iter().next())
    }

    async fn notices_at(&self, css: &str) -> Result<Vec<Notice>> {
        Ok(self.tab.eval_as(&NOTICES.replace("SELECTOR", &serde_json::to_string(css)?)).await?)
    }

    /// Chooses the range of the model costs with the mouse: `week`.
    ///
    /// # Errors
    /// When it is not offered.
    pub async fn choose_range(&self, range: &str) -> Result<()> {
        Ok(self.tab.click(&format!("input[data-range={range}]")).await?)
    }

    /// Clicks the control with this `data-action`: `refresh`.
    ///
    /// # Errors
    /// When there is no such control, or it cannot be reached.
    pub async fn click(&self, action: &str) -> Result<()> {
        Ok(self.tab.click(&format!("[data-action={action}]")).await?)
    }

    /// Clicks the control with this `data-action` in a part of the page.
    ///
    /// # Errors
    /// As [`Self::click`].
    pub async fn click_in(&self, part: &str, action: &str) -> Result<()> {
        Ok(self.tab.click(&format!("[data-part={part}] [data-action={action}]")).await?)
    }

    /// Waits until a part of the page is shown or hidden.
    ///
    /// # Errors
    /// When that does not happen.
    pub async fn wait_for_part(&self, part: &str, shown: bool) -> Result<()> {
        let there = format!("document.querySelector('[data-part={part}]').hidden !== {shown}");
        self.tab.wait_until(&there, &format!("{part} to be shown: {shown}"), SOON).await?;
        Ok(())
    }

    /// All texts for the moments in this span, in Unix milliseconds. The page formats them, because the browser decides the format.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn written_times(&self, unix_millis: std::ops::RangeInclusive<i64>) -> Result<Vec<String>> {
        let (first, last) = (unix_millis.start(), unix_millis.end());
        let write = format!(
            "(() => {{ const times = new Set(); \
             for (let at = {first}; at < {last} + 500; at += 500) \
             for (const how of [{{ timeStyle: 'short' }}, {{ timeStyle: 'short', dateStyle: 'medium' }}]) \
             times.add(new Intl.DateTimeFormat(undefined, {{ timeZone: 'UTC', ...how }}).format(Math.min(at, {last}))); \
             return [...times] }})()"
        );
        Ok(self.tab.eval_as(&write).await?)
    }

    /// Waits until `is_wanted` accepts the notices about the account.
    ///
    /// # Errors
    /// When others stay.
    pub async fn wait_for_notices(&self, wanted: impl Fn(&[Notice]) -> bool, what: &str) -> Result<Vec<Notice>> {
        until(what, SOON, async || {
            let notices = self.notices().await?;
            Ok(if wanted(&notices) { Ok(notices) } else { Err(format!("{notices:?}")) })
        })
        .await
    }
}
