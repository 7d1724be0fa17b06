//! Searches for keys while the browser runs.

use anyhow::{Result, ensure};
use browser_driver::{Browser, ConsoleEntry};
use serde::Deserialize;
use serde_json::Value;
use simulated_openai::{Credential, LoggedRequest};

use super::{Canary, Finding};
use crate::{Backstage, SOON};

/// Reads everything in a page: its markup, its fields and its own storage.
const PAGE: &str = "(() => {
  const kept = [];
  // Access to storage throws in pages without an origin.
  try { kept.push({ ...localStorage }, { ...sessionStorage }) } catch {}
  const content = JSON.stringify([
    location.href, document.title, document.documentElement?.outerHTML, kept,
    Array.from(document.querySelectorAll('input, textarea, select'), field => field.value),
    Array.from(document.querySelectorAll('template'), template => template.innerHTML),
  ]);
  return { url: location.href, content };
})()";

/// How many characters besides each key an item with remembered keys may contain: the monitor, and where the key may be sent.
const MOST_BESIDE_A_KEY: usize = 300;

/// A page, to be searched.
#[derive(Deserialize)]
struct Page {
    url: String,
    content: String,
}

impl Canary {
    /// Searches what the extension has stored on disk, its badge and notifications, and every open page.
    ///
    /// # Errors
    /// When something could not be searched, or `storage.session` holds a key that nobody issued.
    pub async fn search_running(&self, browser: &Browser, backstage: &Backstage) -> Result<Vec<Finding>> {
        let mut findings = self.search_stored(&backstage.stored().await?);
        let badge = backstage.badge().await?;
        findings.extend(self.search_text("the badge", &format!("{} {}", badge.text, badge.title)));
        for tab in browser.tabs().await? {
            // This waits, because the page may be loading.
            let page: Page = tab.wait_for(PAGE, "a page to be searched", SOON).await?;
            findings.extend(self.search_text(&format!("the page {}", page.url), &page.content));
        }
        self.check_session_storage(backstage).await?;
        // The browser gives only the ids of notifications. Scenarios that cause one check its text.
        let notifications = backstage.notifications().await?;
        findings.extend(self.search_text("the name of a notification", &notifications.join(" ")));
        Ok(findings)
    }

    /// Searches `storage.local`. A remembered key may be there, but only in an item with hardly anything besides keys. Items that pages read
    /// contain more.
    fn search_stored(&self, stored: &Value) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (name, item) in stored.as_object().into_iter().flatten() {
            let text = item.to_string();
            let mut found = self.search_text(&format!("storage.local, {name}"), &text);
            found.extend(self.search_text("the name of an item in storage.local", name));
            let keys: usize = found.iter().map(|it| it.key.expose().len()).sum();
            let is_for_keys = text.len().saturating_sub(keys) <= MOST_BESIDE_A_KEY * found.len();
            findings.extend(found.into_iter().filter(|it| !(is_for_keys && self.is_remembered(&it.key))));
        }
        findings
    }

    /// Checks that `storage.session` contains only keys that were issued.
    async fn check_session_storage(&self, backstage: &Backstage) -> Result<()> {
        let held = backstage.keys().await?;
        let known = |key: &String| self.needles.iter().any(|needle| needle.key().expose() == key);
        ensure!(held.iter().all(known), "storage.session holds a key that nobody issued");
        Ok(())
    }

    /// Whether the person wants this key remembered on disk.
    pub(super) fn is_remembered(&self, key: &Credential) -> bool {
        self.needles.iter().any(|it| it.key() == key && it.watched().remembered)
    }

    /// Searches the consoles.
    #[must_use]
    pub fn search_console(&self, entries: &[ConsoleEntry]) -> Vec<Finding> {
        let entries = entries.iter();
        entries.flat_map(|it| self.search_text(&format!("a console ({:?})", it.origin), &format!("{it:?}"))).collect()
    }

    /// Searches the requests that arrived. A key may only be in the `Authorization` header of a request to its own host.
    #[must_use]
    pub fn search_requests(&self, requests: &[LoggedRequest]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for request in requests {
            let place = format!("a request: {} {}", request.method, request.host);
            let parts = [
                Some(&request.host),
                Some(&request.path),
                Some(&request.query),
                request.organization.as_ref(),
                request.origin.as_ref(),
                request.referer.as_ref(),
                request.user_agent.as_ref(),
            ];
            findings.extend(parts.into_iter().flatten().flat_map(|part| self.search_text(&place, part)));
            if let Some(sent) = &request.authorization {
                let elsewhere = self.needles.iter().filter(|it| it.watched().host != request.host);
                let astray = elsewhere.filter(|it| it.is_in(sent.expose().as_bytes()));
                findings.extend(astray.map(|it| Finding { key: it.key().clone(), place: place.clone() }));
            }
        }
        findings
    }
}
