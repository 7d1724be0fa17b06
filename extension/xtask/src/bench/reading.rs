//! One reading, started from the popup: the bytes it writes, and the time from the answer with the usage until it is stored.

use anyhow::Context;
use browser_driver::Tab;
use serde::Deserialize;
use serde_json::Value;
use simulated_openai::Endpoint;

use super::rig::Rig;

/// Counts the bytes the worker gives to storage, as JSON text. In effect until the worker ends.
const COUNT_WRITES: &str = "(() => {
  globalThis.bytesWritten = 0;
  for (const area of [browser.storage.local, browser.storage.session]) {
    const set = area.set.bind(area);
    area.set = items => { bytesWritten += JSON.stringify(items).length; return set(items); };
  }
})()";

/// Lists IndexedDB databases, which [`COUNT_WRITES`] would miss.
const DATABASES: &str = "indexedDB.databases().then(all => all.map(it => it.name))";

/// Notes when the usage was answered, and when the first write after that was done.
///
/// The answer is held back until its whole body has arrived and the other answers are processed, so that only the work on it is
/// measured. In effect until the worker ends.
const TIME_USAGE: &str = "(() => {
  const [ask, local] = [fetch, browser.storage.local];
  globalThis.fetch = async (...what) => {
    const answer = await ask(...what);
    const url = what[0].url ?? String(what[0]);
    if (!url.includes('/dashboard/billing/usage')) return answer;
    globalThis.usageBody = await answer.arrayBuffer();
    await new Promise(later => setTimeout(later, 1000));
    const { status, headers } = answer;
    const whole = new Response(usageBody, { status, headers });
    globalThis.answeredAt = performance.now();
    return whole;
  };
  const set = local.set.bind(local);
  local.set = async items => {
    const counts = globalThis.answeredAt !== undefined && globalThis.storedAfter === undefined;
    await set(items);
    if (counts) globalThis.storedAfter = performance.now() - answeredAt;
  };
})()";

/// Times the browser in the same worker with the same body: parses it, and sums it by model over today, a week, the month and 30 days.
const PARSE_AND_SUM: &str = "(body => {
  const began = performance.now();
  const { daily_costs } = JSON.parse(new TextDecoder().decode(body));
  const today = Math.floor(Date.now() / 86400000) * 86400;
  const firsts = [today, today - 6 * 86400, today - (new Date().getUTCDate() - 1) * 86400, today - 29 * 86400];
  const sums = firsts.map(() => ({}));
  for (const { timestamp, line_items } of daily_costs) {
    const into = sums.filter((_, range) => timestamp >= firsts[range]);
    for (const { name, cost } of line_items) {
      const model = name.split(',', 1)[0];
      for (const sum of into) sum[model] = (sum[model] ?? 0) + cost / 100;
    }
  }
  return { stored: storedAfter, parsed: performance.now() - began, bytes: body.byteLength, models: Object.keys(sums[3]).length };
})(usageBody)";

/// Times are in milliseconds.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct UsageTimes {
    /// From the answer until it was stored.
    pub stored: f64,
    /// For `JSON.parse` and a sum in JavaScript, in the same worker.
    pub parsed: f64,
    /// The size of the body.
    pub bytes: f64,
    /// The number of models in the sum, to check it.
    pub models: u16,
}

/// The bytes that one reading of the shown account writes. The popup is open and stays open.
pub async fn bytes_written(rig: &Rig, popup: &Tab) -> anyhow::Result<f64> {
    read_once(rig, popup, COUNT_WRITES).await?;
    let databases = rig.browser.eval_in_worker(DATABASES).await?;
    anyhow::ensure!(
        databases == serde_json::json!([]),
        "the extension writes to IndexedDB ({databases}), which is not counted"
    );
    let bytes = rig.browser.eval_in_worker("bytesWritten").await?;
    bytes.as_f64().filter(|bytes| *bytes > 0.0).context("the worker wrote nothing that was counted")
}

/// The times for the usage of the shown account. The popup is open and stays open.
pub async fn usage_times(rig: &Rig, popup: &Tab) -> anyhow::Result<UsageTimes> {
    read_once(rig, popup, TIME_USAGE).await?;
    let stored =
        "new Promise(done => { (function look() { globalThis.storedAfter ? done() : setTimeout(look, 20) })() })";
    rig.browser.eval_in_worker(stored).await?;
    let times: UsageTimes = serde_json::from_value(rig.browser.eval_in_worker(PARSE_AND_SUM).await?)?;
    anyhow::ensure!(times.models == super::accounts::MODELS, "{} models were summed", times.models);
    Ok(times)
}

/// Runs the script `meddle` in a fresh worker, and has it read the shown account once.
async fn read_once(rig: &Rig, popup: &Tab, meddle: &str) -> anyhow::Result<()> {
    // The popup wakes the worker once it is painted.
    wait_for_worker(rig).await?;
    rig.worked_off().await?;
    rig.put_to_sleep().await?;
    // Any message wakes the worker. This one gets no reply.
    popup.eval("void browser.runtime.sendMessage(null).catch(() => {})").await?;
    wait_for_worker(rig).await?;
    let done: Value = rig.browser.eval_in_worker(meddle).await?;
    anyhow::ensure!(done.is_null(), "the worker was not ready: {done}");
    rig.openai.clear_requests();
    popup.click("[data-action=refresh]").await?;
    rig.answered(Endpoint::CreditGrants, 1).await?;
    rig.reading_done().await
}

async fn wait_for_worker(rig: &Rig) -> anyhow::Result<()> {
    let deadline = tokio::time::Instant::now() + super::rig::WITHIN;
    while !rig.browser.worker_running().await? {
        anyhow::ensure!(tokio::time::Instant::now() < deadline, "the worker was not woken by a message");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    super::rig::rest().await;
    Ok(())
}
