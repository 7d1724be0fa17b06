//! The browser does not run the WASM module, as security settings may demand. The page says so instead of staying empty.

use anyhow::{Result, ensure};
use browser_suite::{SOON, Stage, Words};

pub async fn is_told_of(stage: &mut Stage) -> Result<()> {
    stage.expect_errors();
    let words = Words::read()?.say("page_not_started", &[])?;
    for page in ["www/popup.html", "www/options.html"] {
        let browser = stage.browser()?;
        let tab = browser.new_tab().await?;
        tab.run_before_each_page("() => { delete globalThis.WebAssembly; }").await?;
        tab.goto(&browser.extension_url(page)).await?;
        tab.wait_until("document.body.dataset.state === 'error'", "the page to be in its state of error", SOON).await?;
        let said: String = tab.eval_as("document.body.innerText.trim()").await?;
        ensure!(said == words, "{page} says {said:?}");
        tab.close().await?;
    }
    Ok(())
}
