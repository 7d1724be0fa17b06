//! All three sets fail alike in the first reading. Failures after a good reading are in the fault table.

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::{of_extension, of_extension_to};
use browser_suite::{Notice, Platform, Popup, Stage, Words};
use serde_json::json;
use simulated_openai::{Endpoint, samples};

use super::rows::Row;
use super::{fail_all, shows_no_value};

/// The start of the tooltip when there is no problem.
const FINE: &str = "$8.92 available in Ada Personal, measured";

pub async fn fails(stage: &mut Stage, rows: Vec<Row>) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let words = Words::read()?;
    let fine = stage.backstage()?.wait_for_tooltip(FINE).await?.color;
    for row in rows {
        let notice = row.notice(&words)?;
        on_the_first_reading(stage, &platform, &popup, &row, &notice)
            .await
            .with_context(|| format!("on the first reading: {row:?}"))?;
        recover(stage, &popup).await.with_context(|| format!("recovering from {row:?}"))?;
        let color = stage.backstage()?.wait_for_tooltip(FINE).await?.color;
        ensure!(color == fine, "the badge has another colour after {row:?}");
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
    stage.backstage()?.command(&json!("forget")).await?;
    popup.wait_for_state("no-key").await?;
    fail_all(stage, &row.fault);
    let (asked, for_balance) = counts(stage);
    platform.load_again().await?;
    popup.wait_for_notices(|it| it == [notice.clone()], &format!("{notice:?}")).await?;
    stage.backstage()?.wait_until_settled().await?;
    popup.wait_for_state("error").await?;
    ensure!(shows_no_value(popup).await?, "values that were never read: {:?}", popup.metrics().await?);
    stage.backstage()?.wait_for_badge(if row.refuses_key { "!" } else { "?" }).await?;
    let (asked_now, for_balance_now) = counts(stage);
    let others = (asked_now - asked) - (for_balance_now - for_balance);
    ensure!(!row.refuses_key || others == 0, "a refused key was used {others} times more");
    Ok(())
}

/// The number of the extension's requests, and of those for the balance.
fn counts(stage: &Stage) -> (usize, usize) {
    (of_extension(&stage.openai).len(), of_extension_to(&stage.openai, Endpoint::CreditGrants).len())
}

async fn recover(stage: &Stage, popup: &Popup) -> Result<()> {
    stage.openai.heal_all();
    popup.click("refresh").await?;
    popup.wait_for_state("ok").await?;
    popup.wait_for_notices(<[Notice]>::is_empty, "no notices").await?;
    Ok(())
}
