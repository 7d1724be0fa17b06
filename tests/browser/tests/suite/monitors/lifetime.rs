//! A monitor is paused, resumed, deleted and restored.

use anyhow::{Result, ensure};
use browser_suite::requests::{of_extension_to, wait_for_extension};
use browser_suite::{Notice, OptionsPage, SOON, Stage, Words, meddling};
use serde_json::json;
use simulated_openai::{Endpoint, samples::PREPAID};

pub async fn paused(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(PREPAID).await?;
    let good = popup.values().await?;
    let asked = || of_extension_to(&stage.openai, Endpoint::CreditGrants).len();
    let before = asked();
    let options = OptionsPage::open(stage.browser()?).await?;
    options.click_on(PREPAID, "pause").await?;
    let title = Words::read()?.say("paused_title", &[])?;
    popup.wait_for_notices(|it| it.iter().any(|it| it.title == title), &title).await?;
    options.wait_for_element("[data-monitor][data-availability=paused]", true).await?;
    ensure!(popup.values().await? == good, "pausing has changed the values");
    // No request is sent if a page asks for one, nor a day later.
    stage.backstage()?.command(&json!({ "refresh": {} })).await?;
    meddling::set_clock(stage.browser()?, 24 * 3600).await?;
    stage.backstage()?.command(&json!("catch_up")).await?;
    ensure!(asked() == before, "it was asked while paused");
    meddling::set_clock(stage.browser()?, 0).await?;

    options.click_on(PREPAID, "resume").await?;
    wait_for_extension(&stage.openai, Endpoint::CreditGrants, before + 1).await?;
    popup.wait_for_notices(<[Notice]>::is_empty, "no notices").await?;
    popup.wait_for_state("ok").await?;
    options.wait_for_element("[data-monitor][data-availability=up]", true).await
}

pub async fn deleted(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(PREPAID).await?;
    let good = popup.values().await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    let question = options.tab.text("[data-monitor] [data-slot=deletion]").await?;
    ensure!(question == Words::read()?.say("delete_automatic", &["Ada Personal"])?, "it asks {question:?}");
    delete(&options).await?;
    popup.wait_for_state("no-key").await?;
    options.click("undo-delete").await?;
    popup.wait_for_organization(PREPAID).await?;
    stage.backstage()?.wait_until_settled().await?;
    ensure!(popup.values().await? == good, "it came back with other values");

    delete(&options).await?;
    popup.wait_for_state("no-key").await?;
    ensure!(stage.backstage()?.keys().await?.len() == 1, "the key is gone before the deletion is final");
    // The clock is set to eleven seconds later, when a deletion can no longer be undone.
    meddling::set_clock(stage.browser()?, 11).await?;
    stage.backstage()?.ring().await?;
    ensure!(stage.backstage()?.keys().await?.is_empty(), "the key outlived its monitor");
    ensure!(!stage.backstage()?.stored().await?.to_string().contains("Lovelace"), "the account's name is left");
    let offered = "document.querySelector('[data-part=undo]').hidden";
    options.tab.wait_until(offered, "the offer to be taken back", SOON).await?;

    platform.load_again().await?;
    popup.wait_for_organization(PREPAID).await
}

async fn delete(options: &OptionsPage) -> Result<()> {
    options.click_on(PREPAID, "delete").await?;
    options.click_on(PREPAID, "confirm-delete").await?;
    options.wait_for_element(&format!("[data-slot=monitors] [data-monitor={}]", json!(PREPAID)), false).await
}
