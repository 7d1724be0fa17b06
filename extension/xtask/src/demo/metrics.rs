//! Reads the values a popup shows, through the `data-` attributes of its elements.

use anyhow::{Context, ensure};
use browser_driver::Tab;
use serde::Deserialize;

/// One value in the popup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Metric {
    /// Its set and name, such as `credit_grants.total_available`.
    pub metric: String,
    /// The heading of the set; for costs also the chosen range of days.
    pub heading: String,
    /// The label of the value; for costs the name of the model.
    pub label: String,
    /// The value as displayed.
    pub value: String,
    /// The unit, such as `USD`; empty if none is shown.
    pub unit: String,
}

/// A model's name is a metric of its own on the page, but here the label of its costs. The unit of all costs is shown once, above them.
/// Folded parts are read as well.
const READ: &str = r"
[...document.querySelectorAll('[data-metric]')]
  .filter(element => element.dataset.metric !== 'model_cost.model_name')
  .map(element => {
    const text = found => (found?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const row = element.closest('.metric');
    const set = element.closest('[data-set]');
    const range = set?.querySelector('[name=range]:checked')?.closest('label');
    return {
      metric: element.dataset.metric,
      heading: [text(set?.querySelector('h2')), text(range)].filter(Boolean).join(', '),
      label: element.dataset.model ?? text(row?.querySelector('[data-slot=label]')),
      value: text(element),
      unit: text(row ? row.querySelector('[data-slot=unit]') : set?.querySelector('.unit')),
    };
  })";

/// Reads all metrics, in the page's order.
pub async fn read(popup: &Tab) -> anyhow::Result<Vec<Metric>> {
    let metrics: Vec<Metric> = popup.eval_as(READ).await.context("reading the popup's metrics")?;
    ensure!(!metrics.is_empty(), "the popup says it shows the account, but holds no element with data-metric");
    Ok(metrics)
}
