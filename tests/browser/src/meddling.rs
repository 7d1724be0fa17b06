//! What no person does, but time and bad luck: the worker's clock, its timers and its disk, changed where it runs.
//!
//! It lasts until the worker stops. The extension itself stays as it is shipped: it asks its environment, and is answered differently.

use anyhow::{Context as _, Result};
use browser_driver::Browser;

/// Sets the worker's clock so many seconds ahead of the real one; 0 sets it right again.
///
/// # Errors
/// When the worker does not run.
pub async fn set_clock(browser: &Browser, ahead_seconds: i64) -> Result<()> {
    let set = format!("void (globalThis.realNow ??= Date.now, Date.now = () => realNow() + {ahead_seconds} * 1000)");
    browser.eval_in_worker(&set).await.context("setting the worker's clock")?;
    Ok(())
}

/// Lets the worker's timers run so many times as fast, so that nobody has to sit through a time-out.
///
/// # Errors
/// When the worker does not run.
pub async fn hurry_timers(browser: &Browser, times: u32) -> Result<()> {
    let hurry = format!(
        "void (globalThis.realSetTimeout ??= setTimeout, \
         globalThis.setTimeout = (act, after) => realSetTimeout(act, after / {times}))"
    );
    browser.eval_in_worker(&hurry).await.context("hurrying the worker's timers")?;
    Ok(())
}

/// Lets the disk refuse everything the worker wants to store, as one that is full does; or take it again.
///
/// # Errors
/// When the worker does not run.
pub async fn fill_disk(browser: &Browser, full: bool) -> Result<()> {
    let refuse = "() => Promise.reject(new Error('QUOTA_BYTES quota exceeded'))";
    let set = if full { refuse } else { "realSet" };
    let fill = format!(
        "void (globalThis.realSet ??= browser.storage.local.set.bind(browser.storage.local), \
         browser.storage.local.set = {set})"
    );
    browser.eval_in_worker(&fill).await.context("filling the disk")?;
    Ok(())
}
