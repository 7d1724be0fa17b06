//! OpenAI asks for a wait (429). The extension keeps to it, and the page says until when.

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::of_extension;
use browser_suite::{Popup, SOON, Stage, Words};
use serde_json::json;
use simulated_openai::{Fault, RetryAfter, samples};
use time::OffsetDateTime;

use super::{fail_all, shows_no_value};

pub async fn is_kept(stage: &mut Stage, retry_after: Option<RetryAfter>, seconds: i64) -> Result<()> {
    let fault = Fault::Status { code: 429, body: None, retry_after };
    fail_all(stage, &fault);
    let platform = stage.sign_in(samples::ADA).await?;
    let popup = stage.popup().await?;
    pause_is_named_and_kept(stage, &popup, seconds).await.context("on the first reading")?;
    popup.wait_for_state("error").await?;
    ensure!(shows_no_value(&popup).await?, "values that were never read");

    stage.backstage()?.command(&json!("forget")).await?;
    popup.wait_for_state("no-key").await?;
    stage.openai.heal_all();
    platform.load_again().await?;
    popup.wait_for_organization(samples::PREPAID).await?;
    stage.wait_for_name(&popup, samples::PREPAID).await?;
    stage.backstage()?.wait_until_settled().await?;
    let good = popup.values().await?;

    fail_all(stage, &fault);
    popup.click("refresh").await?;
    pause_is_named_and_kept(stage, &popup, seconds).await.context("after a good reading")?;
    popup.wait_for_state("stale").await?;
    ensure!(popup.values().await? == good, "a pause has changed the values");
    Ok(())
}

async fn pause_is_named_and_kept(stage: &Stage, popup: &Popup, seconds: i64) -> Result<()> {
    let words = Words::read()?;
    let title = words.say("failure_too_many_requests", &[])?;
    let notices = popup.wait_for_notices(|it| it.iter().any(|it| it.title == title), &title).await?;
    stage.backstage()?.wait_until_settled().await?;
    let allowed = allowed_texts(stage, popup, &words, seconds).await?;
    let next = notices.first().map(|it| it.next.clone()).unwrap_or_default();
    ensure!(notices.len() == 1 && allowed.contains(&next), "the notices are {notices:?}, not one of {allowed:?}");

    let asked = of_extension(&stage.openai).len();
    // Wait for the announcement at the end of the reading, which would otherwise replace the one for the click.
    popup.caught_up().await?;
    popup.click("refresh").await?;
    let said = format!("document.querySelector('[data-slot=announcement]').textContent === {}", json!(next));
    popup.tab.wait_until(&said, "the click to be answered", SOON).await?;
    // If a page sends the command anyway, the worker sends no request.
    stage.backstage()?.command(&json!({ "refresh": {} })).await?;
    stage.backstage()?.round_trip().await?;
    ensure!(of_extension(&stage.openai).len() == asked, "OpenAI was asked during the pause");
    Ok(())
}

/// The wait ends this many seconds after the last answer. An HTTP date has no fractions of a second.
async fn allowed_texts(stage: &Stage, popup: &Popup, words: &Words, seconds: i64) -> Result<Vec<String>> {
    let asked = of_extension(&stage.openai).last().map(|it| it.at.unix_timestamp()).context("nothing was asked")?;
    let now = OffsetDateTime::now_utc().unix_timestamp() + 1;
    let times = popup.written_times((asked + seconds) * 1000..=(now + seconds) * 1000).await?;
    times.iter().map(|time| words.say("failure_too_many_requests_next", &[time])).collect()
}
