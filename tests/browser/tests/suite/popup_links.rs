//! The links of the popup: to the platform, to its billing page, to the history, to the options.

use anyhow::{Context as _, Result, ensure};
use browser_driver::Tab;
use browser_suite::scenario::chromium;
use browser_suite::wait::until;
use browser_suite::{OptionsPage, SOON, Stage};
use libtest_mimic::Trial;
use simulated_openai::{LoggedRequest, PLATFORM_HOST, samples};

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("popup::opens_the_platform_where_no_tab_is_open", samples::world, opens_the_platform),
        chromium("popup::reloads_an_open_platform_tab_after_asking", samples::world, reloads_the_platform),
        chromium("popup::opens_another_platform_tab_if_asked_to", samples::world, opens_another_platform_tab),
        chromium("popup::leads_to_billing_and_options", samples::world, leads_to_billing_and_options),
    ]
}

async fn opens_the_platform(stage: &mut Stage) -> Result<()> {
    let popup = stage.popup().await?;
    popup.click_in("no_key", "open-platform").await?;
    wait_for_page(stage, "/usage").await?;
    ensure!(is_hidden(&popup.tab, "ask_reload").await?, "it asks about a tab that is not there");
    // Signed out, the platform shows its form instead.
    tab_at(stage, "https://platform.openai.com/").await.map(drop)
}

async fn reloads_the_platform(stage: &mut Stage) -> Result<()> {
    // The person is signed in and the tab sends no more requests. So once deleted, the key does not come back by itself.
    stage.sign_in(samples::ADA).await?;
    stage.backstage()?.wait_for_badge("$8.9").await?;
    stage.backstage()?.wait_until_settled().await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    options.forget().await?;
    stage.backstage()?.wait_for_badge("").await?;

    let popup = stage.popup().await?;
    ensure!(popup.state().await? == "no-key", "the popup is {:?}", popup.state().await?);
    let loaded = pages_loaded(stage, "/usage");
    popup.click_in("no_key", "open-platform").await?;
    popup.wait_for_part("ask_reload", true).await?;
    ensure!(pages_loaded(stage, "/usage") == loaded, "the tab was reloaded without asking");
    popup.click("dismiss").await?;
    popup.wait_for_part("ask_reload", false).await?;
    popup.click_in("no_key", "open-platform").await?;
    popup.click("reload-platform").await?;
    popup.wait_for_organization(samples::PREPAID).await?;
    ensure!(pages_loaded(stage, "/usage") == loaded + 1, "the tab was loaded more than once");
    Ok(())
}

/// The popup asks before it reloads an open tab, which may contain something the person is writing.
async fn opens_another_platform_tab(stage: &mut Stage) -> Result<()> {
    let platform = stage.sign_in(samples::ADA).await?;
    stage.backstage()?.wait_for_badge("$8.9").await?;
    stage.backstage()?.wait_until_settled().await?;
    platform.tab.eval("void (globalThis.isBeingWritten = true)").await?;
    OptionsPage::open(stage.browser()?).await?.forget().await?;
    stage.backstage()?.wait_for_badge("").await?;
    let popup = stage.popup().await?;
    let loaded = pages_loaded(stage, "/usage");
    popup.click_in("no_key", "open-platform").await?;
    popup.wait_for_part("ask_reload", true).await?;
    popup.click("open-new-platform").await?;
    popup.wait_for_organization(samples::PREPAID).await?;
    popup.wait_for_part("ask_reload", false).await?;
    ensure!(pages_loaded(stage, "/usage") == loaded + 1, "more than one page was loaded");
    ensure!(tabs_at(stage, "https://platform.openai.com/").await?.len() == 2, "no second tab was opened");
    ensure!(platform.tab.eval_as::<bool>("globalThis.isBeingWritten").await?, "the open tab was reloaded");
    Ok(())
}

async fn leads_to_billing_and_options(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    popup.click("open-billing").await?;
    let billing = "/settings/organization/billing/overview";
    wait_for_page(stage, billing).await?;
    tab_at(stage, &format!("https://{PLATFORM_HOST}{billing}")).await?.close().await?;
    popup.click("history").await?;
    let history = format!("www/history.html?monitor={}", samples::PREPAID);
    tab_at(stage, &stage.browser()?.extension_url(&history)).await?.close().await?;
    let options = stage.browser()?.extension_url("www/options.html");
    let before = tabs_at(stage, &options).await?.len();
    popup.click("options").await?;
    // Chromium shows an options page that is already open instead of opening another.
    until("the options page in front", SOON, async || {
        let tabs = tabs_at(stage, &options).await?;
        let mut in_front = 0;
        for tab in &tabs {
            let is_visible = tab.eval_as::<bool>("document.visibilityState === 'visible'").await;
            in_front += usize::from(is_visible.unwrap_or(false));
        }
        Ok(if tabs.len() > before || in_front > 0 { Ok(()) } else { Err("the popup") })
    })
    .await
}

async fn is_hidden(tab: &Tab, part: &str) -> Result<bool> {
    Ok(tab.eval_as(&format!("document.querySelector('[data-part={part}]').hidden")).await?)
}

fn pages_loaded(stage: &Stage, path: &str) -> usize {
    stage.openai.requests().iter().filter(|it| is_page(it, path)).count()
}

fn is_page(request: &LoggedRequest, path: &str) -> bool {
    request.host == PLATFORM_HOST && request.method == "GET" && request.path == path
}

async fn wait_for_page(stage: &Stage, path: &str) -> Result<()> {
    stage.openai.wait_for(|it| is_page(it, path), 1, SOON).await.context("a page of the platform was not opened")?;
    Ok(())
}

async fn tabs_at(stage: &Stage, start: &str) -> Result<Vec<Tab>> {
    let mut found = Vec::new();
    for tab in stage.browser()?.tabs().await? {
        // A tab that is still loading has no address yet.
        if tab.url().await.is_ok_and(|url| url.starts_with(start)) {
            found.push(tab);
        }
    }
    Ok(found)
}

async fn tab_at(stage: &Stage, start: &str) -> Result<Tab> {
    until(&format!("a tab at {start}"), SOON, async || {
        Ok(tabs_at(stage, start).await?.into_iter().next().ok_or("none"))
    })
    .await
}
