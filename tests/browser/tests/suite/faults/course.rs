//! Plays a row: a good reading, the fault, what is shown, the recovery.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use browser_suite::wait::until;
use browser_suite::{Notice, Platform, Popup, SOON, Stage, Words, meddling};
use serde_json::json;
use simulated_openai::samples;
use time::OffsetDateTime;

use super::row::{Recovery, Row, Shown, Told, readings};

pub type Values = BTreeMap<String, Option<String>>;

pub async fn run(stage: &mut Stage, row: Row) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    let before = readings(stage);
    row.cause.bring_about(stage, &popup).await?;
    is_shown(stage, &popup, &row, before).await.context("while it lasts")?;
    popup.caught_up().await?;
    ensure!(popup.values().await? == good, "it has changed the values");
    // Nothing but a followed redirect, which could carry the key along, would send a request there.
    let astray = stage.openai.requests().into_iter().filter(|it| it.host == "evil.test").count();
    ensure!(astray == 0, "a redirect was followed");

    row.cause.end(stage).await?;
    recovers(stage, &platform, &popup, row.recovery).await.context("when it is over")?;
    all_is_well(stage, &popup, &good).await.context("when it is over")
}

async fn is_shown(stage: &Stage, popup: &Popup, row: &Row, before: usize) -> Result<()> {
    match &row.shown {
        Shown::Told(told) => {
            is_told(popup, told).await?;
            stage.backstage()?.wait_until_settled().await?;
            popup.wait_for_state("stale").await?;
            popup.caught_up().await?;
            is_told(popup, told).await.context("in the end")?;
        }
        Shown::ToldInSets(sets, title) => {
            popup.wait_for_state("stale").await?;
            stage.backstage()?.wait_until_settled().await?;
            for set in ["credit_grants", "model_cost", "billing_subscription"] {
                let title = sets.contains(&set).then(|| Words::read()?.say(title, &[])).transpose()?;
                until(&format!("{title:?} to be told of {set}"), SOON, async || {
                    let told = popup.set_notice(set).await?.map(|it| it.title);
                    Ok(if told == title { Ok(()) } else { Err(format!("{told:?}")) })
                })
                .await?;
            }
            ensure!(popup.notices().await?.is_empty(), "the whole account is said to fail");
        }
        Shown::NoAccess => {
            popup.wait_for_part("no_access", true).await?;
            popup.wait_for_state("stale").await?;
        }
        Shown::Nothing => {
            until("the balance to be asked for", SOON, async || {
                let asked = readings(stage);
                Ok(if asked > before { Ok(()) } else { Err(asked) })
            })
            .await?;
            stage.backstage()?.wait_until_settled().await?;
            popup.caught_up().await?;
            ensure!(popup.state().await? == "ok", "the popup is {:?}", popup.state().await?);
            ensure!(popup.notices().await?.is_empty(), "it is told: {:?}", popup.notices().await?);
        }
    }
    stage.backstage()?.wait_for_badge(row.badge).await?;
    Ok(())
}

/// Checks that there is exactly this notice.
pub async fn is_told(popup: &Popup, told: &Told) -> Result<()> {
    let words = Words::read()?;
    until(&format!("{told:?}"), SOON, async || {
        let notices = popup.notices().await?;
        let is_told = match notices.as_slice() {
            [notice] => told.is(notice, &words)?,
            _ => false,
        };
        Ok(if is_told { Ok(()) } else { Err(format!("{notices:?}")) })
    })
    .await
}

async fn recovers(stage: &Stage, platform: &Platform, popup: &Popup, recovery: Recovery) -> Result<()> {
    match recovery {
        Recovery::Refresh => popup.click("refresh").await,
        Recovery::NewSession => platform.reload().await,
        Recovery::Alarm { within, not_within } => alarm_recovers(stage, within.into(), not_within.map(i64::from)).await,
        Recovery::Wait { within, not_within } => {
            let asked = readings(stage);
            stage.backstage()?.command(&json!({ "refresh": {} })).await?;
            stage.backstage()?.round_trip().await?;
            ensure!(readings(stage) == asked, "a refresh by hand broke the wait");
            alarm_recovers(stage, within.into(), Some(not_within.into())).await
        }
        Recovery::ByItself => Ok(()),
    }
}

/// Checks that the alarm is set for then or earlier. Then sets the clock forward and lets the alarm ring now.
async fn alarm_recovers(stage: &Stage, within: i64, not_within: Option<i64>) -> Result<()> {
    let (browser, backstage) = (stage.browser()?, stage.backstage()?);
    let latest = (OffsetDateTime::now_utc().unix_timestamp() + within) * 1000;
    let at = backstage.alarm().await?;
    ensure!(at <= latest as f64, "the alarm rings {} s too late", (at - latest as f64) / 1000.0);
    if let Some(seconds) = not_within {
        let asked = readings(stage);
        meddling::set_clock(browser, seconds).await?;
        backstage.ring().await?;
        ensure!(readings(stage) == asked, "OpenAI was asked again after {seconds} s");
    }
    meddling::set_clock(browser, within).await?;
    backstage.ring().await
}

/// Checks that the popup shows everything as before the fault.
pub async fn all_is_well(stage: &Stage, popup: &Popup, good: &Values) -> Result<()> {
    all_is_calm(stage, popup).await?;
    ensure!(popup.values().await? == *good, "other values than before");
    Ok(())
}

/// Checks that there is no notice and no request, and that the balance is shown.
pub async fn all_is_calm(stage: &Stage, popup: &Popup) -> Result<()> {
    popup.wait_for_state("ok").await?;
    popup.wait_for_notices(<[Notice]>::is_empty, "no notices").await?;
    stage.backstage()?.wait_until_settled().await?;
    stage.backstage()?.wait_for_badge("$8.9").await?;
    popup.caught_up().await?;
    ensure!(popup.state().await? == "ok", "the popup is {:?} in the end", popup.state().await?);
    ensure!(popup.notices().await?.is_empty(), "the popup tells {:?} in the end", popup.notices().await?);
    Ok(())
}
