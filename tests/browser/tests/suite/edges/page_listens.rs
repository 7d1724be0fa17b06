//! A page that listens to `storage.onChanged` gets every changed item, keys included. So no page listens.

use anyhow::{Context as _, Result, ensure};
use browser_suite::{OptionsPage, SOON, Stage, extension};

use super::by_hand;

const LISTENS: &str = "['local', 'session', 'sync', 'managed']
  .map(area => browser.storage[area]?.onChanged).concat(browser.storage.onChanged)
  .some(event => event?.hasListeners())";

/// Checks every page while a remembered key is stored and deleted again.
pub async fn to_no_storage(stage: &mut Stage) -> Result<()> {
    stage.remember(&by_hand::key());
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(extension::directory()?.join("www"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".html") {
            let tab = stage.browser()?.new_tab().await?;
            tab.goto(&stage.browser()?.extension_url(&format!("www/{name}"))).await?;
            tab.wait_until("document.body.dataset.state !== 'loading'", &format!("{name} to be painted"), SOON).await?;
            pages.push((name, tab));
        }
    }
    ensure!(pages.len() >= 2, "there are {} pages in the package", pages.len());
    let options = OptionsPage::open(stage.browser()?).await?;
    by_hand::fill_in(stage, &options, by_hand::key().expose()).await?;
    options.tab.click("[name=remember]").await?;
    options.save_monitor().await?;
    options.wait_for_element("[data-monitor][data-availability=up]", true).await?;
    for (name, page) in &pages {
        // The pages still learn of the change.
        page.wait_until(
            &format!("document.body.textContent.includes('{}')", by_hand::NAME),
            &format!("{name} to show the new monitor"),
            SOON,
        )
        .await?;
        let listens: bool = page.eval_as(LISTENS).await.with_context(|| name.clone())?;
        ensure!(!listens, "{name} listens to storage");
        let holds = format!("document.documentElement.outerHTML.includes('{}')", by_hand::key().expose());
        ensure!(!page.eval_as::<bool>(&holds).await?, "{name} holds the key");
    }
    options.forget().await?;
    options.wait_for_element("[data-slot=monitors] [data-monitor]", false).await
}
