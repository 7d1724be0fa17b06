//! Opens a page of the extension while its worker sleeps, and measures when it was first painted and when everything was shown.

use browser_driver::Tab;
use serde::Deserialize;

use super::rig::{Rig, WITHIN};

/// Times in milliseconds since the navigation began.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Visit {
    /// The first contentful paint.
    pub painted: f64,
    /// The moment when every value was in the page. 0 for the static page.
    #[serde(default)]
    pub shown: f64,
}

/// The number of values to wait for: the totals of the grants, the rows of the subscription, and the models that are not folded away.
const VALUES: usize = 4 + 27 + 6;

/// Notes when the page is complete. It observes only what it waits for, so as not to slow the page down.
const NOTE_WHEN_SHOWN: &str = "() => {
  const observer = new MutationObserver(() => {
    if (document.body?.dataset.state !== 'ok') return;
    if (document.querySelectorAll('[data-metric][data-value], [data-metric]:not(:empty)').length < VALUES) return;
    globalThis.shownAt = performance.now();
    observer.disconnect();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
}";

const FIRST_PAINT: &str = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";

/// Opens the popup in a tab with a process of its own, and leaves it open.
pub async fn open_popup(rig: &Rig) -> anyhow::Result<(Tab, Visit)> {
    let tab = rig.new_tab().await?;
    tab.run_before_each_page(&NOTE_WHEN_SHOWN.replace("VALUES", &VALUES.to_string())).await?;
    rig.put_to_sleep().await?;
    tab.goto(&rig.page("popup.html")).await?;
    let visit = format!(
        "(shown => {{ const painted = {FIRST_PAINT}; return shown && painted && {{ painted, shown }} }})(globalThis.shownAt)"
    );
    let visit = tab.wait_for(&visit, "the popup to show every value", WITHIN).await?;
    Ok((tab, visit))
}

/// Opens a page of only markup and styles in the same way, and closes it.
pub async fn open_static(rig: &Rig, name: &str) -> anyhow::Result<Visit> {
    let tab = rig.new_tab().await?;
    rig.put_to_sleep().await?;
    tab.goto(&rig.page(name)).await?;
    let visit = format!("(painted => painted && {{ painted }})({FIRST_PAINT})");
    let visit = tab.wait_for(&visit, "the page to be painted", WITHIN).await?;
    tab.close().await?;
    Ok(visit)
}
