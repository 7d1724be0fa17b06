//! The disk is full.

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::{is_from_extension, of_extension};
use browser_suite::{Popup, SOON, Stage, Words, meddling};
use serde_json::json;
use simulated_openai::samples;

use super::course::all_is_well;
use super::row::TIME;

/// What cannot be stored is not done. Badge and popup say so, and the state ends by itself.
pub async fn disk_full(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    let stored = stage.backstage()?.stored().await?;
    let before = of_extension(&stage.openai).len();
    meddling::fill_disk(stage.browser()?, true).await?;
    popup.click("refresh").await?;
    stage.backstage()?.wait_for_badge("!").await?;
    let tooltip = Words::read()?.say("badge_not_saved", &[TIME])?;
    stage.backstage()?.wait_for_tooltip(tooltip.split(TIME).next().unwrap_or_default()).await?;
    // An open popup shows it at once, and so does one that is opened now.
    is_not_saved(&popup).await?;
    popup.tab.reload().await?;
    is_not_saved(&popup).await?;
    ensure!(popup.values().await? == good, "it has changed the values");
    ensure!(stage.backstage()?.stored().await? == stored, "something was stored all the same");
    // The start of a reading is stored in memory only, so the first request was sent. Its answer could not be stored on disk, so no further
    // request follows.
    stage.backstage()?.wait_until_settled().await?;
    popup.click("refresh").await?;
    stage.backstage()?.ring().await?;
    let asked = of_extension(&stage.openai).len() - before;
    ensure!(asked == 1, "{asked} requests with a full disk");

    meddling::fill_disk(stage.browser()?, false).await?;
    stage.backstage()?.ring().await?;
    all_is_well(stage, &popup, &good).await.context("with room again")?;
    popup.click("refresh").await?;
    stage.openai.wait_for(is_from_extension, before + 1 + 3, SOON).await?;
    all_is_well(stage, &popup, &good).await.context("after a refresh")
}

/// The failed save itself makes the popup update: no other change is announced to it.
pub async fn told_at_once(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    meddling::fill_disk(stage.browser()?, true).await?;
    let reply = stage.backstage()?.ask(&json!({ "set_low_balance": { "amount": 3.5 } })).await?;
    ensure!(reply == json!({ "not_stored": "cannot_write" }), "it is answered {reply}");
    is_not_saved(&popup).await?;
    meddling::fill_disk(stage.browser()?, false).await?;
    stage.backstage()?.command(&json!("catch_up")).await?;
    all_is_well(stage, &popup, &good).await
}

/// The title says since when.
async fn is_not_saved(popup: &Popup) -> Result<()> {
    let words = Words::read()?;
    let title = words.say("not_saved_title", &[TIME])?;
    let start = title.split(TIME).next().unwrap_or_default();
    let notices = popup.wait_for_notices(|it| it.iter().any(|it| it.title.starts_with(start)), start).await?;
    let next = words.say("not_saved_next", &[])?;
    ensure!(notices.len() == 1 && notices.iter().all(|it| it.severity == "error" && it.next == next), "{notices:?}");
    Ok(())
}
