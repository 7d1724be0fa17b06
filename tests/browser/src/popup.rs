//! The popup, by what can be seen and done there.

use std::collections::BTreeMap;

use anyhow::Result;
use browser_driver::Tab;
use serde::Deserialize;

use crate::SOON;
use crate::wait::until;

/// The popup, in a tab or as the real one.
#[derive(Debug)]
pub struct Popup {
    /// The page itself.
    pub tab: Tab,
}

/// One value on the page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Metric {
    /// The raw value; absent where the account reports none.
    pub value: Option<String>,
    /// What a person reads.
    pub text: String,
    /// The unit beside it; empty for none.
    pub unit: String,
    /// What a screen reader says about it.
    pub description: String,
}

/// One model on the page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Model {
    /// Its name.
    pub name: String,
    /// Its raw cost in USD.
    pub cost: f64,
    /// The cost as a person reads it.
    pub text: String,
    /// What a screen reader says about the cost.
    pub description: String,
}

/// One notice on the page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Notice {
    /// `info`, `warning` or `error`.
    pub severity: String,
    /// What happened.
    pub title: String,
    /// What to do next.
    pub next: String,
    /// The button's `data-action`, if it has one.
    pub action: Option<String>,
}

/// All values but those of the models, by metric.
const METRICS: &str = "Object.fromEntries(Array.from(
  document.querySelectorAll('[data-metric]:not([data-model])'),
  it => [it.dataset.metric, {
    value: it.dataset.value ?? null,
    text: it.textContent.trim(),
    unit: it.parentElement.querySelector('.unit')?.textContent.trim() ?? '',
    description: document.getElementById(it.getAttribute('aria-describedby'))?.textContent.trim() ?? '',
  }],
))";

/// All models from top to bottom, those folded away included.
const MODELS: &str = "Array.from(
  document.querySelectorAll('[data-metric=\"model_cost.cost\"]'),
  it => ({
    name: it.dataset.model,
    cost: Number(it.dataset.value),
    text: it.textContent.trim(),
    description: document.getElementById(it.getAttribute('aria-describedby'))?.textContent.trim() ?? '',
  }),
)";

/// The notices within an element, hidden ones left out.
const NOTICES: &str = "Array.from(
  document.querySelectorAll(SELECTOR),
  it => {
    const slot = (...names) =>
      names.map(name => it.querySelector(`[data-slot=${name}]`)?.textContent.trim()).find(Boolean) ?? '';
    return {
      severity: it.dataset.severity,
      title: slot('title', 'notice_title'),
      next: slot('next', 'notice_next'),
      action: it.querySelector('[data-action]')?.dataset.action ?? null,
    };
  },
)";

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

    /// Waits until the popup shows this organisation, all of it.
    ///
    /// # Errors
    /// When it goes on showing another.
    pub async fn wait_for_organization(&self, organization: &str) -> Result<()> {
        let there = format!(
            "document.querySelector('[data-slot=organization]').textContent === '{organization}' && \
             document.body.dataset.state === 'ok'"
        );
        self.tab.wait_until(&there, &format!("the popup to show {organization}"), SOON).await?;
        Ok(())
    }

    /// All values but those of the models, by metric: `credit_grants.total_available`.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn metrics(&self) -> Result<BTreeMap<String, Metric>> {
        Ok(self.tab.eval_as(METRICS).await?)
    }

    /// The raw values alone, to compare what is shown with what was shown.
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

    /// Chooses the range of the model costs by mouse: `week`.
    ///
    /// # Errors
    /// When it is not offered.
    pub async fn choose_range(&self, range: &str) -> Result<()> {
        Ok(self.tab.click(&format!("input[data-range={range}]")).await?)
    }

    /// Clicks the control that does this: `refresh`.
    ///
    /// # Errors
    /// When there is no such control, or it cannot be reached.
    pub async fn click(&self, action: &str) -> Result<()> {
        Ok(self.tab.click(&format!("[data-action={action}]")).await?)
    }

    /// Clicks the control that does this within a part of the page.
    ///
    /// # Errors
    /// As [`Self::click`].
    pub async fn click_in(&self, part: &str, action: &str) -> Result<()> {
        Ok(self.tab.click(&format!("[data-part={part}] [data-action={action}]")).await?)
    }

    /// Waits until a part of the page is shown, or no longer is.
    ///
    /// # Errors
    /// When that does not happen.
    pub async fn wait_for_part(&self, part: &str, shown: bool) -> Result<()> {
        let there = format!("document.querySelector('[data-part={part}]').hidden !== {shown}");
        self.tab.wait_until(&there, &format!("{part} to be shown: {shown}"), SOON).await?;
        Ok(())
    }

    /// Waits until a moment's writing is on the page: times are written by the browser, so the page is asked how.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn written_times(&self, unix_millis: std::ops::RangeInclusive<i64>) -> Result<Vec<String>> {
        let (first, last) = (unix_millis.start(), unix_millis.end());
        let write = format!(
            "(() => {{ const times = new Set(); \
             for (let at = {first}; at <= {last}; at += 500) \
             for (const how of [{{ timeStyle: 'short' }}, {{ timeStyle: 'short', dateStyle: 'medium' }}]) \
             times.add(new Intl.DateTimeFormat(undefined, {{ timeZone: 'UTC', ...how }}).format(at)); \
             return [...times] }})()"
        );
        Ok(self.tab.eval_as(&write).await?)
    }

    /// Waits until the notices about the account are as wanted.
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
