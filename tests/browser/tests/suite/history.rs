//! The history page: three charts and their tables, from what is stored.

use anyhow::{Result, ensure};
use browser_driver::Tab;
use browser_suite::history::{Measured, items};
use browser_suite::scenario::{chromium, firefox};
use browser_suite::{SOON, Stage};
use libtest_mimic::Trial;
use serde::Deserialize;
use serde_json::{Value, json};
use simulated_openai::samples;

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("history::shows_what_is_stored", samples::world, shows_what_is_stored),
        firefox("firefox::history_shows_what_is_stored", samples::world, shows_what_is_stored),
        chromium("history::zooms_by_keyboard_and_by_dragging", samples::world, zooms),
        firefox("firefox::history_zooms_by_keyboard", samples::world, zooms),
        chromium("history::says_when_there_is_nothing", samples::world, says_when_there_is_nothing),
    ]
}

/// A cell of a table, as other programs read it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Cell {
    at: String,
    value: Option<f64>,
}

async fn cells(tab: &Tab, chart: &str) -> Result<Vec<Cell>> {
    let read = format!(
        "Array.from(document.querySelectorAll('[data-chart={chart}] table [data-at]'), it => ({{ at: it.dataset.at, \
         value: 'value' in it.dataset ? Number(it.dataset.value) : null }}))"
    );
    Ok(tab.eval_as(&read).await?)
}

const COSTS_ADD_UP: &str = "(rows => rows.length > 0 && rows.every(row => {
  const [total, ...models] = Array.from(row.querySelectorAll('[data-at]'), cell => Number(cell.dataset.value));
  return total > 0 && models.length > 0 && Math.abs(total - models.reduce((sum, it) => sum + it, 0)) < 1e-6;
}) && document.querySelectorAll('[data-chart=cost] .block').length >= rows.length)(
  Array.from(document.querySelectorAll('[data-chart=cost] tbody tr')))";

/// Readings every five minutes of the last three hours, with a failure and a top-up among them. The latest is two minutes old.
fn stored_samples(now_millis: f64) -> Vec<Measured> {
    let now = now_millis as i64 / 1000;
    let sample = |number: i64| {
        let balance = 40_000_000 - number * 250_000 + if number >= 20 { 50_000_000 } else { 0 };
        let used = 10_000_000 + number * 250_000;
        let is_up = number != 10;
        Measured {
            second: now - 120 - (35 - number) * 300,
            balance_and_used: is_up.then_some((balance, used)),
            millis: is_up.then_some(300 + number),
        }
    };
    (0..36).map(sample).collect()
}

/// Opens the page of an account with a history of three hours. What the account's own collections have recorded is replaced.
async fn open(stage: &Stage) -> Result<(Tab, Vec<Measured>)> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    // No further collection may add a sample of its own.
    let pause = json!({ "pause": { "monitor": samples::PREPAID } });
    stage.backstage()?.command(&pause).await?;
    let now: f64 = popup.tab.eval_as("Date.now()").await?;
    let samples = stored_samples(now);
    put(&popup.tab, &Value::Object(items(samples::PREPAID, &samples))).await?;
    let tab = stage.browser()?.new_tab().await?;
    goto(stage, &tab, samples::PREPAID).await?;
    tab.wait_until("document.body.dataset.state === 'ok'", "the history to be painted", SOON).await?;
    Ok((tab, samples))
}

async fn goto(stage: &Stage, tab: &Tab, monitor: &str) -> Result<()> {
    Ok(tab.goto(&stage.browser()?.extension_url(&format!("www/history.html?monitor={monitor}"))).await?)
}

async fn put(tab: &Tab, items: &Value) -> Result<()> {
    let clear = "browser.storage.local.get().then(all => browser.storage.local.remove(\
                 Object.keys(all).filter(name => name.startsWith('history:'))))";
    tab.eval(clear).await?;
    tab.eval(&format!("browser.storage.local.set({items})")).await?;
    Ok(())
}

async fn shows_what_is_stored(stage: &mut Stage) -> Result<()> {
    let (tab, samples) = open(stage).await?;
    let at = |sample: &Measured| iso(sample.second);
    let balances: Vec<Cell> = samples
        .iter()
        .rev()
        .filter_map(|it| Some(Cell { at: at(it), value: Some(it.balance_and_used?.0 as f64 / 1e6) }))
        .collect();
    ensure!(cells(&tab, "balance").await? == balances, "balance: {:?}", cells(&tab, "balance").await?);
    let times: Vec<Cell> =
        samples.iter().rev().map(|it| Cell { at: at(it), value: it.millis.map(|it| it as f64) }).collect();
    ensure!(cells(&tab, "response").await? == times, "response: {:?}", cells(&tab, "response").await?);
    for chart in ["balance", "response"] {
        let path = tab.attribute(&format!("[data-chart={chart}] [data-slot=line]"), "d").await?.unwrap_or_default();
        ensure!(path.matches(['M', 'L']).count() >= 35, "the line of {chart} is {path:?}");
    }
    // The account's own costs: in each row the models come to the total, and each row has a bar.
    let adds_up: bool = tab.eval_as(COSTS_ADD_UP).await?;
    ensure!(adds_up, "the costs do not add up");
    let mark = "document.querySelectorAll('[data-chart=balance] svg [data-mark=top-up]').length === 1";
    tab.wait_until(mark, "the top-up to be marked", SOON).await?;

    for (range, count) in [("30m", 6), ("1h", 12), ("6h", 36), ("1d", 36)] {
        tab.click(&format!("[data-range=\"{range}\"]")).await?;
        let there = format!(
            "document.querySelector('[data-range=\"{range}\"]').getAttribute('aria-pressed') === 'true' && \
             document.querySelectorAll('[data-range][aria-pressed=true]').length === 1 && \
             document.querySelectorAll('[data-chart=response] [data-at]').length === {count}"
        );
        tab.wait_until(&there, &format!("{count} points in {range}"), SOON).await?;
    }
    Ok(())
}

async fn zooms(stage: &mut Stage) -> Result<()> {
    let (tab, samples) = open(stage).await?;
    let rows =
        |count: usize| format!("document.querySelectorAll('[data-chart=response] [data-at]').length === {count}");
    tab.eval("document.querySelector('[data-chart=response] .plot').focus()").await?;
    tab.press_key("End").await?;
    for _ in 0..3 {
        tab.press_key("Shift+ArrowLeft").await?;
    }
    let said = tab.text("[data-slot=announcement]").await?;
    ensure!(said.contains("332 ms"), "{said:?} is said of the fourth point from the end");
    tab.press_key("Enter").await?;
    tab.wait_until(&rows(4), "the four selected points alone", SOON).await?;
    ensure!(
        cells(&tab, "response").await?.last().map(|it| &it.at) == samples.get(32).map(|it| iso(it.second)).as_ref()
    );
    tab.click("[data-action=zoom-reset]").await?;
    tab.wait_until(&rows(36), "all points again", SOON).await?;

    tab.eval("document.querySelector('[data-chart=balance] .plot').focus()").await?;
    for key in ["End", "+"] {
        tab.press_key(key).await?;
    }
    let is_zoomed = "!document.querySelector('[data-action=zoom-reset]').hidden";
    tab.wait_until(is_zoomed, "the plus key to zoom", SOON).await?;
    tab.press_key("Escape").await?;
    tab.wait_until(&format!("!({is_zoomed})"), "Escape to show all again", SOON).await?;

    // About an hour of the day's last ones.
    let drag = "(plot => {
      plot.setPointerCapture = () => {};
      const box = plot.getBoundingClientRect();
      for (const [type, share] of [['pointerdown', 0.995], ['pointermove', 0.99], ['pointerup', 0.95]]) {
        const clientX = box.left + box.width * share;
        plot.dispatchEvent(new PointerEvent(type, { bubbles: true, isPrimary: true, button: 0, clientX, clientY: box.top + 9 }));
      }
    })(document.querySelector('[data-chart=balance] .plot'))";
    tab.eval(drag).await?;
    tab.wait_until(is_zoomed, "dragging to zoom", SOON).await?;
    let shown: usize = tab.eval_as("document.querySelectorAll('[data-chart=response] [data-at]').length").await?;
    ensure!((8..20).contains(&shown), "{shown} points in about an hour");
    Ok(())
}

async fn says_when_there_is_nothing(stage: &mut Stage) -> Result<()> {
    let tab = stage.browser()?.new_tab().await?;
    let shows = |part: &str, state: &str| {
        format!(
            "document.body.dataset.state === '{state}' && !document.querySelector('[data-part={part}]').hidden && \
             document.querySelector('[data-part=charts]').hidden"
        )
    };
    goto(stage, &tab, "org-gone").await?;
    tab.wait_until(&shows("no_account", "no-key"), "that there is no account", SOON).await?;
    let (tab_of_history, _) = open(stage).await?;
    put(&tab_of_history, &json!({})).await?;
    let without_costs = "browser.storage.local.get().then(all => browser.storage.local.remove(\
                         Object.keys(all).filter(name => name.startsWith('costs:'))))";
    tab_of_history.eval(without_costs).await?;
    tab_of_history.reload().await?;
    tab_of_history.wait_until(&shows("no_history", "ok"), "that there is no history", SOON).await?;
    let said = tab_of_history.text("[data-slot=first_point]").await?;
    ensure!(said.contains("within 5 min"), "{said:?}");
    goto(stage, &tab, "org-gone").await?;
    tab.wait_until(&shows("unknown_account", "error"), "that there is no such account", SOON).await?;
    Ok(())
}

fn iso(second: i64) -> String {
    let at = time::OffsetDateTime::from_unix_timestamp(second).unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
    at.format(time::macros::format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z")).unwrap_or_default()
}
