//! A hundred monitors: the cost of one account does not grow with the number of the others.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use browser_driver::Tab;
use browser_suite::scenario::chromium;
use browser_suite::{OptionsPage, Popup, SOON, Stage, measured};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use simulated_openai::samples::{self, PREPAID};

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("many::pages_with_100_monitors_open_at_once", samples::world, pages_open_at_once),
        chromium("many::a_reading_of_one_of_100_monitors_writes_its_own_items", samples::world, writes_its_own_items),
    ]
}

const MONITORS: usize = 100;

/// Generous, for busy machines.
const AT_ONCE: Duration = Duration::from_millis(1500);

/// Imports monitors, so that there are a hundred with the captured one.
async fn hundred_monitors(stage: &Stage) -> Result<Popup> {
    let (_platform, popup) = stage.popup_of(PREPAID).await?;
    let monitors: Vec<Value> = (1..MONITORS)
        .map(|number| json!({ "task_name": format!("Monitor {number:02}"), "organization": format!("org-made{number:02}") }))
        .collect();
    let contents = json!({ "format": "credit-gauge-monitors", "version": 1, "monitors": monitors });
    let directory = tempfile::tempdir()?;
    let file = directory.path().join("monitors.json");
    std::fs::write(&file, contents.to_string())?;
    let options = OptionsPage::open(stage.browser()?).await?;
    options.tab.set_files("[name=import]", &[&file]).await?;
    options.click("confirm-import").await?;
    options.wait_for_element("[data-monitor=org-made99]", true).await.context("the last of the file")?;
    options.tab.close().await?;
    Ok(popup)
}

async fn pages_open_at_once(stage: &mut Stage) -> Result<()> {
    let popup = hundred_monitors(stage).await?;
    let good = popup.values().await?;
    popup.tab.close().await?;
    let tab = stage.browser()?.new_tab().await?;
    for page in ["popup", "options"] {
        stage.browser()?.stop_worker().await?;
        let took = time_to_paint(stage, &tab, page).await?;
        measured::note(&format!("{page} with {MONITORS} monitors painted with the worker dead"), took);
        ensure!(took < AT_ONCE, "the {page} page took {took:?}");
        // Opening the popup woke the worker. What is painted after that must be the same.
        stage.backstage()?.round_trip().await?;
        if page == "popup" {
            let popup = Popup { tab: stage.browser()?.new_tab().await? };
            popup.tab.goto(&stage.browser()?.extension_url("www/popup.html")).await?;
            popup.wait_for_organization(PREPAID).await?;
            ensure!(popup.values().await? == good, "other values than with one monitor");
            popup.click("accounts").await?;
            let rows: usize =
                popup.tab.eval_as("document.querySelectorAll('[data-action=show-account]').length").await?;
            ensure!(rows == MONITORS, "{rows} accounts are listed");
        } else {
            let cards: usize =
                tab.eval_as("document.querySelectorAll('[data-slot=monitors] > [data-monitor]').length").await?;
            ensure!(cards == MONITORS, "{cards} monitors are listed");
        }
    }
    Ok(())
}

/// The time from the navigation until the popup shows stored values.
async fn time_to_paint(stage: &Stage, tab: &Tab, page: &str) -> Result<Duration> {
    tab.goto(&stage.browser()?.extension_url(&format!("www/{page}.html"))).await?;
    let painted = "document.body.dataset.state !== 'loading' && performance.now()";
    let millis: f64 = tab.wait_for(painted, &format!("the {page} page to be painted"), SOON).await?;
    Ok(Duration::from_secs_f64(millis / 1000.0))
}

/// Keeps a list of the items the worker writes.
const NOTE_WRITES: &str = "void (disk => {
  globalThis.written = [];
  for (const name of ['set', 'remove']) {
    const real = disk[name].bind(disk);
    disk[name] = items => {
      written.push(...(name === 'set' ? Object.keys(items) : [items].flat()));
      return real(items);
    };
  }
})(browser.storage.local)";

async fn writes_its_own_items(stage: &mut Stage) -> Result<()> {
    let popup = hundred_monitors(stage).await?;
    stage.backstage()?.wait_until_settled().await?;
    stage.browser()?.eval_in_worker(NOTE_WRITES).await?;
    let before = browser_suite::requests::of_extension(&stage.openai).len();
    popup.click("refresh").await?;
    stage.openai.wait_for(browser_suite::requests::is_from_extension, before + 3, SOON).await?;
    stage.backstage()?.wait_until_settled().await?;
    stage.backstage()?.round_trip().await?;
    let written: BTreeSet<String> =
        serde_json::from_value(stage.browser()?.eval_in_worker("globalThis.written").await?)?;
    let sets = ["billing_subscription", "credit_grants", "model_cost", "monitor"];
    let own: BTreeSet<String> = sets.map(|item| format!("{item}:{PREPAID}")).into();
    let (history, others): (BTreeSet<String>, _) =
        written.iter().cloned().partition(|name| name.starts_with("history:"));
    ensure!(others == own, "{written:?} were written for one reading");
    let is_own = |name: &String| name.ends_with(&format!(":{PREPAID}"));
    ensure!(history.len() == 4 && history.iter().all(is_own), "{history:?} were written: not one chunk of each tier");
    Ok(())
}
