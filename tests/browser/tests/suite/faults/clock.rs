//! The clock jumps, as after a night's sleep or a dead battery.

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::of_extension;
use browser_suite::{Popup, Stage, meddling};
use serde_json::Value;
use simulated_openai::samples;
use time::OffsetDateTime;

use super::course::{Values, all_is_calm};

const THREE_HOURS: i64 = 3 * 3600;
/// In seconds: a period of 300 s plus a twentieth.
const LONGEST_GAP: i64 = 315;

/// After 36 missed periods there is one collection, not 36.
pub async fn set_forward(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    let before = of_extension(&stage.openai).len();
    meddling::set_clock(stage.browser()?, THREE_HOURS).await?;
    for _ in 0..3 {
        stage.backstage()?.ring().await?;
        stage.backstage()?.wait_until_settled().await?;
    }
    let asked = of_extension(&stage.openai).len() - before;
    ensure!(asked == 3, "{asked} requests after three hours");
    gap_is_a_period_at_most(stage, THREE_HOURS).await?;
    all_but_costs_is_well(stage, &popup, &good).await
}

/// After the clock was set back, the next collection is planned again: not at once, and within one period.
pub async fn set_back(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    meddling::set_clock(stage.browser()?, THREE_HOURS).await?;
    stage.backstage()?.ring().await?;
    stage.backstage()?.wait_until_settled().await?;
    let before = of_extension(&stage.openai).len();

    meddling::set_clock(stage.browser()?, 0).await?;
    stage.backstage()?.ring().await?;
    gap_is_a_period_at_most(stage, 0).await?;
    let asked = of_extension(&stage.openai).len() - before;
    ensure!(asked == 0, "{asked} requests because the clock was set back");
    // The age of a reading with a time in the future is unknown, so its values are shown as out of date.
    popup.caught_up().await?;
    popup.wait_for_state("stale").await?;
    ensure!(popup.notices().await?.is_empty(), "a clock that was set back is told as a failure");
    ensure!(without_costs(popup.values().await?) == without_costs(good.clone()), "other values than before");
    popup.click("refresh").await?;
    stage.openai.wait_for(browser_suite::requests::is_from_extension, before + 3, browser_suite::SOON).await?;
    all_but_costs_is_well(stage, &popup, &good).await.context("after a refresh")
}

/// If the clock has passed midnight, the costs are those of other days.
async fn all_but_costs_is_well(stage: &Stage, popup: &Popup, good: &Values) -> Result<()> {
    all_is_calm(stage, popup).await?;
    ensure!(without_costs(popup.values().await?) == without_costs(good.clone()), "other values than before");
    Ok(())
}

fn without_costs(mut values: Values) -> Values {
    values.retain(|name, _| !name.starts_with("model_cost"));
    values
}

/// Checks both the stored plan and the alarm, which rings by the browser's clock.
async fn gap_is_a_period_at_most(stage: &Stage, ahead: i64) -> Result<()> {
    let latest = ((OffsetDateTime::now_utc().unix_timestamp() + ahead + LONGEST_GAP + 1) * 1000) as f64;
    let planned = stage.backstage()?.stored_fields("next_at").await?;
    let next = planned.iter().filter_map(Value::as_f64).reduce(f64::min).context("nothing is planned")?;
    ensure!(next <= latest, "the next reading is {} s too late", (next - latest) / 1000.0);
    let alarm = stage.backstage()?.alarm().await?;
    ensure!(alarm <= latest, "the alarm rings {} s too late", (alarm - latest) / 1000.0);
    Ok(())
}
