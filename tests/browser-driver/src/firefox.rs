//! Firefox: BiDi with no driver in between, and its own windows' scripts for what BiDi cannot say.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::connection::{Connection, read};
use crate::engine::{Engine, Started};
use crate::error::{Error, Result};
use crate::launch::{Launch, Network, program};
use crate::process::Process;
use crate::script::{Realm, quote};
use crate::tab::ColorScheme;

/// A cold start on a busy machine takes its time.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// Preferences of every profile: nothing is asked of a person, nothing is fetched from Mozilla, consoles are printed.
const PREFERENCES: &[(&str, &str)] = &[
    ("app.normandy.enabled", "false"),
    ("app.shield.optoutstudies.enabled", "false"),
    ("app.update.disabledForTesting", "true"),
    ("browser.aboutwelcome.enabled", "false"),
    ("browser.dom.window.dump.enabled", "true"),
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
    // BiDi reports no console of an extension; what Firefox prints is read instead.
    ("devtools.console.stdout.content", "true"),
    ("extensions.getAddons.cache.enabled", "false"),
    ("extensions.update.enabled", "false"),
    // A restart loads the extension anew, and must find the storage of the first time.
    ("extensions.webextensions.keepStorageOnUninstall", "true"),
    ("extensions.webextensions.keepUuidOnUninstall", "true"),
    ("media.gmp-manager.updateEnabled", "false"),
    ("messaging-system.rsexperimentloader.enabled", "false"),
    ("network.captive-portal-service.enabled", "false"),
    ("network.connectivity-service.enabled", "false"),
    ("network.dns.disablePrefetch", "true"),
    ("network.prefetch-next", "false"),
    ("services.settings.server", "\"data:,#remote-settings-dummy/v1\""),
    ("signon.rememberSignons", "false"),
    ("toolkit.telemetry.reportingpolicy.firstRun", "false"),
    ("toolkit.telemetry.server", "\"\""),
];

/// A Firefox and the extension in it.
#[derive(Clone, Debug)]
pub(crate) struct Firefox {
    bidi: Connection,
    /// The extension's id as its manifest gives it.
    extension: String,
}

/// Starts Firefox and loads the extension into it.
pub(crate) async fn start(launch: &Launch) -> Result<Started> {
    let (extension, profile) = (launch.extension_dir()?, launch.profile_dir()?);
    write_preferences(launch, &profile)?;
    let mut process = Process::spawn("firefox", command(launch, &profile)?)?;
    let address = process
        .line(READY_WITHIN, |line| line.split_once("BiDi listening on ").map(|(_, url)| url.trim().to_owned()))
        .await?;
    let (bidi, events) = Connection::open(&format!("{address}/session")).await?;
    let insecure = matches!(launch.network, Network::Simulated { .. });
    let capabilities = json!({ "alwaysMatch": { "acceptInsecureCerts": insecure } });
    let session = bidi.call("session.new", json!({ "capabilities": capabilities })).await?;
    let browser = session.pointer("/capabilities/moz:processID").and_then(Value::as_u64);
    process.adopt(browser.and_then(|pid| u32::try_from(pid).ok()));

    #[derive(Deserialize)]
    struct Installed {
        extension: String,
    }
    let method = "webExtension.install";
    let source = json!({ "extensionData": { "type": "path", "path": extension } });
    let installed: Installed = read(method, bidi.call(method, source).await?)?;
    let firefox = Firefox { bidi: bidi.clone(), extension: installed.extension };
    let host = firefox.ask("policy.mozExtensionHostname").await?;
    let origin = format!("moz-extension://{}", host.as_str().unwrap_or_default());
    Ok(Started { process, bidi, events, engine: Engine::Firefox(firefox), origin })
}

fn command(launch: &Launch, profile: &Path) -> Result<Command> {
    let mut command = Command::new(program("FIREFOX", &["firefox", "firefox-esr"])?);
    let (width, height) = launch.window;
    command
        .args(["--no-remote", "--new-instance", "--profile"])
        .arg(profile)
        // The second lets pages of the extension be visited, and the browser's own windows be asked.
        .args(["--remote-debugging-port=0", "--remote-allow-system-access"])
        .args(["--width", &width.to_string(), "--height", &height.to_string()])
        .env("MOZ_HEADLESS_WIDTH", width.to_string())
        .env("MOZ_HEADLESS_HEIGHT", height.to_string())
        .env("MOZ_CRASHREPORTER_DISABLE", "1");
    if launch.headless {
        command.arg("--headless");
    }
    command.arg("about:blank");
    Ok(command)
}

fn write_preferences(launch: &Launch, profile: &Path) -> Result<()> {
    let mut preferences: Vec<(&str, String)> =
        PREFERENCES.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    preferences.push(("layout.css.devPixelsPerPx", quote(&launch.scale.to_string())));
    if let Network::Simulated { port } = launch.network {
        preferences.push(("network.dns.forceResolve", quote("127.0.0.1")));
        preferences.push(("network.socket.forcePort", quote(&format!("443={port};80={port}"))));
    }
    let lines = preferences.iter().map(|(name, value)| format!("user_pref({}, {value});\n", quote(name)));
    let path = profile.join("user.js");
    std::fs::write(&path, lines.collect::<String>()).map_err(Error::io(format!("writing {}", path.display())))
}

impl Firefox {
    /// Whether the event page, which is what Firefox has for a worker, is loaded or being loaded.
    pub async fn worker_running(&self) -> Result<bool> {
        let state = self.ask("policy.extension.backgroundState").await?;
        Ok(matches!(state.as_str(), Some("running" | "starting" | "suspending")))
    }

    /// Suspends the event page at once, as Firefox itself does when it has been idle.
    pub async fn suspend_worker(&self) -> Result<()> {
        self.ask("policy.extension.terminateBackground({ ignoreDevToolsAttached: true })").await.map(drop)
    }

    /// Overrides the system's colours for all pages.
    pub async fn set_color_scheme(&self, scheme: ColorScheme) -> Result<()> {
        let value = match scheme {
            ColorScheme::Dark => 0,
            ColorScheme::Light => 1,
        };
        let name = "layout.css.prefers-color-scheme.content-override";
        self.ask(&format!("Services.prefs.setIntPref('{name}', {value})")).await.map(drop)
    }

    /// Evaluates in the browser's own window, with `policy` as the extension.
    async fn ask(&self, expression: &str) -> Result<Value> {
        #[derive(Deserialize)]
        struct Tree {
            contexts: Vec<Window>,
        }
        #[derive(Deserialize)]
        struct Window {
            context: String,
        }
        let method = "browsingContext.getTree";
        let answer = self.bidi.call(method, json!({ "moz:scope": "chrome", "maxDepth": 0 })).await?;
        let tree: Tree = read(method, answer)?;
        let window = tree
            .contexts
            .into_iter()
            .next()
            .ok_or(Error::Unsupported { what: "asking about the extension", place: "a Firefox without a window" })?;
        let realm = Realm::Context { bidi: self.bidi.clone(), id: window.context };
        let extension = quote(&self.extension);
        realm.eval(&format!("(policy => ({expression}))(WebExtensionPolicy.getByID({extension}))")).await
    }
}
