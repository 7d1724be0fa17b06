//! A page of the extension through which the suite reads what no page shows: storage, badge and alarm.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, ensure};
use browser_driver::{Browser, Tab};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::SOON;
use crate::wait::until;

/// An open options page, which only reads storage.
///
/// Stored values are searched for in all items: the layout of storage is up to the extension.
#[derive(Debug)]
pub struct Backstage {
    tab: Tab,
}

/// The alarm that rings next.
const NEXT_ALARM: &str =
    "browser.alarms.getAll().then(all => all.sort((one, other) => one.scheduledTime - other.scheduledTime)[0])";

/// Lists every text in `storage.session` that starts like a session key, without duplicates.
const HELD_KEYS: &str = "browser.storage.session.get().then(items => {
  const found = new Set();
  JSON.stringify(items, (_, value) => {
    if (typeof value === 'string' && /^(sess-|eyJ)/.test(value)) found.add(value);
    return value;
  });
  return [...found];
})";

/// Lists the values of all fields of this name in an area of storage, at any depth.
const FIELDS: &str = "browser.storage.AREA.get().then(items => {
  const found = [];
  JSON.stringify(items, (name, value) => {
    if (name === 'NAME') found.push(value);
    return value;
  });
  return found;
})";

/// Reads the cards of the options page: the monitor and its availability.
const CARDS: &str = "Object.fromEntries(Array.from(
  document.querySelectorAll('[data-slot=monitors] > [data-monitor]'),
  card => [card.dataset.monitor, card.dataset.availability],
))";

/// The collections in flight, by monitor.
const COLLECTIONS: &str = "browser.storage.session.get('running').then(({ running }) => running?.collections ?? {})";

/// The id of a monitor that no scenario makes.
const NO_MONITOR: &str = "#999999";

/// The toolbar button.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Badge {
    /// At most four characters.
    pub text: String,
    /// The tooltip.
    pub title: String,
    /// Red, green, blue, alpha; each 0 to 255.
    pub color: [u8; 4],
}

impl Backstage {
    /// Opens the options page.
    ///
    /// # Errors
    /// When the page does not come up.
    pub async fn open(browser: &Browser) -> Result<Self> {
        let tab = browser.new_tab().await?;
        tab.goto(&browser.extension_url("www/options.html")).await?;
        Ok(Self { tab })
    }

    /// The page itself.
    #[must_use]
    pub const fn tab(&self) -> &Tab {
        &self.tab
    }

    /// The badge as it is now.
    ///
    /// # Errors
    /// When the browser does not say.
    pub async fn badge(&self) -> Result<Badge> {
        // Read in reverse of the order in which the worker sets them, so that a new tooltip always comes with its text and colour.
        let badge = "(async action => {
          const title = await action.getTitle({});
          const color = Array.from(await action.getBadgeBackgroundColor({}));
          return { title, color, text: await action.getBadgeText({}) };
        })(browser.action)";
        Ok(self.tab.eval_as(badge).await?)
    }

    /// Waits for this text on the badge. Colour and tooltip come a moment later: see [`Self::wait_for_tooltip`].
    ///
    /// # Errors
    /// When another one stays.
    pub async fn wait_for_badge(&self, text: &str) -> Result<Badge> {
        self.wait_for(&format!("the badge {text:?}"), |badge| badge.text == text).await
    }

    /// Waits for a tooltip that begins like this. The worker sets it last, so text and colour are set by then.
    ///
    /// # Errors
    /// When another one stays.
    pub async fn wait_for_tooltip(&self, start: &str) -> Result<Badge> {
        self.wait_for(&format!("the tooltip {start:?}"), |badge| badge.title.starts_with(start)).await
    }

    async fn wait_for(&self, what: &str, fits: impl Fn(&Badge) -> bool) -> Result<Badge> {
        until(what, SOON, async || {
            let badge = self.badge().await?;
            Ok(if fits(&badge) { Ok(badge) } else { Err(format!("{badge:?}")) })
        })
        .await
    }

    /// All session keys the worker holds in memory, without duplicates.
    ///
    /// # Errors
    /// When storage cannot be read.
    pub async fn keys(&self) -> Result<BTreeSet<String>> {
        Ok(self.tab.eval_as(HELD_KEYS).await?)
    }

    /// The names of the notifications that are shown.
    ///
    /// # Errors
    /// When the browser does not say.
    pub async fn notifications(&self) -> Result<Vec<String>> {
        Ok(self.tab.eval_as("browser.notifications.getAll().then(Object.keys)").await?)
    }

    /// Everything on disk.
    ///
    /// # Errors
    /// When storage cannot be read.
    pub async fn stored(&self) -> Result<Value> {
        Ok(self.tab.eval("browser.storage.local.get()").await?)
    }

    /// The values of all fields of this name on disk, at any depth.
    ///
    /// # Errors
    /// When storage cannot be read.
    pub async fn stored_fields(&self, name: &str) -> Result<Vec<Value>> {
        Ok(self.tab.eval_as(&FIELDS.replace("AREA", "local").replace("NAME", name)).await?)
    }

    /// The stored monitors by id, with their `data-availability`. Loads the page again, so that it shows the latest.
    ///
    /// # Errors
    /// When the page does not come up.
    pub async fn monitors(&self) -> Result<BTreeMap<String, String>> {
        self.tab.reload().await?;
        self.tab
            .wait_until("document.body.dataset.state !== 'loading'", "the options page to be painted", SOON)
            .await?;
        Ok(self.tab.eval_as(CARDS).await?)
    }

    /// Waits until no collection is in flight. Call it after the first request has arrived: by then the collection is stored.
    ///
    /// # Errors
    /// When one does not end.
    pub async fn wait_until_settled(&self) -> Result<()> {
        until("every collection to end", SOON, async || {
            let collections: BTreeMap<String, Value> = self.tab.eval_as(COLLECTIONS).await?;
            Ok(if collections.is_empty() { Ok(()) } else { Err(format!("{collections:?}")) })
        })
        .await
    }

    /// Waits for an alarm, and returns when the next one is set to ring, in Unix milliseconds.
    ///
    /// # Errors
    /// When none is set.
    pub async fn alarm(&self) -> Result<f64> {
        let at = format!("{NEXT_ALARM}.then(alarm => alarm?.scheduledTime)");
        Ok(self.tab.wait_for(&at, "an alarm to be set", SOON).await?)
    }

    /// Lets the alarm ring now, and waits until the worker has served it.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ring(&self) -> Result<()> {
        // An unlikely moment, which tells our alarm from the worker's. The browser rings by the real clock.
        let ours: f64 = self.tab.eval_as("Math.floor((globalThis.realNow ?? Date.now)()) + 0.5").await?;
        let name: String = self.tab.eval_as(&format!("{NEXT_ALARM}.then(alarm => alarm?.name ?? 'collect')")).await?;
        self.tab.eval(&format!("browser.alarms.create({}, {{ when: {ours} }})", json!(name))).await?;
        let rang = format!("browser.alarms.getAll().then(all => all.every(alarm => alarm.scheduledTime !== {ours}))");
        self.tab.wait_until(&rang, "the alarm to have rung", SOON).await?;
        self.round_trip().await
    }

    /// Sends the worker a command as a page does, and waits until it is done and stored. A sleeping worker wakes.
    ///
    /// # Errors
    /// When it is not done.
    pub async fn command(&self, command: &Value) -> Result<()> {
        let reply = self.ask(command).await?;
        ensure!(reply == json!("done"), "{command} is answered {reply}");
        Ok(())
    }

    /// The same, for any reply, which is returned.
    ///
    /// # Errors
    /// When there is none.
    pub async fn ask(&self, command: &Value) -> Result<Value> {
        let send = format!("browser.runtime.sendMessage({command})");
        let reply = tokio::time::timeout(SOON, self.tab.eval(&send)).await;
        let reply = reply.with_context(|| format!("waited in vain for the reply to {command}"))??;
        ensure!(!reply.is_null(), "{command} got no reply");
        Ok(reply)
    }

    /// Waits until the worker has served everything that arrived before, by sending one more command: the worker serves in order. It refuses
    /// this command, so that nothing changes.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn round_trip(&self) -> Result<()> {
        let reply = self.ask(&json!({ "show": { "monitor": NO_MONITOR } })).await?;
        ensure!(reply == json!({ "refused": "no_such_monitor" }), "the worker replied {reply}");
        Ok(())
    }
}
