//! Firefox's preferences, written before it starts.

use std::path::Path;

use crate::error::{Error, Result};
use crate::launch::{Launch, Network};
use crate::script::quote;

/// Preferences of every profile: no questions to the person, no requests to Mozilla, console output is printed.
const PREFERENCES: &[(&str, &str)] = &[
    ("app.normandy.enabled", "false"),
    ("app.shield.optoutstudies.enabled", "false"),
    ("app.update.disabledForTesting", "true"),
    ("browser.aboutwelcome.enabled", "false"),
    ("browser.dom.window.dump.enabled", "true"),
    // Downloads go to the folder below without asking.
    ("browser.download.folderList", "2"),
    ("browser.download.alwaysOpenPanel", "false"),
    ("browser.newtabpage.activity-stream.feeds.telemetry", "false"),
    ("browser.newtabpage.enabled", "false"),
    ("browser.region.network.url", "\"\""),
    ("browser.safebrowsing.downloads.remote.enabled", "false"),
    ("browser.safebrowsing.malware.enabled", "false"),
    ("browser.safebrowsing.phishing.enabled", "false"),
    ("browser.search.update", "false"),
    ("browser.shell.checkDefaultBrowser", "false"),
    ("browser.startup.homepage_override.mstone", "\"ignore\""),
    ("browser.startup.page", "0"),
    ("browser.topsites.contile.enabled", "false"),
    ("datareporting.healthreport.uploadEnabled", "false"),
    ("datareporting.policy.dataSubmissionEnabled", "false"),
    // BiDi does not report an extension's console, so Firefox's standard output is read instead.
    ("devtools.console.stdout.content", "true"),
    ("extensions.getAddons.cache.enabled", "false"),
    ("extensions.update.enabled", "false"),
    // Optional permissions are granted at once, because nobody can click the prompt.
    ("extensions.webextOptionalPermissionPrompts", "false"),
    // A restart installs the extension again, which must find its earlier storage.
    ("extensions.webextensions.keepStorageOnUninstall", "true"),
    ("extensions.webextensions.keepUuidOnUninstall", "true"),
    ("media.gmp-manager.updateEnabled", "false"),
    ("messaging-system.rsexperimentloader.enabled", "false"),
    ("network.captive-portal-service.enabled", "false"),
    ("network.connectivity-service.enabled", "false"),
    // The simulated hosts are on loopback. Offline must apply to it as well.
    ("network.disable-localhost-when-offline", "true"),
    ("network.dns.disablePrefetch", "true"),
    ("network.prefetch-next", "false"),
    ("services.settings.server", "\"data:,#remote-settings-dummy/v1\""),
    ("signon.rememberSignons", "false"),
    ("toolkit.telemetry.reportingpolicy.firstRun", "false"),
    ("toolkit.telemetry.server", "\"\""),
];

/// The UUID of the extension in every profile.
const UUID: &str = "c4ed1760-0000-4000-8000-000000000000";

/// The id in the extension's manifest, if it has one.
fn extension_id(extension: &Path) -> Option<String> {
    let manifest = std::fs::read(extension.join("manifest.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).ok()?;
    manifest.pointer("/browser_specific_settings/gecko/id")?.as_str().map(str::to_owned)
}

/// Writes the preferences of a launch to its profile.
pub(super) fn write(launch: &Launch, profile: &Path) -> Result<()> {
    let mut preferences: Vec<(&str, String)> =
        PREFERENCES.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    preferences.push(("layout.css.devPixelsPerPx", quote(&launch.scale.to_string())));
    preferences.push(("browser.download.dir", quote(&launch.downloads_dir()?.to_string_lossy())));
    // Firefox would make the extension's UUID up, and storage hangs on it. It writes that to the profile a little later, so a browser that is
    // killed at once would not find its storage again.
    if let Some(id) = extension_id(&launch.extension_dir()?) {
        let uuids = serde_json::json!({ id: UUID }).to_string();
        preferences.push(("extensions.webextensions.uuids", quote(&uuids)));
    }
    if let Network::Simulated { port } = launch.network {
        preferences.push(("network.dns.forceResolve", quote("127.0.0.1")));
        preferences.push(("network.socket.forcePort", quote(&format!("443={port};80={port}"))));
    }
    let lines = preferences.iter().map(|(name, value)| format!("user_pref({}, {value});\n", quote(name)));
    let path = profile.join("user.js");
    std::fs::write(&path, lines.collect::<String>()).map_err(Error::io(format!("writing {}", path.display())))
}
