//! An ended session is renewed in a background tab, if the person wants that.

use anyhow::{Result, ensure};
use browser_suite::wait::until;
use browser_suite::{Notice, OptionsPage, SOON, Stage};
use simulated_openai::{LoggedRequest, PLATFORM_HOST, samples::PREPAID};

/// The tab is opened and, with the new key, closed. No second one is opened within the hour.
pub async fn in_the_background(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(PREPAID).await?;
    // The person is signed in, but has no tab of the platform open.
    platform.tab.close().await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    options.click_on(PREPAID, "edit-monitor").await?;
    options.tab.click("[name=renew_in_background]").await?;
    options.save_monitor().await?;
    stage.backstage()?.round_trip().await?;
    let tabs = stage.browser()?.tabs().await?.len();

    stage.openai.revoke_all();
    let loaded = pages_loaded(stage);
    refresh(stage).await?;
    stage.openai.wait_for(is_usage_page, loaded + 1, SOON).await?;
    popup.wait_for_state("ok").await?;
    popup.wait_for_notices(<[Notice]>::is_empty, "no notices").await?;
    stage.backstage()?.wait_for_badge("$8.9").await?;
    until("the tab to be closed", SOON, async || {
        let open = stage.browser()?.tabs().await?.len();
        Ok(if open == tabs { Ok(()) } else { Err(open) })
    })
    .await?;
    stage.backstage()?.wait_until_settled().await?;

    stage.openai.revoke_all();
    refresh(stage).await?;
    stage.backstage()?.wait_for_badge("!").await?;
    stage.backstage()?.round_trip().await?;
    ensure!(pages_loaded(stage) == loaded + 1, "a second tab was opened within the hour");
    ensure!(stage.browser()?.tabs().await?.len() == tabs, "a tab stays open");
    Ok(())
}

/// Refreshes by a command, because the popup's tab may be in the background.
async fn refresh(stage: &Stage) -> Result<()> {
    stage.backstage()?.command(&serde_json::json!({ "refresh": {} })).await
}

fn is_usage_page(request: &LoggedRequest) -> bool {
    request.host == PLATFORM_HOST && request.method == "GET" && request.path == "/usage"
}

fn pages_loaded(stage: &Stage) -> usize {
    stage.openai.requests().iter().filter(|it| is_usage_page(it)).count()
}
