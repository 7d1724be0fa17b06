//! Firefox: BiDi without a driver in between, and scripts in the browser's own window for what BiDi cannot do.

mod preferences;

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

/// Generous, for a cold start on a busy machine.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// A Firefox with the extension.
#[derive(Clone, Debug)]
pub(crate) struct Firefox {
    bidi: Connection,
    /// The extension's id as its manifest gives it.
    extension: String,
}

/// Starts Firefox and loads the extension into it.
pub(crate) async fn start(launch: &Launch) -> Result<Started> {
    let (extension, profile) = (launch.extension_dir()?, launch.profile_dir()?);
    preferences::write(launch, &profile)?;
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
        // The second one allows visiting pages of the extension, and running scripts in the browser's own window.
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

impl Firefox {
    /// Whether the event page, which Firefox uses instead of a worker, is loaded or being loaded.
    pub async fn worker_running(&self) -> Result<bool> {
        let state = self.ask("policy.extension.backgroundState").await?;
        Ok(matches!(state.as_str(), Some("running" | "starting" | "suspending")))
    }

    /// Suspends the event page at once, as Firefox itself does when it has been idle.
    pub async fn suspend_worker(&self) -> Result<()> {
        self.ask("policy.extension.terminateBackground({ ignoreDevToolsAttached: true })").await.map(drop)
    }

    /// "Work offline": pages and the event page see `navigator.onLine` change, and requests fail.
    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        self.ask(&format!("void (Services.io.offline = {offline})")).await.map(drop)
    }

    /// Withdraws access to every site the manifest requires, as the person can in about:addons.
    pub async fn withhold_sites(&self) -> Result<()> {
        self.change_sites("remove", "required").await
    }

    /// Grants access to every site the manifest requires.
    pub async fn restore_sites(&self) -> Result<()> {
        self.change_sites("add", "required").await
    }

    /// Grants access to one of them. An optional site is granted when a page requests it, because prompts are off.
    pub async fn grant_site(&self, pattern: &str) -> Result<()> {
        self.change_sites("add", &format!("required.filter(site => site === {})", quote(pattern))).await
    }

    async fn change_sites(&self, change: &str, sites: &str) -> Result<()> {
        let script = format!(
            r"(async () => {{
  const {{ ExtensionPermissions }} = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  const required = policy.extension.manifest.host_permissions ?? [];
  await ExtensionPermissions.{change}(policy.id, {{ permissions: [], origins: {sites} }}, policy.extension);
}})()"
        );
        self.ask(&script).await.map(drop)
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
