//! Monitors and settings go into a file and come back out of it.

use anyhow::{Result, ensure};
use browser_suite::{OptionsPage, SOON, Stage, Words};
use serde_json::{Value, json};
use simulated_openai::samples;

use super::by_hand::{fill_in, key};

const FILE: &str = "credit-gauge-monitors.json";

pub async fn exported_and_imported(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    fill_in(stage, &options, key().expose()).await?;
    options.fill("tags", "env:production").await?;
    options.save_monitor().await?;
    options.wait_for_element("[data-monitor='#1'][data-availability=up]", true).await?;
    options.click("export").await?;
    // In the profile, and so searched by the canary byte by byte: there is no key in it.
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

/// Whatever else stands in it.
pub async fn with_a_key(stage: &mut Stage) -> Result<()> {
    // In the profile's directory it would be what the canary looks for.
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
