//! The disk takes nothing, or gives back something else than what was stored.

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::{is_from_extension, of_extension};
use browser_suite::{Notice, OptionsPage, Popup, SOON, Stage, Words, meddling};
use serde_json::json;
use simulated_openai::samples;

use super::course::all_is_well;
use super::row::TIME;

/// What could not be remembered is not done; it is told on the badge and in the popup, and passes by itself.
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
    // A person who looks, opens the popup; one that is open hears of it when it looks at the time again.
    popup.tab.reload().await?;
    is_not_saved(&popup).await?;
    ensure!(popup.values().await? == good, "it has changed the values");
    ensure!(stage.backstage()?.stored().await? == stored, "something was stored all the same");
    ensure!(of_extension(&stage.openai).len() == before, "something was asked that nobody would remember");

    meddling::fill_disk(stage.browser()?, false).await?;
    stage.backstage()?.ring().await?;
    popup.tab.reload().await?;
    all_is_well(stage, &popup, &good).await.context("with room again")?;
    popup.click("refresh").await?;
    stage.openai.wait_for(is_from_extension, before + 3, SOON).await?;
    all_is_well(stage, &popup, &good).await.context("after a refresh")
}

/// Since when it is, stands in the title.
async fn is_not_saved(popup: &Popup) -> Result<()> {
    let words = Words::read()?;
    let title = words.say("not_saved_title", &[TIME])?;
    let start = title.split(TIME).next().unwrap_or_default();
    let notices = popup.wait_for_notices(|it| it.iter().any(|it| it.title.starts_with(start)), start).await?;
    let next = words.say("not_saved_next", &[])?;
    ensure!(notices.len() == 1 && notices.iter().all(|it| it.severity == "error" && it.next == next), "{notices:?}");
    Ok(())
}

/// Puts what no reading of the balance can be wherever one is stored.
const DAMAGE: &str = "browser.storage.local.get().then(items => browser.storage.local.set(
  JSON.parse(JSON.stringify(items, (name, value) => {
    const isReading = name === 'credit_grants' && JSON.stringify(value).includes('total_available');
    return isReading ? 'garbage' : value;
  }))))";

/// What cannot be read is set aside and told; all the rest is used, and the next reading fills the gap.
pub async fn damaged(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    stage.browser()?.stop_worker().await?;
    stage.backstage()?.tab().eval(DAMAGE).await?;
    stage.backstage()?.round_trip().await?;

    let words = Words::read()?.say("damage_next", &[TIME])?;
    let (start, end) = words.split_once(TIME).unwrap_or((&words, ""));
    let notices = popup.wait_for_notices(|it| !it.is_empty(), "the damage to be told").await?;
    let is_told = |it: &Notice| {
        let what = it.next.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        what.is_some_and(|it| it.ends_with("credit_grants")) && it.action.as_deref() == Some("dismiss-damage")
    };
    ensure!(notices.len() == 1 && notices.iter().all(is_told), "the damage is told as {notices:?}");
    let left = stage.backstage()?.stored_fields("credit_grants").await?;
    ensure!(!left.contains(&json!("garbage")), "what cannot be read is still where it was");
    ensure!(stage.backstage()?.stored().await?.to_string().contains("garbage"), "it is not set aside");
    for (metric, shown) in popup.metrics().await? {
        let is_as_before = good.get(&metric) == Some(&shown.value);
        ensure!(is_as_before != metric.starts_with("credit_grants."), "{metric} is {shown:?}");
    }
    ensure!(!popup.models().await?.is_empty(), "the models are gone");

    popup.click("refresh").await?;
    popup.wait_for_state("ok").await?;
    popup.click("dismiss-damage").await?;
    all_is_well(stage, &popup, &good).await?;

    // What was set aside is the account's, too.
    OptionsPage::open(stage.browser()?).await?.forget().await?;
    stage.backstage()?.wait_for_badge("").await?;
    let stored = stage.backstage()?.stored().await?;
    ensure!(!stored.to_string().contains("garbage"), "what was set aside outlived everything: {stored}");
    Ok(())
}
