//! Two organisations of one person.

use anyhow::{Context as _, Result, ensure};
use browser_suite::{OptionsPage, Popup, SOON, Stage, Words, expected};
use serde::Deserialize;
use serde_json::json;
use simulated_openai::samples::{ARREARS_ENTERPRISE, PREPAID};

/// A row of the list.
#[derive(Debug, PartialEq, Deserialize)]
struct Line {
    monitor: String,
    name: String,
    balance: String,
}

const LINES: &str = "Array.from(document.querySelectorAll('[data-action=show-account]'), row => ({
  monitor: row.dataset.monitor,
  name: row.querySelector('[data-slot=name]').textContent,
  balance: row.querySelector('[data-slot=balance]').textContent,
}))";

async fn two_accounts(stage: &Stage) -> Result<Popup> {
    let (platform, popup) = stage.popup_of(PREPAID).await?;
    platform.choose(ARREARS_ENTERPRISE).await?;
    popup.wait_for_organization(ARREARS_ENTERPRISE).await?;
    stage.wait_for_name(&popup, ARREARS_ENTERPRISE).await?;
    stage.backstage()?.wait_until_settled().await?;
    Ok(popup)
}

fn balance_of(stage: &Stage, organization: &str) -> Result<f64> {
    let world = stage.openai.world();
    let account = expected::account(&world, organization).context("no such account")?;
    let body = account.credit_grants_body();
    body.get("total_available").and_then(serde_json::Value::as_f64).context("no balance")
}

pub async fn are_switched(stage: &mut Stage) -> Result<()> {
    let popup = two_accounts(stage).await?;
    stage.backstage()?.wait_for_badge("132k").await?;
    popup.click("accounts").await?;
    let lines: Vec<Line> = popup.tab.eval_as(LINES).await?;
    let names: Vec<_> = lines.iter().map(|it| (it.monitor.as_str(), it.name.as_str())).collect();
    ensure!(names == [(PREPAID, "Ada Personal"), (ARREARS_ENTERPRISE, "Analytical Engines")], "the list is {lines:?}");
    for line in &lines {
        let shown: f64 = line.balance.replace(['$', ','], "").parse()?;
        let wanted = balance_of(stage, &line.monitor)?;
        ensure!((shown - wanted).abs() < 0.01, "{} has {wanted}, not {}", line.name, line.balance);
    }
    popup.tab.click(&format!("[data-action=show-account][data-monitor={}]", json!(PREPAID))).await?;
    popup.wait_for_organization(PREPAID).await?;
    popup.wait_for_part("accounts", false).await?;
    ensure!(popup.tab.text("[data-slot=balance]").await? == "$8.92", "the balance is another account's");
    stage.backstage()?.wait_for_badge("$8.9").await?;
    Ok(())
}

pub async fn badge(stage: &mut Stage) -> Result<()> {
    two_accounts(stage).await?;
    let backstage = stage.backstage()?;
    backstage.wait_for_badge("132k").await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    let choose = async |badge: &str| options.tab.select("[name=badge]", badge).await;

    choose("lowest").await?;
    backstage.wait_for_tooltip("$8.92 available in Ada Personal").await?;
    choose("sum").await?;
    let words = Words::read()?.say("badge_sum", &["\u{0}", "2"])?;
    let (_, end) = words.split_once('\u{0}').context("the sum is not in its sentence")?;
    let sum = browser_suite::wait::until("the sum on the badge", SOON, async || {
        let badge = backstage.badge().await?;
        let sum = badge.title.strip_suffix(end).and_then(|sum| sum.replace(['$', ','], "").parse::<f64>().ok());
        Ok(sum.ok_or_else(|| format!("{badge:?}")))
    })
    .await?;
    let wanted = balance_of(stage, PREPAID)? + balance_of(stage, ARREARS_ENTERPRISE)?;
    ensure!((sum - wanted).abs() < 0.01, "the sum is {wanted}, not {sum}");
    choose(&format!("chosen:{PREPAID}")).await?;
    backstage.wait_for_tooltip("$8.92 available in Ada Personal").await?;
    choose("shown").await?;
    backstage.wait_for_badge("132k").await?;
    Ok(())
}
