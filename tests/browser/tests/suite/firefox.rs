//! The same package in Firefox.

use anyhow::{Context as _, Result, ensure};
use browser_suite::scenario::firefox;
use browser_suite::{Stage, expected};
use libtest_mimic::Trial;
use simulated_openai::samples;

pub fn trials() -> Vec<Trial> {
    vec![firefox("firefox::captures_the_key_and_shows_the_credit_metrics", samples::world, captures)]
}

async fn captures(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let world = stage.openai.world();
    let account = expected::account(&world, samples::PREPAID).context("no such account")?;
    let shown = popup.metrics().await?;
    for (metric, expected) in expected::credit_grants(account) {
        let shown = shown.get(&metric).with_context(|| format!("{metric} is not shown"))?;
        ensure!(expected.is_shown_by(shown), "{metric}: {expected:?} is shown as {shown:?}");
    }
    stage.backstage()?.wait_for_badge("$8.9").await?;
    Ok(())
}
