//! Items in storage are damaged: the damage is reported, and the rest is still shown.

use anyhow::{Context as _, Result, ensure};
use browser_suite::{Notice, OptionsPage, Popup, Stage, Words};
use serde_json::{Value, json};
use simulated_openai::samples::{LEGACY_2023, PREPAID};

use super::course::{Values, all_is_well};

const GARBAGE: &str = "garbage";

/// The worker does not load readings, so the popup itself detects this damage.
pub async fn reading(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(PREPAID).await?;
    let good = popup.values().await?;
    damage(stage, &format!("credit_grants:{PREPAID}")).await?;
    popup.tab.reload().await?;
    popup.wait_for_organization(PREPAID).await?;
    let words = Words::read()?;
    let notice = popup.set_notice("credit_grants").await?.context("nothing is told of the damaged set")?;
    ensure!(notice.title == words.say("set_unreadable", &[])?, "it is told as {notice:?}");
    ensure!(notice.next == words.say("set_unreadable_next", &[])?, "it is told as {notice:?}");
    for set in ["model_cost", "billing_subscription"] {
        ensure!(popup.set_notice(set).await?.is_none(), "{set} is said to be damaged");
    }
    for (metric, shown) in popup.metrics().await? {
        let is_as_before = good.get(&metric) == Some(&shown.value);
        ensure!(is_as_before != metric.starts_with("credit_grants."), "{metric} is {shown:?}");
    }
    ensure!(!popup.models().await?.is_empty(), "the models are gone");

    popup.click("refresh").await?;
    popup.tab.wait_until(&shows(&good)?, "the balance to be read anew", browser_suite::SOON).await?;
    all_is_well(stage, &popup, &good).await?;
    ensure!(popup.set_notice("credit_grants").await?.is_none(), "the notice stays");
    Ok(())
}

/// Damages a monitor that is not shown. Its key is in memory, so it is watched again.
pub async fn monitor(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(LEGACY_2023).await?;
    platform.choose(PREPAID).await?;
    popup.wait_for_organization(PREPAID).await?;
    stage.wait_for_name(&popup, PREPAID).await?;
    stage.backstage()?.wait_until_settled().await?;
    let good = popup.values().await?;
    let item = format!("monitor:{LEGACY_2023}");
    damage(stage, &item).await?;
    popup.tab.reload().await?;
    is_told(&popup, &item).await?;
    ensure!(popup.values().await? == good, "other values than before");
    let monitors = stage.backstage()?.monitors().await?;
    ensure!(monitors.keys().eq([LEGACY_2023, PREPAID]), "{monitors:?} are watched");
    is_set_aside(stage, &item).await?;
    stage.backstage()?.wait_until_settled().await?;

    popup.click("dismiss-damage").await?;
    all_is_well(stage, &popup, &good).await?;
    forgets_what_was_set_aside(stage).await
}

/// Without the index, the worker finds the monitors by reading all items.
pub async fn index(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(LEGACY_2023).await?;
    platform.choose(PREPAID).await?;
    popup.wait_for_organization(PREPAID).await?;
    stage.backstage()?.wait_until_settled().await?;
    stage.backstage()?.command(&json!({ "set_low_balance": { "amount": 3.5 } })).await?;
    let monitors = stage.backstage()?.monitors().await?;
    let before = stage.backstage()?.stored().await?;
    damage(stage, "index").await?;
    popup.tab.reload().await?;
    is_told(&popup, "index").await?;
    let after = stage.backstage()?.monitors().await?;
    ensure!(after == monitors, "{after:?} are watched, before it {monitors:?}");
    is_set_aside(stage, "index").await?;
    let after = stage.backstage()?.stored().await?;
    let others = ["settings".to_owned()].into_iter();
    let others = others.chain([PREPAID, LEGACY_2023].map(|id| format!("billing_subscription:{id}")));
    for item in others {
        ensure!(before.get(&item).is_some() && after.get(&item) == before.get(&item), "{item} is not as it was");
    }
    popup.click("accounts").await?;
    for id in [PREPAID, LEGACY_2023] {
        popup.tab.text(&format!("[data-action=show-account][data-monitor={}] [data-slot=name]", json!(id))).await?;
    }
    popup.tab.click(&format!("[data-action=show-account][data-monitor={}]", json!(LEGACY_2023))).await?;
    popup.wait_for_organization(LEGACY_2023).await?;
    popup.click("dismiss-damage").await?;
    popup.wait_for_notices(<[Notice]>::is_empty, "no notices").await.map(drop)
}

/// Puts garbage in the place of an item while the worker sleeps.
async fn damage(stage: &Stage, item: &str) -> Result<()> {
    let backstage = stage.backstage()?;
    ensure!(backstage.stored().await?.get(item).is_some(), "there is no {item}");
    stage.browser()?.stop_worker().await?;
    let damaged = json!({ item: GARBAGE });
    backstage.tab().eval(&format!("browser.storage.local.set({damaged})")).await?;
    Ok(())
}

/// Checks that one notice names the damaged item.
async fn is_told(popup: &Popup, item: &str) -> Result<()> {
    let words = Words::read()?.say("damage_next", &[item])?;
    let is_told = |it: &Notice| it.next == words && it.action.as_deref() == Some("dismiss-damage");
    popup.wait_for_notices(|it| it.len() == 1 && it.iter().all(is_told), &format!("the damage of {item}")).await?;
    Ok(())
}

async fn is_set_aside(stage: &Stage, item: &str) -> Result<()> {
    let stored = stage.backstage()?.stored().await?;
    ensure!(stored.get(item) != Some(&json!(GARBAGE)), "what cannot be read is still where it was");
    let aside = stored.get("set_aside").map(Value::to_string).unwrap_or_default();
    ensure!(aside.contains(item) && aside.contains(GARBAGE), "it is not set aside, but {aside:?}");
    Ok(())
}

/// Checks that deleting everything also removes the damaged parts that were set aside.
async fn forgets_what_was_set_aside(stage: &Stage) -> Result<()> {
    OptionsPage::open(stage.browser()?).await?.forget().await?;
    stage.backstage()?.wait_for_badge("").await?;
    stage.backstage()?.round_trip().await?;
    let stored = stage.backstage()?.stored().await?.to_string();
    ensure!(!stored.contains(GARBAGE), "what was set aside outlived everything: {stored}");
    Ok(())
}

/// A JavaScript condition that is true once the credit metrics have these values.
fn shows(good: &Values) -> Result<String> {
    let balance: Values = good
        .iter()
        .filter(|(name, _)| name.starts_with("credit_grants."))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    Ok(format!(
        "Object.entries({}).every(([name, value]) => \
         (document.querySelector(`[data-metric='${{name}}']`)?.dataset.value ?? null) === value)",
        serde_json::to_string(&balance)?
    ))
}
