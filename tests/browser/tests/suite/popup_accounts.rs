//! The list of accounts in the popup, by keyboard.

use anyhow::{Result, ensure};
use browser_suite::scenario::chromium;
use browser_suite::{Popup, Stage};
use libtest_mimic::Trial;
use simulated_openai::samples::{self, ARREARS_ENTERPRISE, LEGACY_2023, PREPAID};

pub fn trials() -> Vec<Trial> {
    vec![chromium("popup::accounts_are_chosen_by_keyboard", samples::world, by_keyboard)]
}

/// The account or the control that has the focus.
const FOCUSED: &str = "(it => it.dataset.monitor ?? it.dataset.action)(document.activeElement)";

async fn by_keyboard(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(ARREARS_ENTERPRISE).await?;
    for organization in [LEGACY_2023, PREPAID] {
        platform.choose(organization).await?;
        popup.wait_for_organization(organization).await?;
        stage.wait_for_name(&popup, organization).await?;
    }
    stage.backstage()?.wait_until_settled().await?;
    popup.caught_up().await?;
    let rows = "Array.from(document.querySelectorAll('[data-part=accounts] button'), it => it.dataset.monitor ?? it.dataset.action)";

    open(&popup).await?;
    let order: Vec<String> = popup.tab.eval_as(rows).await?;
    let [first, second, last, manage] = order.as_slice() else { anyhow::bail!("the list is {order:?}") };
    ensure!(manage == "options", "the list is {order:?}");
    has_keyboard(&popup, PREPAID).await?;
    for (key, wanted) in [
        ("Home", first),
        ("ArrowUp", first),
        ("ArrowDown", second),
        ("ArrowDown", last),
        ("End", manage),
        ("ArrowDown", manage),
        ("ArrowUp", last),
    ] {
        popup.tab.press_key(key).await?;
        has_keyboard(&popup, wanted).await?;
    }

    popup.tab.press_key("Escape").await?;
    popup.wait_for_part("accounts", false).await?;
    has_keyboard(&popup, "accounts").await?;
    ensure!(popup.tab.text("[data-slot=organization]").await? == PREPAID, "Escape has chosen another account");

    open(&popup).await?;
    has_keyboard(&popup, PREPAID).await?;
    while popup.tab.eval_as::<String>(FOCUSED).await? != LEGACY_2023 {
        let back = order.iter().position(|it| it == LEGACY_2023) < order.iter().position(|it| it == PREPAID);
        popup.tab.press_key(if back { "ArrowUp" } else { "ArrowDown" }).await?;
    }
    popup.tab.press_key("Enter").await?;
    popup.wait_for_organization(LEGACY_2023).await?;
    popup.wait_for_part("accounts", false).await?;
    has_keyboard(&popup, "accounts").await
}

async fn open(popup: &Popup) -> Result<()> {
    popup.tab.eval("document.querySelector('[data-action=accounts]').focus()").await?;
    popup.tab.press_key("Enter").await?;
    popup.wait_for_part("accounts", true).await
}

async fn has_keyboard(popup: &Popup, wanted: &str) -> Result<()> {
    let focused: String = popup.tab.eval_as(FOCUSED).await?;
    ensure!(focused == wanted, "{focused:?} has the keyboard, not {wanted:?}");
    Ok(())
}
