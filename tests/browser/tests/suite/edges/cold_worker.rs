//! Commands to a sleeping worker are done in order.

use anyhow::{Result, ensure};
use browser_suite::{OptionsPage, SOON, Stage};
use serde_json::json;
use simulated_openai::{Endpoint, LoggedRequest, samples};

use super::by_hand;

/// The form sends two commands in a row: one ends the earlier detection, the other starts a new one.
pub async fn detects(stage: &mut Stage) -> Result<()> {
    let options = OptionsPage::open(stage.browser()?).await?;
    by_hand::fill_in(stage, &options, by_hand::key().expose()).await?;
    for attempt in 1..=3 {
        options.click("detect").await?;
        let asked = |it: &LoggedRequest| it.host == by_hand::HOST && it.endpoint() == Some(Endpoint::Subscription);
        stage.openai.wait_for(asked, attempt, SOON).await?;
        for set in ["credit_grants", "model_cost", "billing_subscription"] {
            options.wait_for_element(&format!("[data-detected={set}][data-state=ok]"), true).await?;
        }
        options.wait_for_element("[data-part=detection][aria-busy=true]", false).await?;
        // Access is granted now, so a click sends only the two commands.
        stage.browser()?.stop_worker().await?;
    }
    options.click("cancel-edit").await?;
    options.wait_for_element("dialog[open]", false).await
}

pub async fn keeps_the_order(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    for (first, last, mark) in [("week", "month", "71.25"), ("month", "week", "72.5"), ("today", "thirty_days", "73")] {
        stage.browser()?.stop_worker().await?;
        let send = |command: serde_json::Value| format!("browser.runtime.sendMessage({command}).catch(() => {{}})");
        let commands = [json!({ "show_range": { "range": first } }), json!({ "show_range": { "range": last } })];
        let [one, other] = commands.map(send);
        // Sends both at once, before the worker starts.
        stage.backstage()?.tab().eval(&format!("void ({one}, {other})")).await?;
        let either =
            format!("['{first}', '{last}'].includes(document.querySelector('[name=range]:checked').dataset.range)");
        popup.tab.wait_until(&either, "one of the two to be done", SOON).await?;
        // Commands are done in order, so after the last one both are done.
        let amount: f64 = mark.parse()?;
        stage.backstage()?.command(&json!({ "set_low_balance": { "amount": amount } })).await?;
        let options = OptionsPage::open(stage.browser()?).await?;
        let marked = format!("Number(document.querySelector('[name=low_balance]').value) === {amount}");
        options.tab.wait_until(&marked, "the last command to be done", SOON).await?;
        options.tab.close().await?;
        popup.caught_up().await?;
        let shown: String = popup.tab.eval_as("document.querySelector('[name=range]:checked').dataset.range").await?;
        ensure!(shown == last, "{first} and then {last} were asked for, and {shown} is shown");
    }
    Ok(())
}
