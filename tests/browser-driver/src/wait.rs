//! Waiting inside a page for something to become true.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;

use crate::connection::read;
use crate::error::{Error, Result};
use crate::tab::Tab;

/// How long to wait for an element if the caller gives no time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// The longest wait of one script, so that every command is answered in time.
const ROUND: Duration = Duration::from_secs(5);

/// The pause before another try while the page is being replaced.
const AFTER_NAVIGATION: Duration = Duration::from_millis(20);

/// The result of one script that waits.
#[derive(Deserialize)]
struct Round {
    #[serde(default)]
    value: Value,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    page: String,
}

impl Tab {
    /// Waits until a JavaScript expression is true. An exception counts as "not yet"; a navigation starts it anew.
    ///
    /// `what` is named by the error, together with the page's address, state and text.
    pub async fn wait_until(&self, predicate: &str, what: &str, timeout: Duration) -> Result<()> {
        self.wait_for::<bool>(&format!("!!(await ({predicate}\n))"), what, timeout).await.map(drop)
    }

    /// Waits until a JavaScript expression has a true value, and returns it.
    pub async fn wait_for<T: DeserializeOwned>(&self, expression: &str, what: &str, timeout: Duration) -> Result<T> {
        let deadline = Instant::now() + timeout;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let script = round(expression, left.min(ROUND));
            let (reason, page) = match self.eval_as::<Round>(&script).await {
                Ok(found) if !found.value.is_null() => return read(what, found.value),
                Ok(found) => (found.reason, found.page),
                // The page is being replaced. There is nothing to observe until the next one has loaded.
                Err(error @ (Error::Refused { .. } | Error::Script { .. })) if !left.is_zero() => {
                    tokio::time::sleep(AFTER_NAVIGATION).await;
                    (error.to_string(), String::new())
                }
                Err(error) => return Err(error),
            };
            if left.is_zero() {
                return Err(Error::Timeout { what: what.to_owned(), after: timeout, reason, page });
            }
        }
    }
}

/// A script that evaluates the expression at once, after each change of the document, and every 50 ms.
fn round(expression: &str, within: Duration) -> String {
    format!(
        r"(async () => {{
  const deadline = performance.now() + {milliseconds};
  for (;;) {{
    let reason;
    try {{
      const value = await (async () => ({expression}
      ))();
      if (value) return {{ value }};
      reason = `it was ${{JSON.stringify(value)}}`;
    }} catch (error) {{
      reason = String(error);
    }}
    if (performance.now() >= deadline) {{
      const text = (document.body?.innerText ?? '').replace(/\s+/g, ' ').slice(0, 500);
      return {{ reason, page: `  page: ${{location.href}}, data-state=${{document.body?.dataset.state}}\n  text: ${{text}}` }};
    }}
    await new Promise(changed => {{
      const observer = new MutationObserver(next);
      const timer = setTimeout(next, 50);
      function next() {{ observer.disconnect(); clearTimeout(timer); changed(); }}
      observer.observe(document, {{ subtree: true, childList: true, attributes: true, characterData: true }});
    }});
  }}
}})()",
        milliseconds = within.as_millis(),
    )
}
