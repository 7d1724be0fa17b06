//! Reads fail when the worker wakes. Nothing stored is lost.

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::is_of_no_page;
use browser_suite::wait::until;
use browser_suite::{OptionsPage, Platform, Popup, SOON, Stage};
use serde_json::json;
use simulated_openai::{Endpoint, samples};

use super::by_hand;

pub async fn of_the_disk(stage: &mut Stage) -> Result<()> {
    lose_nothing(stage, [(1, 0), (3, 0)]).await
}

pub async fn of_the_memory(stage: &mut Stage) -> Result<()> {
    lose_nothing(stage, [(0, 1), (0, 3)]).await
}

/// How many reads of disk and memory fail in each life of the worker.
async fn lose_nothing(stage: &Stage, lives: [(usize, usize); 2]) -> Result<()> {
    let (platform, popup) = set_up(stage).await?;
    for (local, session) in lives {
        loses_nothing(stage, &platform, &popup, (local, session))
            .await
            .with_context(|| format!("{local} failed reads of the disk, {session} of the memory"))?;
    }
    Ok(())
}

/// Stores a captured key and a pasted one, a setting, and two accounts with readings.
async fn loses_nothing(
    stage: &Stage,
    platform: &Platform,
    popup: &Popup,
    (local, session): (usize, usize),
) -> Result<()> {
    let (good, keys) = (popup.values().await?, stage.backstage()?.keys().await?);
    let monitors = stage.backstage()?.monitors().await?;
    ensure!(keys.len() == 2 && monitors.len() == 2, "{} keys of {monitors:?}", keys.len());

    stage.refuse_reads(local, session)?;
    stage.browser()?.stop_worker().await?;
    // The tab's requests wake the worker. A failed read may lose an event or two, but nothing stored.
    until("every read that was to fail", SOON, async || {
        platform.load_again().await?;
        let refused = stage.browser()?.eval_in_worker("globalThis.refusedReads").await.unwrap_or_default();
        Ok(if refused == json!(local + session) { Ok(()) } else { Err(refused) })
    })
    .await?;
    stage.backstage()?.round_trip().await?;
    stage.backstage()?.wait_until_settled().await?;

    let after = stage.backstage()?.monitors().await?;
    ensure!(after == monitors, "{after:?} are watched, before it {monitors:?}");
    ensure!(stage.backstage()?.keys().await? == keys, "other keys are held than before");
    let options = OptionsPage::open(stage.browser()?).await?;
    let amount: String = options.tab.eval_as("document.querySelector('[name=low_balance]').value").await?;
    ensure!(amount.parse::<f64>()? == LOW_BALANCE, "the low balance is {amount:?}");
    options.tab.close().await?;
    popup.tab.reload().await?;
    popup.wait_for_organization(samples::PREPAID).await?;
    ensure!(popup.values().await? == good, "other values than before");
    asks_with_the_pasted_key(stage, popup).await
}

const LOW_BALANCE: f64 = 3.25;

async fn set_up(stage: &Stage) -> Result<(Platform, Popup)> {
    let options = OptionsPage::open(stage.browser()?).await?;
    by_hand::fill_in(stage, &options, by_hand::key().expose()).await?;
    options.save_monitor().await?;
    options.wait_for_element("[data-monitor][data-availability=up]", true).await?;
    stage.backstage()?.command(&json!({ "set_low_balance": { "amount": LOW_BALANCE } })).await?;
    options.tab.close().await?;
    stage.popup_of(samples::PREPAID).await
}

/// Checks that a key is still there by letting the worker use it.
async fn asks_with_the_pasted_key(stage: &Stage, popup: &Popup) -> Result<()> {
    popup.click("accounts").await?;
    popup.tab.click(&format!("[data-action=show-account]:not([data-monitor={}])", json!(samples::PREPAID))).await?;
    popup.wait_for_organization(by_hand::ORGANIZATION).await?;
    let fits = |it: &simulated_openai::LoggedRequest| {
        it.host == by_hand::HOST && is_of_no_page(it) && it.endpoint() == Some(Endpoint::CreditGrants)
    };
    let asked = stage.openai.requests().iter().filter(|it| fits(it)).count();
    popup.click("refresh").await?;
    let requests = stage.openai.wait_for(fits, asked + 1, SOON).await?;
    ensure!(requests.iter().all(|it| it.authorization == Some(by_hand::key())), "the gateway saw another key");
    stage.backstage()?.wait_until_settled().await?;
    popup.click("accounts").await?;
    popup.tab.click(&format!("[data-action=show-account][data-monitor={}]", json!(samples::PREPAID))).await?;
    popup.wait_for_organization(samples::PREPAID).await
}
