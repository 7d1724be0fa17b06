//! The disk refuses a change. The page says so next to the field, and never claims that it was saved or deleted.

use anyhow::{Result, ensure};
use browser_suite::{OptionsPage, SOON, Stage, Words, meddling};
use serde_json::json;
use simulated_openai::samples;

use super::by_hand;

/// The visible texts of the alerts and status regions in a part of the page.
const SAID: &str = "Array.from(
  document.querySelectorAll('WITHIN [role=alert], WITHIN [role=status], WITHIN[role=alert], WITHIN[role=status]'),
  it => it.checkVisibility() ? it.textContent.trim() : '',
).filter(Boolean)";

/// Waits until a text is shown there, and checks that neither it nor the announcement is the message of success.
async fn is_refused(options: &OptionsPage, within: &str, success: &str) -> Result<()> {
    let said = SAID.replace("WITHIN", within);
    let said: Vec<String> = options
        .tab
        .wait_for(&format!("{said}.length && {said}"), &format!("{within} to say that it was not stored"), SOON)
        .await?;
    let success = Words::read()?.say(success, &[])?;
    ensure!(!said.contains(&success), "{within} says {said:?}");
    let announced: String =
        options.tab.eval_as("document.querySelector('[data-slot=announcement]').textContent").await?;
    ensure!(announced != success, "{announced:?} is announced");
    Ok(())
}

pub async fn setting(stage: &mut Stage) -> Result<()> {
    stage.popup_of(samples::PREPAID).await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    meddling::break_disk(stage.browser()?, true).await?;
    options.save_low_balance("7.75").await?;
    is_refused(&options, "[data-setting=low_balance]", "saved").await?;
    let typed: String = options.tab.eval_as("document.querySelector('[name=low_balance]').value").await?;
    ensure!(typed == "7.75", "what was typed has become {typed:?}");

    meddling::break_disk(stage.browser()?, false).await?;
    options.click("save").await?;
    options.wait_for_text("[data-setting=low_balance] [data-slot=saved]", &Words::read()?.say("saved", &[])?).await?;
    options.wait_for_error("low_balance", "").await
}

pub async fn monitor(stage: &mut Stage) -> Result<()> {
    stage.popup_of(samples::PREPAID).await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    by_hand::fill_in(stage, &options, by_hand::key().expose()).await?;
    options.fill("description", "Typed, and not to be lost").await?;
    meddling::break_disk(stage.browser()?, true).await?;
    options.click("save-monitor").await?;
    is_refused(&options, "dialog[open]", "saved").await?;
    for (field, text) in [("description", "Typed, and not to be lost"), ("session_key", by_hand::key().expose())] {
        let typed: String = options.tab.eval_as(&format!("document.querySelector('[name={field}]').value")).await?;
        ensure!(typed == text, "what was typed as {field} is gone");
    }
    ensure!(stage.backstage()?.monitors().await?.len() == 1, "it was stored all the same");

    meddling::break_disk(stage.browser()?, false).await?;
    options.save_monitor().await?;
    options.wait_for_element(&format!("[data-monitor]:not([data-monitor={}])", json!(samples::PREPAID)), true).await
}

/// The reply to a form that was closed meanwhile leaves the form alone that is open now.
pub async fn a_late_reply(stage: &mut Stage) -> Result<()> {
    stage.popup_of(samples::PREPAID).await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    by_hand::fill_in(stage, &options, by_hand::key().expose()).await?;
    meddling::hold_disk(stage.browser()?).await?;
    options.click("save-monitor").await?;
    options.click("cancel-edit").await?;
    options.click("add-monitor").await?;
    options.fill("description", "Typed, and not to be lost").await?;
    meddling::let_disk_go(stage.browser()?).await?;
    options.wait_for_text("[data-slot=announcement]", &Words::read()?.say("saved", &[])?).await?;
    let open: bool = options.tab.eval_as("document.querySelector('[data-part=editor]').open").await?;
    let typed: String = options.tab.eval_as("document.querySelector('[name=description]').value").await?;
    ensure!(open && typed == "Typed, and not to be lost", "open: {open}, typed: {typed:?}");
    ensure!(stage.backstage()?.monitors().await?.len() == 2, "the first form was not saved");
    Ok(())
}

pub async fn forgetting(stage: &mut Stage) -> Result<()> {
    stage.popup_of(samples::PREPAID).await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    meddling::break_disk(stage.browser()?, true).await?;
    options.forget().await?;
    is_refused(&options, "[data-part=data]", "forgotten").await?;
    ensure!(stage.backstage()?.stored().await?.to_string().contains(samples::PREPAID), "it was deleted all the same");

    // The question stays until the deletion is done.
    meddling::break_disk(stage.browser()?, false).await?;
    options.click("confirm-forget").await?;
    options.wait_for_text("[data-slot=forgotten]", &Words::read()?.say("forgotten", &[])?).await?;
    let left = stage.backstage()?.stored().await?.to_string();
    ensure!(!left.contains(samples::PREPAID), "it is said to be deleted, and is stored: {left}");
    Ok(())
}
