//! The key is captured from the platform's tab automatically, and used only as promised.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::{is_from_extension, line, of_extension, wait_for_extension};
use browser_suite::scenario::chromium;
use browser_suite::{Stage, measured};
use libtest_mimic::Trial;
use simulated_openai::world::KeyShape;
use simulated_openai::{Endpoint, LoggedRequest, World, samples};
use time::macros::format_description;
use time::{Duration as Days, OffsetDateTime};

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("capture::the_badge_shows_the_balance_within_two_seconds", samples::world, within_two_seconds),
        chromium("capture::an_open_popup_fills_itself_in", samples::world, open_popup_fills_itself_in),
        chromium("capture::a_jwt_is_a_key_too", jwt_world, open_popup_fills_itself_in),
        chromium("capture::a_killed_worker_is_woken_by_the_tab", samples::world, killed_worker_captures),
        chromium("capture::another_organisation_in_the_tab_is_shown", samples::world, organisation_is_followed),
        chromium("capture::requests_carry_what_they_must_and_no_more", samples::world, requests_are_as_promised),
    ]
}

fn jwt_world() -> World {
    World { key_shape: KeyShape::Jwt, ..samples::world() }
}

async fn within_two_seconds(stage: &mut Stage) -> Result<()> {
    stage.sign_in(samples::ADA).await?;
    stage.backstage()?.wait_for_badge("$8.9").await?;
    let seen_at = OffsetDateTime::now_utc();
    let of_tab = |it: &LoggedRequest| it.is_from_platform_page() && it.authorization.is_some();
    let first = stage.openai.requests().into_iter().find(of_tab).context("the tab made no authorised request")?;
    let took = Duration::try_from(seen_at - first.at)?;
    measured::note("badge after first request", took);
    ensure!(took < Duration::from_secs(2), "it took {took:?}");
    Ok(())
}

async fn open_popup_fills_itself_in(stage: &mut Stage) -> Result<()> {
    let popup = stage.popup().await?;
    ensure!(popup.state().await? == "no-key", "the popup is {:?} before anybody signed in", popup.state().await?);
    stage.sign_in(samples::ADA).await?;
    popup.wait_for_state("ok").await?;
    ensure!(popup.tab.text("[data-slot=balance]").await? == "$8.92", "the balance is not the account's");
    let issued = stage.openai.keys_issued();
    let held = stage.backstage()?.keys().await?;
    ensure!(held.iter().eq(issued.iter().map(|key| key.expose())), "the key held is not the one that was issued");
    Ok(())
}

async fn killed_worker_captures(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    stage.browser()?.stop_worker().await?;
    platform.choose(samples::LEGACY_2023).await?;
    popup.wait_for_organization(samples::LEGACY_2023).await?;
    let monitors = stage.backstage()?.monitors().await?;
    ensure!(monitors.keys().eq([samples::LEGACY_2023, samples::PREPAID]), "{monitors:?} are watched");
    Ok(())
}

async fn organisation_is_followed(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    platform.choose(samples::ARREARS_ENTERPRISE).await?;
    popup.wait_for_organization(samples::ARREARS_ENTERPRISE).await?;
    stage.backstage()?.wait_for_badge("132k").await?;
    platform.choose(samples::PREPAID).await?;
    popup.wait_for_organization(samples::PREPAID).await?;
    stage.backstage()?.wait_for_badge("$8.9").await?;
    Ok(())
}

async fn requests_are_as_promised(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    // No collection waits for a name, so the request for it may be the last to arrive.
    wait_for_extension(&stage.openai, Endpoint::Organizations, 1).await?;
    platform.choose(samples::EMPTY).await?;
    popup.wait_for_organization(samples::EMPTY).await?;
    stage.backstage()?.wait_until_settled().await?;
    wait_for_extension(&stage.openai, Endpoint::Organizations, 2).await?;
    let requests = of_extension(&stage.openai);
    let key = stage.openai.keys_issued().into_iter().next().context("no key was issued")?;
    for (organization, of_one) in [samples::PREPAID, samples::EMPTY].into_iter().zip(requests.chunks(4)) {
        for request in of_one {
            let shown = line(request);
            // Compared, not printed: a key is shown as stars.
            ensure!(request.authorization.as_ref() == Some(&key), "another key than the tab's: {shown}");
            ensure!(request.organization.as_deref() == Some(organization), "another organisation: {shown}");
            ensure!(!request.has_cookie, "a cookie came along: {shown}");
            ensure!(request.referer.is_none(), "a referrer came along: {shown}");
        }
        let order: Vec<_> = of_one.iter().filter_map(LoggedRequest::endpoint).collect();
        let first = order.first() == Some(&Endpoint::CreditGrants);
        let rest = [Endpoint::Usage, Endpoint::Subscription, Endpoint::Organizations];
        let rest = rest.iter().all(|it| order.contains(it));
        ensure!(first && rest, "the order was {order:?}");
    }
    ensure!(requests.len() == 8, "{} requests for two readings", requests.len());
    window_serves_all_ranges(&requests)?;
    let pages = stage.openai.requests().into_iter().filter(|it| it.host == simulated_openai::API_HOST);
    let strange: Vec<_> = pages.filter(|it| !it.is_from_platform_page() && !is_from_extension(it)).collect();
    ensure!(strange.is_empty(), "requests of nobody: {strange:?}");
    Ok(())
}

/// One window covers 30 days and this month. Its end is exclusive, so it is tomorrow.
fn window_serves_all_ranges(requests: &[LoggedRequest]) -> Result<()> {
    let usage = requests.iter().find(|it| it.endpoint() == Some(Endpoint::Usage)).context("usage was not asked for")?;
    let today = usage.at.date();
    let first = today.replace_day(1)?.min(today - Days::days(29));
    let day = format_description!("[year]-[month]-[day]");
    let (start, end) = (first.format(day)?, (today + Days::days(1)).format(day)?);
    let wanted = format!("start_date={start}&end_date={end}");
    ensure!(usage.query == wanted, "asked for {}, not {wanted}", usage.query);
    Ok(())
}
