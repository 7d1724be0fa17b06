//! The options page.

use anyhow::{Result, ensure};
use browser_suite::scenario::chromium;
use browser_suite::{OptionsPage, SOON, Stage, Words};
use libtest_mimic::Trial;
use serde_json::json;
use simulated_openai::samples;

use super::monitors::by_hand;

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("options::a_low_balance_colours_the_badge", samples::world, low_balance),
        chromium("options::everything_can_be_forgotten", samples::world, forget),
        chromium("options::a_double_click_saves_once", by_hand::world, double_click),
        chromium("options::says_what_it_may_reach", samples::world, access),
    ]
}

async fn low_balance(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    // The whole tooltip is compared: the worker sets it last, and a low balance has another one.
    let fine = stage.backstage()?.wait_for_tooltip("$8.92 available in Ada Personal").await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    options.save_low_balance("-1").await?;
    let words = Words::read()?;
    let error = options.tab.text("[data-error=low_balance]").await?;
    ensure!(error == words.say("low_balance_invalid", &[])?, "a negative amount is answered {error:?}");

    options.save_low_balance("8.92").await?;
    let low = stage.backstage()?.wait_for_tooltip("Low balance: $8.92 available in Ada Personal").await?;
    ensure!(low.text == "$8.9" && low.color != fine.color, "{low:?}, as before: {fine:?}");
    let hint = format!(
        "document.querySelector('[data-slot=balance_hint]').textContent === {}",
        json!(words.say("balance_low", &["$8.92"])?)
    );
    popup.tab.wait_until(&hint, "the popup to warn", SOON).await?;

    options.save_low_balance("8.91").await?;
    let again = stage.backstage()?.wait_for_tooltip("$8.92 available in Ada Personal").await?;
    ensure!(again == fine, "{again:?}, not as before: {fine:?}");
    Ok(())
}

async fn forget(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    let account = options.tab.text("[data-slot=monitors] [data-slot=organization]").await?;
    ensure!(account == samples::PREPAID, "the known account is {account:?}");
    options.forget().await?;
    stage.backstage()?.wait_for_badge("").await?;
    ensure!(stage.backstage()?.monitors().await?.is_empty(), "readings are left");
    ensure!(stage.backstage()?.keys().await?.is_empty(), "keys are left");
    ensure!(!stage.backstage()?.stored().await?.to_string().contains("Lovelace"), "the account's name is left");
    popup.wait_for_state("no-key").await?;
    let words = Words::read()?;
    let said = format!(
        "document.querySelector('[data-slot=forgotten]').textContent === {}",
        json!(words.say("forgotten", &[])?)
    );
    options.tab.wait_until(&said, "the page to say that it is done", SOON).await?;

    // The tab's next request starts the worker again.
    platform.load_again().await?;
    popup.wait_for_organization(samples::PREPAID).await
}

/// Keeps a list of the commands the page sends.
const NOTE_COMMANDS: &str = "void (runtime => {
  const send = runtime.sendMessage.bind(runtime);
  globalThis.commands = [];
  runtime.sendMessage = command => {
    commands.push(typeof command === 'string' ? command : Object.keys(command)[0]);
    return send(command);
  };
})(browser.runtime)";

/// A command that is sent twice would add two monitors.
async fn double_click(stage: &mut Stage) -> Result<()> {
    let options = OptionsPage::open(stage.browser()?).await?;
    by_hand::fill_in(stage, &options, by_hand::key().expose()).await?;
    options.tab.eval(NOTE_COMMANDS).await?;
    let twice = "(save => { save.click(); save.click() })(document.querySelector('[data-action=save-monitor]'))";
    options.tab.eval(twice).await?;
    options.wait_for_element("dialog[open]", false).await?;
    options.wait_for_element("[data-slot=monitors] [data-monitor]", true).await?;
    stage.backstage()?.round_trip().await?;
    let sent: Vec<String> = options.tab.eval_as("globalThis.commands").await?;
    ensure!(sent == ["save"], "{sent:?} were sent");
    let monitors = stage.backstage()?.monitors().await?;
    ensure!(monitors.len() == 1, "{monitors:?} are there");
    Ok(())
}

async fn access(stage: &mut Stage) -> Result<()> {
    let options = OptionsPage::open(stage.browser()?).await?;
    let granted = Words::read()?.say("access_granted", &[])?;
    for slot in ["access_platform", "access_api"] {
        let there = format!("document.querySelector('[data-slot={slot}]').textContent === {}", json!(granted));
        options.tab.wait_until(&there, slot, SOON).await?;
    }
    let offers: bool = options.tab.eval_as("!document.querySelector('[data-part=grant_access]').hidden").await?;
    ensure!(!offers, "it asks for access that it has");
    let version = options.tab.text("[data-slot=version]").await?;
    let of_manifest: String = options.tab.eval_as("browser.runtime.getManifest().version").await?;
    ensure!(version.contains(&of_manifest), "version {of_manifest} is called {version:?}");
    Ok(())
}
