//! The popup is painted at once, even if the worker sleeps. It sends its command to the worker afterwards.

use std::time::Duration;

use anyhow::{Result, ensure};
use browser_suite::requests::{of_extension_to, wait_for_extension};
use browser_suite::scenario::chromium;
use browser_suite::{Popup, SOON, Stage, measured};
use libtest_mimic::Trial;
use simulated_openai::{Endpoint, samples};

pub fn trials() -> Vec<Trial> {
    vec![chromium("popup::is_painted_while_the_worker_is_dead", samples::world, painted_with_the_worker_dead)]
}

/// Holds back the page's messages to the worker until they are released.
const HOLD_MESSAGES: &str = "() => {
  const { runtime } = globalThis.browser ?? globalThis.chrome;
  const send = runtime.sendMessage.bind(runtime);
  globalThis.heldMessages = [];
  runtime.sendMessage = message => new Promise(done => {
    heldMessages.push({ paintedAs: document.body.dataset.state, release: () => done(send(message)) });
  });
  globalThis.releaseMessages = () => {
    runtime.sendMessage = send;
    heldMessages.forEach(held => held.release());
  };
}";

async fn painted_with_the_worker_dead(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let before = popup.values().await?;
    popup.tab.close().await?;
    let browser = stage.browser()?;
    browser.stop_worker().await?;

    let tab = browser.new_tab().await?;
    tab.run_before_each_page(HOLD_MESSAGES).await?;
    tab.goto(&browser.extension_url("www/popup.html")).await?;
    let painted = "document.body.dataset.state === 'ok' && performance.now()";
    let millis: f64 = tab.wait_for(painted, "the popup to be painted", SOON).await?;
    let took = Duration::from_secs_f64(millis / 1000.0);
    measured::note("popup painted with the worker dead", took);
    ensure!(took < Duration::from_secs(1), "it took {took:?}");
    let popup = Popup { tab };
    ensure!(popup.values().await? == before, "other values than before");
    // The browser answers a page in order, so any other call that wakes the worker would have done so by now.
    popup.tab.eval("browser.runtime.getPlatformInfo()").await?;
    ensure!(!browser.worker_running().await?, "painting woke the worker");

    // Once it is painted, the popup has the worker do whatever is due.
    popup.tab.wait_until("heldMessages.length > 0", "the popup to call the worker", SOON).await?;
    let first: Option<String> = popup.tab.eval_as("heldMessages[0].paintedAs").await?;
    ensure!(first.as_deref() == Some("ok"), "the worker was called when the popup was {first:?}");
    popup.tab.eval("releaseMessages()").await?;
    stage.backstage()?.round_trip().await?;

    let readings = of_extension_to(&stage.openai, Endpoint::CreditGrants).len();
    popup.click("refresh").await?;
    wait_for_extension(&stage.openai, Endpoint::CreditGrants, readings + 1).await?;
    ensure!(browser.worker_running().await?, "a refresh did not wake the worker");
    stage.backstage()?.wait_until_settled().await?;
    popup.wait_for_state("ok").await
}
