//! All three sets fail alike: on the first reading, and after a good one.

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::{is_of_no_page, of_extension, of_extension_to};
use browser_suite::{Notice, Platform, Popup, Stage, Words};
use serde_json::json;
use simulated_openai::{Endpoint, samples};

use super::rows::Row;
use super::{fail_all, shows_no_value};

pub async fn fails(stage: &mut Stage, rows: Vec<Row>) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let words = Words::read()?;
    let fine = stage.backstage()?.wait_for_badge("$8.9").await?.color;
    for row in rows {
        let notice = row.notice(&words)?;
        on_the_first_reading(stage, &platform, &popup, &row, &notice)
            .await
            .with_context(|| format!("on the first reading: {row:?}"))?;
        recover(stage, &popup).await.with_context(|| format!("recovering from {row:?}"))?;
        ensure!(
            stage.backstage()?.wait_for_badge("$8.9").await?.color == fine,
            "the badge has another colour: {row:?}"
        );
        after_a_good_reading(stage, &popup, &row, &notice)
            .await
            .with_context(|| format!("after a good reading: {row:?}"))?;
        recover(stage, &popup).await.with_context(|| format!("recovering from {row:?}"))?;
    }
    Ok(())
}

async fn on_the_first_reading(
    stage: &Stage,
    platform: &Platform,
    popup: &Popup,
    row: &Row,
    notice: &Notice,
) -> Result<()> {
    stage.backstage()?.command(&json!({ "command": "forget" })).await?;
    popup.wait_for_state("no-key").await?;
    fail_all(stage, &row.fault);
    stage.openai.clear_requests();
    platform.load_again().await?;
    popup.wait_for_notices(|it| it == [notice.clone()], &format!("{notice:?}")).await?;
    stage.backstage()?.wait_until_settled().await?;
    popup.wait_for_state("error").await?;
    ensure!(shows_no_value(popup).await?, "values that were never read: {:?}", popup.metrics().await?);
    stage.backstage()?.wait_for_badge(if row.refuses_key { "!" } else { "?" }).await?;
    let others = of_extension(&stage.openai).len() - of_extension_to(&stage.openai, Endpoint::CreditGrants).len();
    ensure!(!row.refuses_key || others == 0, "a refused key was used {others} times more");
    // The platform's own page does follow it.
    let astray = stage.openai.requests().into_iter().filter(|it| it.host == "evil.test" && is_of_no_page(it)).count();
    ensure!(astray == 0, "a redirect was followed");
    Ok(())
}

async fn after_a_good_reading(stage: &Stage, popup: &Popup, row: &Row, notice: &Notice) -> Result<()> {
    let good = popup.values().await?;
    fail_all(stage, &row.fault);
    popup.click("refresh").await?;
    popup.wait_for_notices(|it| it == [notice.clone()], &format!("{notice:?}")).await?;
    stage.backstage()?.wait_until_settled().await?;
    popup.wait_for_state("stale").await?;
    ensure!(popup.values().await? == good, "a failure has changed the values");
    stage.backstage()?.wait_for_badge(if row.refuses_key { "!" } else { "$8.9" }).await?;
    Ok(())
}

async fn recover(stage: &Stage, popup: &Popup) -> Result<()> {
    stage.openai.heal_all();
    popup.click("refresh").await?;
    popup.wait_for_state("ok").await?;
    popup.wait_for_notices(<[Notice]>::is_empty, "no notices").await?;
    Ok(())
}
