//! One call to the browser fails once. The next event is served as usual.

use anyhow::{Context as _, Result, ensure};
use browser_suite::meddling::{self, Mishap};
use browser_suite::wait::until;
use browser_suite::{OptionsPage, Popup, SOON, Stage};
use serde_json::json;
use simulated_openai::samples::{ARREARS_ENTERPRISE, EMPTY, LEGACY_2023, PREPAID};
use simulated_openai::{LoggedRequest, PLATFORM_HOST};

/// A function of the browser, and the event after which the worker calls it.
#[derive(Debug)]
pub struct Case {
    /// The path of the function without `browser.`.
    pub function: &'static str,
    trigger: Trigger,
}

#[derive(Clone, Copy, Debug)]
enum Trigger {
    /// The tab switches to an unknown organisation. This creates a monitor, starts a reading and changes the badge.
    NewOrganization,
    /// The session ends, and the person is notified.
    SessionEnds,
    /// The session ends, and is renewed in a tab in the background.
    SessionIsRenewed,
}

use Trigger::{NewOrganization, SessionEnds, SessionIsRenewed};

pub const CASES: &[Case] = &[
    Case { function: "alarms.create", trigger: NewOrganization },
    Case { function: "action.setBadgeText", trigger: NewOrganization },
    Case { function: "action.setBadgeBackgroundColor", trigger: NewOrganization },
    Case { function: "action.setTitle", trigger: NewOrganization },
    Case { function: "i18n.getMessage", trigger: NewOrganization },
    Case { function: "storage.local.set", trigger: NewOrganization },
    Case { function: "storage.session.set", trigger: NewOrganization },
    Case { function: "notifications.create", trigger: SessionEnds },
    Case { function: "tabs.create", trigger: SessionIsRenewed },
];

pub async fn is_no_end(stage: &mut Stage, case: &Case) -> Result<()> {
    let function = format!("browser.{}", case.function);
    match case.trigger {
        NewOrganization => new_organization(stage, &function).await,
        SessionEnds => session_ends(stage, &function).await,
        SessionIsRenewed => session_is_renewed(stage, &function).await,
    }
}

async fn new_organization(stage: &Stage, function: &str) -> Result<()> {
    let (platform, popup) = stage.popup_of(PREPAID).await?;
    for (how, new, next) in [(Mishap::Throws, LEGACY_2023, ARREARS_ENTERPRISE), (Mishap::Rejects, EMPTY, PREPAID)] {
        if how == Mishap::Rejects && function == "browser.i18n.getMessage" {
            // This function returns no promise that could be rejected.
            continue;
        }
        meddling::fail_next_call(stage.browser()?, function, how).await?;
        platform.choose(new).await?;
        meddling::wait_until_struck(stage.browser()?).await.with_context(|| format!("{function} {how:?}"))?;
        platform.choose(next).await?;
        is_served(stage, &popup, next).await.with_context(|| format!("after {function} {how:?}"))?;
    }
    Ok(())
}

/// Checks that a new reading and its badge work, and that earlier values are kept.
async fn is_served(stage: &Stage, popup: &Popup, organization: &str) -> Result<()> {
    popup.wait_for_organization(organization).await?;
    stage.backstage()?.wait_for_badge(if organization == PREPAID { "$8.9" } else { "132k" }).await?;
    stage.backstage()?.ring().await?;
    stage.backstage()?.wait_until_settled().await
}

async fn session_ends(stage: &Stage, function: &str) -> Result<()> {
    let (platform, popup) = stage.popup_of(PREPAID).await?;
    for how in [Mishap::Throws, Mishap::Rejects] {
        meddling::fail_next_call(stage.browser()?, function, how).await?;
        stage.openai.revoke_all();
        popup.click("refresh").await?;
        meddling::wait_until_struck(stage.browser()?).await.with_context(|| format!("{function} {how:?}"))?;
        platform.reload().await?;
        is_served(stage, &popup, PREPAID).await.with_context(|| format!("after {function} {how:?}"))?;
    }
    Ok(())
}

/// A tab is opened at most once an hour, so the clock is set ahead by more than that between the two.
async fn session_is_renewed(stage: &Stage, function: &str) -> Result<()> {
    let (platform, popup) = stage.popup_of(PREPAID).await?;
    platform.tab.close().await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    options.click_on(PREPAID, "edit-monitor").await?;
    options.tab.click("[name=renew_in_background]").await?;
    options.save_monitor().await?;
    stage.backstage()?.round_trip().await?;
    let before = pages_loaded(stage);
    for (how, ahead) in [(Mishap::Throws, 0), (Mishap::Rejects, 4000)] {
        meddling::set_clock(stage.browser()?, ahead).await?;
        meddling::fail_next_call(stage.browser()?, function, how).await?;
        stage.openai.revoke_all();
        stage.backstage()?.command(&json!({ "refresh": {} })).await?;
        meddling::wait_until_struck(stage.browser()?).await.with_context(|| format!("{function} {how:?}"))?;
        let platform = stage.browser()?.new_tab().await?;
        platform.goto("https://platform.openai.com/usage").await?;
        is_served(stage, &popup, PREPAID).await.with_context(|| format!("after {function} {how:?}"))?;
        platform.close().await?;
    }
    let pages = pages_loaded(stage) - before;
    ensure!(pages == 2, "{pages} pages of the platform were loaded, of which two by a person");
    Ok(())
}

fn pages_loaded(stage: &Stage) -> usize {
    let is_page = |it: &&LoggedRequest| it.host == PLATFORM_HOST && it.method == "GET" && it.path == "/usage";
    stage.openai.requests().iter().filter(is_page).count()
}

/// The module crashes in the middle of a step. Its state cannot be trusted then, so the next event gets a new module.
pub async fn module_stops_short(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(PREPAID).await?;
    let good = popup.values().await?;
    stage.expect_errors();
    meddling::fail_next_call(stage.browser()?, "Date.now", Mishap::Throws).await?;
    popup.click("refresh").await?;
    meddling::wait_until_struck(stage.browser()?).await?;
    platform.choose(ARREARS_ENTERPRISE).await?;
    is_served(stage, &popup, ARREARS_ENTERPRISE).await.context("after the module stopped short")?;
    platform.choose(PREPAID).await?;
    is_served(stage, &popup, PREPAID).await?;
    until("the values from before", SOON, async || {
        let values = popup.values().await?;
        Ok(if values == good { Ok(()) } else { Err(format!("{values:?}")) })
    })
    .await
}
