//! An account reports far too much data. This is reported, and other accounts are not affected.

use std::fmt::Write as _;

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::is_from_extension;
use browser_suite::wait::until;
use browser_suite::{Popup, SOON, Stage};
use serde_json::json;
use simulated_openai::world::RawAnswer;
use simulated_openai::{Endpoint, LoggedRequest, World, samples};
use time::OffsetDateTime;

/// The organisation with too much data.
const HUGE: &str = samples::LEGACY_2023;
/// A quarter more than a browser stores for an extension.
const TITLE: usize = 11_000_000;
const LINE_ITEMS: usize = 60_000;
/// A tenth of what a browser stores for an extension.
const MOST_STORED: usize = 1_000_000;

pub fn world() -> World {
    let mut world = samples::world();
    if let Some(account) = world.account_mut(HUGE) {
        let title = "x".repeat(TITLE);
        account.subscription.insert("plan".to_owned(), json!({ "title": title, "id": "huge" }));
        account.raw_answers.insert(Endpoint::Usage, usage());
    }
    world
}

/// Each line names another model.
fn usage() -> RawAnswer {
    let today = OffsetDateTime::now_utc().replace_time(time::Time::MIDNIGHT).unix_timestamp();
    let mut lines = String::new();
    for number in 0..LINE_ITEMS {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(lines, r#"{comma}{{"name":"model-of-a-long-and-boring-name-{number:06}, input","cost":0.01}}"#);
    }
    let body = format!(
        r#"{{"object":"list","total_usage":600.0,"daily_costs":[{{"timestamp":{today}.0,"line_items":[{lines}]}}]}}"#
    );
    RawAnswer { status: 200, content_type: "application/json".to_owned(), body: body.into_bytes() }
}

pub async fn keeps_to_itself(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    platform.choose(HUGE).await?;
    let shown = format!(
        "document.querySelector('main').innerText.includes({}) || \
        document.querySelector('header').innerText.includes({0})",
        json!(HUGE)
    );
    popup.tab.wait_until(&shown, "the popup to show the huge account", SOON).await?;
    is_told_in_words(&popup).await?;
    stage.backstage()?.wait_until_settled().await?;
    storage_is_small(stage).await?;

    platform.choose(samples::PREPAID).await?;
    for life in ["this life of the worker", "the next one"] {
        popup.wait_for_organization(samples::PREPAID).await.context(life)?;
        let asked = readings_of_other(stage);
        popup.click("refresh").await?;
        stage.openai.wait_for(is_reading_of_other, asked + 1, SOON).await.context(life)?;
        stage.backstage()?.wait_until_settled().await?;
        popup.wait_for_organization(samples::PREPAID).await.context(life)?;
        popup.caught_up().await?;
        ensure!(popup.values().await? == good, "other values than before in {life}");
        ensure!(popup.notices().await?.is_empty(), "another account's trouble is told here");
        storage_is_small(stage).await?;
        stage.browser()?.stop_worker().await?;
    }
    Ok(())
}

fn is_reading_of_other(request: &LoggedRequest) -> bool {
    is_from_extension(request)
        && request.endpoint() == Some(Endpoint::Subscription)
        && request.organization.as_deref() == Some(samples::PREPAID)
}

fn readings_of_other(stage: &Stage) -> usize {
    stage.openai.requests().iter().filter(|it| is_reading_of_other(it)).count()
}

/// Waits for a notice, of the account or of a set, that says what happened and what to do next.
async fn is_told_in_words(popup: &Popup) -> Result<()> {
    until("the popup to say what is wrong", SOON, async || {
        let mut told = popup.notices().await?;
        for set in ["model_cost", "billing_subscription"] {
            told.extend(popup.set_notice(set).await?);
        }
        let is_about_it = told.iter().any(|it| !it.title.is_empty() && !it.next.is_empty());
        Ok(if is_about_it { Ok(()) } else { Err(format!("{told:?}")) })
    })
    .await
}

async fn storage_is_small(stage: &Stage) -> Result<()> {
    let stored = stage.backstage()?.stored().await?.to_string().len();
    ensure!(stored < MOST_STORED, "{stored} bytes are stored");
    Ok(())
}
