//! The worker may be killed at any time. Nothing is lost, and nothing is done twice.

use anyhow::{Result, ensure};
use browser_suite::requests::{of_extension_to, wait_for_extension};
use browser_suite::scenario::chromium;
use browser_suite::{Stage, fetch_with};
use libtest_mimic::Trial;
use serde_json::json;
use simulated_openai::{Endpoint, Fault, samples};

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("worker::goes_on_after_it_was_killed_while_collecting", samples::world, killed_while_collecting),
        chromium("worker::reads_once_for_twenty_requests_of_the_tab", samples::world, single_flight),
        chromium("worker::forgets_the_key_when_the_browser_closes", samples::world, browser_restarts),
    ]
}

async fn killed_while_collecting(stage: &mut Stage) -> Result<()> {
    let popup = stage.popup().await?;
    stage.openai.fail(Endpoint::Usage, Fault::Hang);
    let platform = stage.browser()?.new_tab().await?;
    platform.goto("https://platform.openai.com/usage").await?;
    platform.type_into("#email", samples::ADA).await?;
    platform.type_into("#password", samples::PASSWORD).await?;
    platform.click("#submit").await?;
    wait_for_extension(&stage.openai, Endpoint::Usage, 1).await?;
    wait_for_extension(&stage.openai, Endpoint::Subscription, 1).await?;
    popup.wait_for_state("loading").await?;
    stage.browser()?.stop_worker().await?;

    stage.openai.heal(Endpoint::Usage);
    // Any event wakes the worker. This one causes no request itself.
    stage.backstage()?.command(&json!({ "show_range": { "range": "week" } })).await?;
    popup.wait_for_state("ok").await?;
    let balance = of_extension_to(&stage.openai, Endpoint::CreditGrants).len();
    ensure!(balance == 1, "what had been answered was asked for {balance} times");
    Ok(())
}

async fn single_flight(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let before = of_extension_to(&stage.openai, Endpoint::CreditGrants).len();
    // Twenty parallel requests with a new key and a new organisation.
    let key = stage.openai.issue_key(samples::ADA);
    let statuses = fetch_with(&platform.tab, &key, Some(samples::LEGACY_2023), 20).await?;
    ensure!(statuses == [Some(200); 20], "the tab was answered {statuses:?}");
    popup.wait_for_organization(samples::LEGACY_2023).await?;
    // A later request of the tab: all twenty have been seen before it.
    platform.choose(samples::EMPTY).await?;
    popup.wait_for_organization(samples::EMPTY).await?;
    for endpoint in [Endpoint::CreditGrants, Endpoint::Usage, Endpoint::Subscription] {
        let read = of_extension_to(&stage.openai, endpoint).len() - before;
        ensure!(read == 2, "{endpoint:?} was asked {read} times for two organisations");
    }
    Ok(())
}

async fn browser_restarts(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let before = popup.values().await?;
    stage.restart().await?;
    let popup = stage.popup().await?;
    popup.wait_for_state("stale").await?;
    ensure!(popup.values().await? == before, "other values than before the restart");
    ensure!(stage.backstage()?.keys().await?.is_empty(), "a key outlived the browser");

    stage.sign_in(samples::ADA).await?;
    popup.wait_for_state("ok").await
}
