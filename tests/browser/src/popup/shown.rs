//! Reads what the popup shows.

use serde::Deserialize;

/// One value on the page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Metric {
    /// The raw value; absent where the account reports none.
    pub value: Option<String>,
    /// The displayed text.
    pub text: String,
    /// The unit beside it; empty for none.
    pub unit: String,
    /// The explanation for screen readers.
    pub description: String,
}

/// One model on the page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Model {
    /// Its name.
    pub name: String,
    /// Its raw cost in USD.
    pub cost: f64,
    /// The displayed cost.
    pub text: String,
    /// The explanation of the cost for screen readers.
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

/// All values except those of models, by metric.
pub(super) const METRICS: &str = "Object.fromEntries(Array.from(
  document.querySelectorAll('[data-metric]:not([data-model])'),
  it => [it.dataset.metric, {
    value: it.dataset.value ?? null,
    text: it.textContent.trim(),
    unit: it.parentElement.querySelector('.unit')?.textContent.trim() ?? '',
    description: document.getElementById(it.getAttribute('aria-describedby'))?.textContent.trim() ?? '',
  }],
))";

/// All models from top to bottom, those folded away included.
pub(super) const MODELS: &str = "Array.from(
  document.querySelectorAll('[data-metric=\"model_cost.cost\"]'),
  it => ({
    name: it.dataset.model,
    cost: Number(it.dataset.value),
    text: it.textContent.trim(),
    description: document.getElementById(it.getAttribute('aria-describedby'))?.textContent.trim() ?? '',
  }),
)";

/// The notices within an element, hidden ones left out.
pub(super) const NOTICES: &str = "Array.from(
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
