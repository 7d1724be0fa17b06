//! The popup explains its values, and can be used without a mouse.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use browser_suite::scenario::{chromium, firefox};
use browser_suite::{Popup, SOON, Stage};
use libtest_mimic::Trial;
use serde::Deserialize;
use simulated_openai::samples;

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("popup::values_have_units_and_explanations", samples::world, units_and_explanations),
        chromium("popup::can_be_used_by_keyboard", samples::world, by_keyboard),
        chromium("popup::of_the_toolbar_shows_the_balance", samples::world, of_the_toolbar),
        chromium("popup::has_its_style", samples::world, styled),
        firefox("firefox::popup_has_its_style", samples::world, styled),
    ]
}

/// A browser drops a style that the policy of the manifest does not allow, and says so on the console only.
async fn styled(stage: &mut Stage) -> Result<()> {
    let tab = stage.browser()?.new_tab().await?;
    for page in ["www/popup.html", "www/options.html", "www/history.html"] {
        tab.goto(&stage.browser()?.extension_url(page)).await?;
        let rules: Vec<usize> = tab.eval_as("Array.from(document.styleSheets, sheet => sheet.cssRules.length)").await?;
        ensure!(matches!(rules.as_slice(), [rules] if *rules > 50), "{page} has sheets with {rules:?} rules");
    }
    Ok(())
}

async fn units_and_explanations(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let metrics = popup.metrics().await?;
    for (metric, shown) in &metrics {
        ensure!(shown.description.len() > 10, "{metric} is described as {:?}", shown.description);
        let unit = unit_of(metric).filter(|_| shown.value.is_some()).unwrap_or_default();
        ensure!(shown.unit == unit, "{metric} is in {:?}, not {unit:?}", shown.unit);
    }
    ensure!(metrics.len() == 31, "{} metrics", metrics.len());
    let models = popup.models().await?;
    ensure!(!models.is_empty() && models.iter().all(|it| it.description.contains("US dollars")), "{models:?}");
    let total = popup.tab.text(".range-total").await?;
    ensure!(total.starts_with('$') && total.ends_with("USD"), "the range's total is {total:?}");
    Ok(())
}

fn unit_of(metric: &str) -> Option<&'static str> {
    let name = metric.rsplit('.').next()?;
    match name {
        "soft_limit" | "hard_limit" | "system_hard_limit" => Some("credit units"),
        "canceled_at" | "access_until" => Some("UTC"),
        "max_balance" | "auto_recharge_threshold" | "auto_recharge_to_balance" => Some("USD"),
        _ if name.ends_with("_usd") || metric.starts_with("credit_grants.") => Some("USD"),
        _ => None,
    }
}

/// The element that has the focus, and whether the focus is visible.
#[derive(Debug, Deserialize)]
struct Focused {
    what: String,
    is_visible: bool,
}

/// An element without a name is called by its tag: the summary of the folded grants.
///
/// The focus is drawn on the element itself or, for a control in a label, around the label.
const FOCUSED: &str = "(it => ({
  what: it.dataset.action ?? it.dataset.range ?? it.closest('summary')?.parentElement.dataset.group ?? it.tagName,
  is_visible: it.matches(':focus-visible') && [it, it.parentElement].some(drawn => {
    const style = getComputedStyle(drawn);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  }),
}))(document.activeElement)";

async fn by_keyboard(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let wanted = [
        "refresh",
        "thirty_days",
        "standing",
        "limits",
        "auto_recharge",
        "account",
        "open-billing",
        "history",
        "options",
        "SUMMARY",
    ];
    let mut reached = BTreeSet::new();
    for _ in 0..40 {
        popup.tab.press_key("Tab").await?;
        let focused: Focused = popup.tab.eval_as(FOCUSED).await?;
        ensure!(focused.what == "BODY" || focused.is_visible, "the focus on {:?} cannot be seen", focused.what);
        reached.insert(focused.what);
        if wanted.iter().all(|it| reached.contains(*it)) {
            break;
        }
    }
    let missed: Vec<_> = wanted.iter().filter(|it| !reached.contains(**it)).collect();
    ensure!(missed.is_empty(), "Tab never reached {missed:?}, only {reached:?}");

    popup.tab.eval("document.querySelector('[data-range=thirty_days]').focus()").await?;
    popup.tab.press_key("ArrowLeft").await?;
    let chosen = "document.querySelector('input[name=range]:checked').dataset.range === 'month'";
    popup.tab.wait_until(chosen, "an arrow key to choose the range", SOON).await?;
    popup.tab.eval("document.querySelector('[data-group=account] summary').focus()").await?;
    popup.tab.press_key("Enter").await?;
    popup
        .tab
        .wait_until("document.querySelector('[data-group=account]').open", "Enter to unfold a group", SOON)
        .await?;
    Ok(())
}

async fn of_the_toolbar(stage: &mut Stage) -> Result<()> {
    let (_platform, page) = stage.popup_of(samples::PREPAID).await?;
    let popup = Popup { tab: stage.browser()?.open_popup(&page.tab).await? };
    popup.wait_for_state("ok").await?;
    ensure!(popup.tab.text("[data-slot=balance]").await? == "$8.92", "another balance than the account's");
    ensure!(popup.values().await? == page.values().await?, "other values than in a tab");
    let fits = "document.documentElement.scrollWidth <= innerWidth";
    popup.tab.wait_until(fits, "the popup to fit its window", SOON).await?;
    Ok(())
}
