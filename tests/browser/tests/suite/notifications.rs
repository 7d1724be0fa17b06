//! A click on a notification opens the page where its problem can be fixed.

use anyhow::{Result, ensure};
use browser_suite::scenario::chromium;
use browser_suite::wait::until;
use browser_suite::{OptionsPage, SOON, Stage};
use libtest_mimic::Trial;
use serde_json::json;
use simulated_openai::{Endpoint, Fault, LoggedRequest, PLATFORM_HOST, samples};

use super::monitors::by_hand;

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("notifications::an_ended_session_leads_to_the_platform", samples::world, leads_to_the_platform),
        chromium("notifications::a_refused_key_leads_to_the_options", by_hand::world, leads_to_the_options),
    ]
}

/// No driver can click a notification, so the test calls the worker's listener as the browser would.
async fn click(stage: &Stage) -> Result<()> {
    let shown = until("one notification", SOON, async || {
        let shown = stage.backstage()?.notifications().await?;
        Ok(if shown.len() == 1 { Ok(shown) } else { Err(format!("{shown:?}")) })
    })
    .await?;
    let told = format!("void browser.notifications.onClicked.dispatch({})", json!(shown.first()));
    stage.browser()?.eval_in_worker(&told).await?;
    Ok(())
}

async fn leads_to_the_platform(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    platform.tab.close().await?;
    stage.openai.revoke_all();
    popup.click("refresh").await?;
    let is_page = |it: &LoggedRequest| it.host == PLATFORM_HOST && it.method == "GET" && it.path == "/usage";
    let loaded = stage.openai.requests().iter().filter(|it| is_page(it)).count();
    click(stage).await?;
    stage.openai.wait_for(is_page, loaded + 1, SOON).await?;
    is_in_front(stage, &format!("https://{PLATFORM_HOST}/")).await?;
    // That page brings a new session, which clears the notification.
    popup.wait_for_organization(samples::PREPAID).await?;
    until("the notification to go", SOON, async || {
        let shown = stage.backstage()?.notifications().await?;
        Ok(if shown.is_empty() { Ok(()) } else { Err(format!("{shown:?}")) })
    })
    .await
}

async fn leads_to_the_options(stage: &mut Stage) -> Result<()> {
    let options = OptionsPage::open(stage.browser()?).await?;
    by_hand::fill_in(stage, &options, by_hand::key().expose()).await?;
    options.save_monitor().await?;
    options.wait_for_element("[data-monitor][data-availability=up]", true).await?;
    for endpoint in [Endpoint::CreditGrants, Endpoint::Usage, Endpoint::Subscription] {
        stage.openai.fail(endpoint, Fault::Status { code: 401, body: None, retry_after: None });
    }
    options.tab.close().await?;
    let popup = stage.popup().await?;
    popup.click("refresh").await?;
    click(stage).await?;
    is_in_front(stage, &stage.browser()?.extension_url("www/options.html")).await?;
    ensure!(popup.tab.eval_as::<bool>("document.visibilityState === 'hidden'").await?, "the popup is still in front");
    Ok(())
}

async fn is_in_front(stage: &Stage, start: &str) -> Result<()> {
    until(&format!("{start} in front"), SOON, async || {
        for tab in stage.browser()?.tabs().await? {
            let front = format!("location.href.startsWith({}) && document.visibilityState === 'visible'", json!(start));
            if tab.eval_as::<bool>(&front).await.unwrap_or(false) {
                return Ok(Ok(()));
            }
        }
        Ok(Err("another page"))
    })
    .await
}
