//! One set fails, and the others are still read.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::of_extension_to;
use browser_suite::wait::until;
use browser_suite::{Notice, Popup, SOON, Stage, Words, expected};
use serde_json::json;
use simulated_openai::{Endpoint, Fault, samples};
use time::OffsetDateTime;

use super::{ALL, shows_no_value};

const UNAVAILABLE: Fault = Fault::Status { code: 503, body: None, retry_after: None };

/// A request times out after 20 seconds.
const TIMED_OUT: Duration = Duration::from_secs(30);

pub async fn on_the_first_reading(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let words = Words::read()?;
    let missing = words.say("set_missing", &[])?;
    let (title, next) = (words.say("failure_server_error", &["503"])?, words.say("failure_server_error_next", &[])?);
    for failing in ALL {
        stage.backstage()?.command(&json!("forget")).await?;
        popup.wait_for_state("no-key").await?;
        stage.openai.fail(failing, UNAVAILABLE);
        platform.load_again().await?;
        wait_for_notice(&popup, failing, &title, &[format!("{next} {missing}")], SOON).await?;
        stage.backstage()?.wait_until_settled().await?;
        popup.wait_for_state("error").await?;
        only_this_set_is_missing(stage, &popup, failing).await.with_context(|| format!("{failing:?} failed"))?;
        stage.backstage()?.wait_for_badge(if failing == Endpoint::CreditGrants { "?" } else { "$8.9" }).await?;
        stage.openai.heal(failing);
    }
    Ok(())
}

async fn only_this_set_is_missing(stage: &Stage, popup: &Popup, failing: Endpoint) -> Result<()> {
    ensure!(!shows_no_value(popup).await?, "the other sets are missing, too");
    let world = stage.openai.world();
    let account = expected::account(&world, samples::PREPAID).context("no such account")?;
    let mut expected = expected::credit_grants(account);
    expected.extend(expected::subscription(account));
    for (metric, shown) in popup.metrics().await? {
        let as_wanted = if metric.starts_with(set_of(failing)) {
            shown.value.is_none() && shown.text == "—"
        } else {
            expected.get(&metric).is_some_and(|expected| expected.is_shown_by(&shown))
        };
        ensure!(as_wanted, "{metric} is shown as {shown:?}");
    }
    ensure!(
        popup.models().await?.is_empty() == (failing == Endpoint::Usage),
        "the models are {:?}",
        popup.models().await?
    );
    Ok(())
}

pub async fn after_a_good_reading(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let words = Words::read()?;
    let (title, next) = (words.say("failure_server_error", &["503"])?, words.say("failure_server_error_next", &[])?);
    let good = popup.values().await?;
    for failing in ALL {
        let texts = stale_texts(stage, &popup, &words, failing, &next).await?;
        stage.openai.fail(failing, UNAVAILABLE);
        popup.click("refresh").await?;
        wait_for_notice(&popup, failing, &title, &texts, SOON).await?;
        stage.backstage()?.wait_until_settled().await?;
        popup.wait_for_state("stale").await?;
        ensure!(popup.values().await? == good, "a failure of {failing:?} has changed the values");
        stage.openai.heal(failing);
        popup.click("refresh").await?;
        popup.wait_for_state("ok").await?;
        ensure!(popup.set_notice(set_of(failing)).await?.is_none(), "the notice stays");
    }
    Ok(())
}

pub async fn times_out(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let words = Words::read()?;
    let good = popup.values().await?;
    let next = words.say("failure_timed_out_next", &[])?;
    let texts = stale_texts(stage, &popup, &words, Endpoint::Usage, &next).await?;
    stage.openai.fail(Endpoint::Usage, Fault::Hang);
    popup.click("refresh").await?;
    wait_for_notice(&popup, Endpoint::Usage, &words.say("failure_timed_out", &[])?, &texts, TIMED_OUT).await?;
    popup.wait_for_state("stale").await?;
    ensure!(popup.values().await? == good, "a failure has changed the values");
    stage.openai.heal(Endpoint::Usage);
    popup.click("refresh").await?;
    popup.wait_for_state("ok").await
}

/// The allowed texts of a set's notice. It names the minute of the last good answer.
async fn stale_texts(
    stage: &Stage,
    popup: &Popup,
    words: &Words,
    failing: Endpoint,
    next: &str,
) -> Result<Vec<String>> {
    stage.backstage()?.wait_until_settled().await?;
    let asked = of_extension_to(&stage.openai, failing);
    let good = asked.iter().rfind(|it| it.status == Some(200)).context("there was no good answer")?;

    let times = popup.written_times(millis(good.at)..=millis(OffsetDateTime::now_utc())).await?;
    times.iter().map(|time| Ok(format!("{next} {}", words.say("set_stale", &[time])?))).collect()
}

fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + i64::from(at.millisecond())
}

async fn wait_for_notice(
    popup: &Popup,
    failing: Endpoint,
    title: &str,
    next: &[String],
    within: Duration,
) -> Result<()> {
    let fits = |it: &Notice| it.title == title && next.contains(&it.next);
    until(&format!("the notice {title:?} {next:?} of {failing:?}"), within, async || {
        let notice = popup.set_notice(set_of(failing)).await?;
        Ok(if notice.as_ref().is_some_and(fits) { Ok(()) } else { Err(format!("{notice:?}")) })
    })
    .await?;
    ensure!(popup.notices().await?.is_empty(), "the whole account is said to fail");
    for other in ALL.into_iter().filter(|it| *it != failing) {
        ensure!(popup.set_notice(set_of(other)).await?.is_none(), "{other:?} is said to fail");
    }
    Ok(())
}

const fn set_of(endpoint: Endpoint) -> &'static str {
    match endpoint {
        Endpoint::CreditGrants => "credit_grants",
        Endpoint::Usage => "model_cost",
        _ => "billing_subscription",
    }
}
