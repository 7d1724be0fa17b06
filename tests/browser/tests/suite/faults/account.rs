//! Late answers, a missing name, a key that changes during a reading, two popups of one account.

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::{of_extension, of_extension_to, wait_for_extension};
use browser_suite::{Notice, Stage};
use simulated_openai::{Endpoint, Fault, samples};

use super::course::{all_is_well, is_told};
use super::fail_all;
use super::row::{Told, readings};

const UNAVAILABLE: Fault = Fault::Status { code: 503, body: None, retry_after: None };

const TOLD: Told = Told {
    severity: "warning",
    title: ("failure_server_error", &["503"]),
    next: "failure_server_error_next",
    action: None,
};

/// During a slow answer the popup only shows that it waits. Known values stay.
pub async fn slow(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    let before = readings(stage);
    // The answer comes only when the fault is removed.
    fail_all(&stage.openai, &Fault::Hang);
    popup.click("refresh").await?;
    wait_for_extension(&stage.openai, Endpoint::CreditGrants, before + 1).await?;
    is_busy(&popup.tab, true).await?;
    ensure!(popup.values().await? == good, "waiting has changed the values");
    ensure!(popup.state().await? == "ok" && popup.notices().await?.is_empty(), "waiting is told as a failure");

    stage.openai.heal_all();
    is_busy(&popup.tab, false).await?;
    all_is_well(stage, &popup, &good).await?;
    ensure!(readings(stage) == before + 1, "a slow answer was not waited for");
    Ok(())
}

async fn is_busy(page: &browser_driver::Tab, busy: bool) -> Result<()> {
    let there = format!("document.querySelector('main').ariaBusy === '{busy}'");
    page.wait_until(&there, &format!("the page to be busy: {busy}"), browser_suite::SOON).await?;
    Ok(())
}

/// Without its name, the organisation is shown by its id, and there is no error. The next key brings the name.
pub async fn organizations_fail(stage: &mut Stage) -> Result<()> {
    stage.openai.fail(Endpoint::Organizations, UNAVAILABLE);
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    ensure!(popup.tab.text("[data-slot=account]").await? == samples::PREPAID, "it is not called by its id");
    ensure!(popup.tab.text("[data-slot=organization]").await?.is_empty(), "its id is shown twice");
    all_is_well(stage, &popup, &good).await.context("without a name")?;

    stage.openai.heal_all();
    stage.openai.revoke_all();
    platform.reload().await?;
    let named = "document.querySelector('[data-slot=account]').textContent === 'Ada Personal'";
    popup.click("refresh").await?;
    popup.tab.wait_until(named, "the organisation's name", browser_suite::SOON).await?;
    all_is_well(stage, &popup, &good).await.context("with a name")
}

/// Nothing depends on the name, so a missing one blocks nothing.
pub async fn organizations_hang(stage: &mut Stage) -> Result<()> {
    stage.openai.fail(Endpoint::Organizations, Fault::Hang);
    stage.sign_in(samples::ADA).await?;
    let popup = stage.popup().await?;
    popup.wait_for_organization(samples::PREPAID).await?;
    wait_for_extension(&stage.openai, Endpoint::Organizations, 1).await?;
    popup.click("refresh").await?;
    wait_for_extension(&stage.openai, Endpoint::CreditGrants, 2)
        .await
        .context("a refresh while the name is awaited")?;
    stage.openai.heal_all();
    popup.wait_for_organization(samples::PREPAID).await?;
    stage.backstage()?.wait_for_badge("$8.9").await?;
    Ok(())
}

/// The old key is refused after the tab has shown a new one. That does not end the session of the new one.
pub async fn key_replaced(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    let before = readings(stage);
    stage.openai.fail_times(Endpoint::CreditGrants, Fault::Hang, 1);
    popup.click("refresh").await?;
    wait_for_extension(&stage.openai, Endpoint::CreditGrants, before + 1).await?;
    stage.openai.revoke_all();
    platform.reload().await?;
    // The new key was captured, so later requests use it.
    stage.backstage()?.round_trip().await?;
    let new = stage.openai.keys_issued().pop().context("no key was issued")?;
    let held = stage.backstage()?.keys().await?;
    ensure!(held.iter().eq([new.expose()]), "the new key is not held");

    stage.openai.heal_all();
    wait_for_extension(&stage.openai, Endpoint::CreditGrants, before + 2).await?;
    all_is_well(stage, &popup, &good).await?;
    let asked = of_extension_to(&stage.openai, Endpoint::CreditGrants);
    let last_two: Vec<_> =
        asked.iter().skip(before).map(|it| (it.status, it.authorization == Some(new.clone()))).collect();
    ensure!(last_two == [(Some(401), false), (Some(200), true)], "it was asked {last_two:?}");
    ensure!(stage.backstage()?.notifications().await?.is_empty(), "the session is said to have ended");
    Ok(())
}

/// Both always show the same, whichever is used. Two refreshes at once cause one reading.
pub async fn two_popups(stage: &mut Stage) -> Result<()> {
    let (_platform, one) = stage.popup_of(samples::PREPAID).await?;
    let other = stage.popup().await?;
    let good = one.values().await?;
    fail_all(&stage.openai, &UNAVAILABLE);
    other.click("refresh").await?;
    for popup in [&one, &other] {
        is_told(popup, &TOLD).await?;
        popup.wait_for_state("stale").await?;
        ensure!(popup.values().await? == good, "it has changed the values");
    }
    stage.backstage()?.wait_until_settled().await?;

    stage.openai.heal_all();
    let before = of_extension(&stage.openai).len();
    let refresh = "document.querySelector('[data-action=refresh]').click()";
    let (first, second) = tokio::join!(one.tab.eval(refresh), other.tab.eval(refresh));
    first.and(second)?;
    for popup in [&one, &other] {
        popup.wait_for_state("ok").await?;
        popup.wait_for_notices(<[Notice]>::is_empty, "no notices").await?;
        all_is_well(stage, popup, &good).await?;
    }
    stage.backstage()?.round_trip().await?;
    let asked = of_extension(&stage.openai).len() - before;
    ensure!(asked == 3, "{asked} requests for two refreshes at once");
    Ok(())
}
