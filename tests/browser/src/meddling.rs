//! Changes the environment of the running worker: its clock, its timers, and the outcome of its calls.
//!
//! A change lasts until the worker stops. The code of the extension stays as shipped.

use anyhow::{Context as _, Result};
use browser_driver::Browser;
use serde_json::{Value, json};

use crate::SOON;
use crate::wait::until;

/// The text of every error that this module causes. Consoles may contain it.
pub const MADE_UP: &str = "made up by the suite";

/// How a call of the browser fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// It throws at once.
    Throws,
    /// It returns a promise that is rejected.
    Rejects,
}

/// Sets the clock of the worker and of its open pages this many seconds ahead; 0 sets it right again.
///
/// # Errors
/// When the worker does not run.
pub async fn set_clock(browser: &Browser, ahead_seconds: i64) -> Result<()> {
    let set = format!("void (globalThis.realNow ??= Date.now, Date.now = () => realNow() + {ahead_seconds} * 1000)");
    browser.eval_in_worker(&set).await.context("setting the worker's clock")?;
    let own = browser.extension_url("");
    for tab in browser.tabs().await? {
        if tab.url().await.is_ok_and(|url| url.starts_with(&own)) {
            tab.eval(&set).await.context("setting a page's clock")?;
        }
    }
    Ok(())
}

/// Speeds up the worker's timers by this factor, so that a test need not wait for a time-out.
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

/// Lets every save to disk fail, as on a full disk, or succeed again.
///
/// # Errors
/// When the worker does not run.
pub async fn fill_disk(browser: &Browser, full: bool) -> Result<()> {
    refuse(browser, &["set"], full).await.context("filling the disk")
}

/// Lets every save and removal on disk fail, as on a broken disk, or succeed again.
///
/// # Errors
/// When the worker does not run.
pub async fn break_disk(browser: &Browser, broken: bool) -> Result<()> {
    refuse(browser, &["set", "remove", "clear"], broken).await.context("breaking the disk")
}

/// Holds every save to disk back until it is let go.
///
/// # Errors
/// When the worker does not run.
pub async fn hold_disk(browser: &Browser) -> Result<()> {
    let hold = "void (disk => {
      const set = disk.set.bind(disk);
      const held = new Promise(letGo => { globalThis.letDiskGo = () => { disk.set = set; letGo(); }; });
      disk.set = items => held.then(() => set(items));
    })(browser.storage.local)";
    browser.eval_in_worker(hold).await.context("holding the disk")?;
    Ok(())
}

/// Lets the saves go that [`hold_disk`] holds back.
///
/// # Errors
/// When the worker does not run.
pub async fn let_disk_go(browser: &Browser) -> Result<()> {
    browser.eval_in_worker("letDiskGo()").await.context("letting the disk go")?;
    Ok(())
}

async fn refuse(browser: &Browser, functions: &[&str], refused: bool) -> Result<()> {
    let set = format!(
        "void (disk => {{
          globalThis.realDisk ??= Object.fromEntries(['set', 'remove', 'clear'].map(it => [it, disk[it].bind(disk)]));
          for (const name of {functions}) {{
            disk[name] = {refused} ? () => Promise.reject(new Error('QUOTA_BYTES quota exceeded, {MADE_UP}')) : realDisk[name];
          }}
        }})(browser.storage.local)",
        functions = json!(functions)
    );
    browser.eval_in_worker(&set).await?;
    Ok(())
}

/// Lets the next call of a function fail. The path starts at the global scope: `browser.alarms.create`.
///
/// # Errors
/// When the worker does not run, or there is no such function.
pub async fn fail_next_call(browser: &Browser, function: &str, how: Mishap) -> Result<()> {
    let fail = match how {
        Mishap::Throws => "throw error",
        Mishap::Rejects => "return Promise.reject(error)",
    };
    let set = format!(
        "void (path => {{
          const name = path.pop();
          const owner = path.reduce((at, part) => at[part], globalThis);
          const real = owner[name];
          globalThis.struck = false;
          owner[name] = () => {{
            owner[name] = real;
            globalThis.struck = true;
            const error = new Error('{MADE_UP}');
            {fail};
          }};
        }})({path})",
        path = json!(function.split('.').collect::<Vec<_>>())
    );
    browser.eval_in_worker(&set).await.with_context(|| format!("letting {function} fail"))?;
    Ok(())
}

/// Waits until the failing call has been made.
///
/// # Errors
/// When it is not.
pub async fn wait_until_struck(browser: &Browser) -> Result<()> {
    until("the call that was to fail", SOON, async || {
        let struck = browser.eval_in_worker("globalThis.struck").await?;
        Ok(if struck == Value::Bool(true) { Ok(()) } else { Err(struck) })
    })
    .await
}
