//! The extension's access to sites, as a person sets it in chrome://extensions.

use super::{Chromium, extensions_page};
use crate::error::Result;
use crate::script::quote;

impl Chromium {
    /// "Site access: on click": the extension has no access by itself.
    pub async fn withhold_sites(&self) -> Result<()> {
        self.set_site_access("ON_CLICK").await
    }

    /// "Site access: on all sites", of those the manifest requires.
    pub async fn restore_sites(&self) -> Result<()> {
        self.set_site_access("ON_ALL_SITES").await
    }

    /// "Add a site". Chromium does not ask again for access to a site that was added here.
    pub async fn grant_site(&self, pattern: &str) -> Result<()> {
        let call = format!("chrome.developerPrivate.addHostPermission({}, {})", quote(&self.id), quote(pattern));
        extensions_page::evaluate(&self.bidi, &call).await.map(drop)
    }

    async fn set_site_access(&self, access: &str) -> Result<()> {
        let update = format!("{{ extensionId: {}, hostAccess: {} }}", quote(&self.id), quote(access));
        let call = format!("chrome.developerPrivate.updateExtensionConfiguration({update})");
        extensions_page::evaluate(&self.bidi, &call).await.map(drop)
    }
}
