//! Sessions: one ends and a new one begins; the role of another may not see billing.

use anyhow::{Result, ensure};
use browser_suite::wait::until;
use browser_suite::{Notice, SOON, Stage, Words};
use simulated_openai::samples;

pub async fn is_taken_up_again(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let good = popup.values().await?;
    ensure!(stage.openai.revoke_all() == 1, "there was one key to revoke");
    popup.click("refresh").await?;
    let ended = stage.backstage()?.wait_for_tooltip(&Words::read()?.say("badge_ended", &["Ada Personal"])?).await?;
    ensure!(ended.text == "!", "the badge is {ended:?}");
    popup.wait_for_state("stale").await?;
    ensure!(popup.values().await? == good, "the values did not outlast the session");
    wait_for_notifications(stage, &["session_ended"]).await?;
    // A refused key is tried again at a refresh by hand, without another notification.
    popup.click("refresh").await?;
    stage.backstage()?.round_trip().await?;
    stage.backstage()?.wait_until_settled().await?;
    wait_for_notifications(stage, &["session_ended"]).await?;

    // The platform gives its page a new key. The person does nothing in the popup.
    platform.reload().await?;
    popup.wait_for_state("ok").await?;
    popup.wait_for_notices(<[Notice]>::is_empty, "no notices").await?;
    wait_for_notifications(stage, &[]).await?;
    stage.backstage()?.wait_for_badge("$8.9").await?;
    ensure!(stage.openai.keys_issued().len() == 2, "the platform issued no new key");
    Ok(())
}

async fn wait_for_notifications(stage: &Stage, wanted: &[&str]) -> Result<()> {
    until(&format!("the notifications {wanted:?}"), SOON, async || {
        let shown = stage.backstage()?.notifications().await?;
        Ok(if shown == wanted { Ok(()) } else { Err(format!("{shown:?}")) })
    })
    .await
}

pub async fn of_a_reader(stage: &mut Stage) -> Result<()> {
    let popup = stage.popup().await?;
    stage.sign_in(samples::BOB).await?;
    let title = Words::read()?.say("failure_role_cannot_see_billing", &[])?;
    popup.wait_for_notices(|it| it.iter().any(|it| it.title == title), &title).await?;
    popup.wait_for_state("error").await?;
    stage.backstage()?.wait_for_badge("?").await?;
    Ok(())
}
