//! A restarted browser assigns tab ids anew. The id of a background tab from before may then belong to the person's tab.

use anyhow::{Result, ensure};
use browser_suite::{OptionsPage, SOON, Stage, meddling};
use serde_json::json;
use simulated_openai::samples::{self, PREPAID};
use simulated_openai::{Endpoint, Fault, LoggedRequest, PLATFORM_HOST};

/// The browser dies while a session is being renewed in the background.
pub async fn is_not_closed(stage: &mut Stage) -> Result<()> {
    let (platform, _popup) = stage.popup_of(PREPAID).await?;
    platform.tab.close().await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    options.click_on(PREPAID, "edit-monitor").await?;
    options.tab.click("[name=renew_in_background]").await?;
    options.save_monitor().await?;
    stage.backstage()?.round_trip().await?;
    let is_page = |it: &LoggedRequest| it.host == PLATFORM_HOST && it.method == "GET" && it.path == "/usage";
    let loaded = stage.openai.requests().iter().filter(|it| is_page(it)).count();
    // The tab brings no new key, so the renewal goes on.
    stage.openai.fail(Endpoint::Login, Fault::Hang);
    stage.openai.revoke_all();
    stage.backstage()?.command(&json!({ "refresh": {} })).await?;
    stage.openai.wait_for(is_page, loaded + 1, SOON).await?;
    stage.backstage()?.round_trip().await?;
    ensure!(closed(stage).await? == json!([]), "the tab was closed before its time");

    stage.kill_and_restart().await?;
    stage.openai.heal_all();
    let popup = stage.popup().await?;
    stage.sign_in(samples::ADA).await?;
    popup.wait_for_organization(PREPAID).await?;
    stage.backstage()?.wait_until_settled().await?;
    // The tab also stays when the time for a renewal is over.
    meddling::set_clock(stage.browser()?, 120).await?;
    stage.backstage()?.ring().await?;
    let closed = closed(stage).await?;
    ensure!(closed == json!([]), "tabs were closed: {closed}");
    Ok(())
}

async fn closed(stage: &Stage) -> Result<serde_json::Value> {
    Ok(stage.browser()?.eval_in_worker("globalThis.closedTabs").await?)
}
