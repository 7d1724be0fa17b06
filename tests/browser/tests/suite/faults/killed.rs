//! The worker or the whole browser is killed.

use anyhow::{Result, ensure};
use browser_suite::Stage;
use browser_suite::requests::wait_for_extension;
use simulated_openai::{Endpoint, Fault, samples};

use super::course::{all_is_well, is_told};
use super::row::{Told, readings};

const NO_KEY: Told =
    Told { severity: "info", title: ("no_key_title", &[]), next: "no_key_text", action: Some("open-platform") };

/// No error is shown: at the next alarm, a new worker goes on with what the dead one was waiting for.
pub async fn worker(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    let before = readings(stage);
    stage.openai.fail(Endpoint::CreditGrants, Fault::Hang);
    popup.click("refresh").await?;
    wait_for_extension(&stage.openai, Endpoint::CreditGrants, before + 1).await?;
    stage.browser()?.stop_worker().await?;
    popup.caught_up().await?;
    ensure!(popup.state().await? == "ok" && popup.notices().await?.is_empty(), "a dead worker is told of");
    ensure!(popup.values().await? == good, "it has changed the values");

    stage.openai.heal_all();
    ensure!(!stage.browser()?.worker_running().await?, "the worker lives");
    stage.backstage()?.ring().await?;
    wait_for_extension(&stage.openai, Endpoint::CreditGrants, before + 2).await?;
    all_is_well(stage, &popup, &good).await?;
    ensure!(readings(stage) == before + 2, "the balance was asked for more than once more");
    Ok(())
}

/// The values were on disk and stay, grey. The key was in memory and is lost until the tab shows one.
pub async fn browser(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    stage.openai.fail(Endpoint::CreditGrants, Fault::Hang);
    let before = readings(stage);
    popup.click("refresh").await?;
    wait_for_extension(&stage.openai, Endpoint::CreditGrants, before + 1).await?;
    stage.kill_and_restart().await?;

    stage.openai.heal_all();
    let popup = stage.popup().await?;
    is_told(&popup, &NO_KEY).await?;
    popup.wait_for_state("stale").await?;
    ensure!(popup.values().await? == good, "other values than before");
    ensure!(stage.backstage()?.keys().await?.is_empty(), "a key outlived the browser");
    stage.backstage()?.wait_for_badge("$8.9").await?;
    stage.backstage()?.round_trip().await?;
    ensure!(readings(stage) == before + 1, "somebody asked without a key");

    stage.sign_in(samples::ADA).await?;
    all_is_well(stage, &popup, &good).await
}
