//! Monitors and settings are exported to a file and imported from it.

use anyhow::{Result, ensure};
use browser_suite::{OptionsPage, SOON, Stage, Words};
use serde_json::{Value, json};
use simulated_openai::samples;

use super::by_hand::{HOST, NAME, fill_in, key};

const FILE: &str = "credit-gauge-monitors.json";

pub async fn exported_and_imported(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    fill_in(stage, &options, key().expose()).await?;
    options.fill("tags", "env:production").await?;
    options.save_monitor().await?;
    options.wait_for_element("[data-monitor='#1'][data-availability=up]", true).await?;
    options.click("export").await?;
    // The file is in the profile, so the canary searches it and finds no key.
    let file = stage.browser()?.wait_for_download(FILE, SOON).await?;
    let exported: Value = serde_json::from_slice(&std::fs::read(&file)?)?;
    ensure!(exported.get("format") == Some(&json!("credit-gauge-monitors")), "the file is {exported}");
    ensure!(exported.pointer("/monitors/1").is_some(), "there are two monitors to export: {exported}");

    options.forget().await?;
    popup.wait_for_state("no-key").await?;
    options.tab.set_files("[name=import]", &[&file]).await?;
    options.wait_for_element("[data-import=adds] ~ [data-import=adds]", true).await?;
    stage.backstage()?.round_trip().await?;
    ensure!(stage.backstage()?.monitors().await?.is_empty(), "it was imported before anybody said so");

    options.click("confirm-import").await?;
    options.wait_for_element("[data-slot=monitors] [data-monitor='#2']", true).await?;
    let tags = options.tab.text("[data-monitor='#2'] [data-slot=tags]").await?;
    ensure!(tags == "env:production", "its tags are {tags:?}");
    ensure!(stage.backstage()?.monitors().await?.len() == 2, "there are two monitors to import");
    ensure!(stage.backstage()?.keys().await?.is_empty(), "a key came out of a file");
    Ok(())
}

/// The preview: the source of the file, and what it would change in each monitor and the settings.
pub async fn preview(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let words = Words::read()?;
    let directory = tempfile::tempdir()?;
    let file = directory.path().join(FILE);
    let monitors = json!([
        { "task_name": "Renamed", "organization": samples::PREPAID },
        { "task_name": "Another", "organization": "org-another" },
        { "task_name": NAME, "monitoring_host": HOST, "session_key": "pasted" },
    ]);
    let settings = json!({ "low_balance_usd": 12.5, "range": "week", "badge": "shown", "notify_session_ended": true });
    let contents = json!({
        "format": "credit-gauge-monitors", "version": 1, "exported_at": "2026-11-22T12:00:00Z", "collector": "the laptop",
        "settings": settings, "monitors": monitors,
    });
    std::fs::write(&file, contents.to_string())?;
    let options = OptionsPage::open(stage.browser()?).await?;
    options.tab.set_files("[name=import]", &[&file]).await?;
    let source = words.say("import_source_of", &["2026-11-22T12:00:00Z", "the laptop"])?;
    options.wait_for_text("[data-slot=import_source]", &source).await?;
    options.wait_for_text("[data-slot=import_settings]", &words.say("import_settings_change", &[])?).await?;
    let rows: Vec<(String, String, String, String)> = options.tab.eval_as(ROWS).await?;
    let row = |effect: &str, name: &str, text: &str, needs: &[&str]| {
        let needs = needs.iter().map(|key| words.say(key, &[])).collect::<Result<Vec<_>>>()?;
        anyhow::Ok((effect.to_owned(), name.to_owned(), words.say(text, &[])?, needs.join(" ")))
    };
    let wanted = [
        row("replaces", "Renamed", "import_replaces", &[])?,
        row("adds", "Another", "import_adds", &["import_needs_tab"])?,
        row("adds", NAME, "import_adds", &["import_needs_key", "import_needs_access"])?,
    ];
    ensure!(rows == wanted, "the preview is {rows:?}");

    options.click("confirm-import").await?;
    options.wait_for_text("[data-slot=imported]", &words.say("imported", &[])?).await?;
    let renamed = "document.querySelector('[data-slot=account]').textContent === 'Renamed'";
    popup.tab.wait_until(renamed, "the new name in the popup", SOON).await?;
    // A second import of the same file would change nothing.
    options.tab.set_files("[name=import]", &[&file]).await?;
    let is_nothing = "(nothing => nothing !== null && nothing.checkVisibility() && \
        document.querySelector('[data-part=confirm_import]').hidden)(document.querySelector('[data-part=import_nothing]'))";
    options
        .tab
        .wait_until(is_nothing, "the page to say that there is nothing to import", SOON)
        .await
        .map_err(Into::into)
}

const ROWS: &str = "Array.from(document.querySelectorAll('[data-import]'), row => [
  row.dataset.import,
  ...['name', 'effect', 'needs'].map(slot => row.querySelector(`[data-slot=${slot}]`).textContent),
])";

/// A file with a key is refused, whatever else it contains.
pub async fn with_a_key(stage: &mut Stage) -> Result<()> {
    // Not in the profile's directory, where the canary would find the key.
    let elsewhere = tempfile::tempdir()?;
    let file = elsewhere.path().join(FILE);
    let key = stage.make_up("sess-MadeUpInAFile2Kd7Hs4Qv9Zm3Wb6Xr8Jt5");
    let monitors = json!([{ "task_name": "By hand", "description": key.expose() }]);
    let text = json!({ "format": "credit-gauge-monitors", "version": 1, "monitors": monitors }).to_string();
    std::fs::write(&file, text)?;
    let options = OptionsPage::open(stage.browser()?).await?;
    options.tab.set_files("[name=import]", &[&file]).await?;
    options.wait_for_error("import", &Words::read()?.say("import_holds_a_key", &[])?).await?;
    ensure!(stage.backstage()?.monitors().await?.is_empty(), "some of it was imported");
    Ok(())
}
