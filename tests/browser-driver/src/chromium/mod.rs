//! Chromium: BiDi through chromedriver, and a DevTools connection of its own for the worker and the popup.

mod extensions_page;
mod offline;
mod popup;
mod port;
mod site_access;
mod switches;
mod targets;
mod workers;

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::process::{Child, Command};

use self::targets::attach;
use self::workers::Sessions;
use crate::connection::{Connection, read};
use crate::console::Console;
use crate::engine::{Engine, Started};
use crate::error::{Error, Result};
use crate::launch::{Launch, program};
use crate::process::Process;
use crate::script::Realm;
use crate::tab::ColorScheme;

/// Generous, for a cold start on a busy machine.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// A Chromium with the extension. Clones share the browser.
#[derive(Clone, Debug)]
pub(crate) struct Chromium {
    bidi: Connection,
    devtools: Connection,
    /// The extension's id.
    id: String,
    sessions: Sessions,
}

impl Chromium {
    /// Turns the network of everything in the browser off or on. Returns once all that runs has confirmed.
    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        let conditions = if offline { json!({ "type": "offline" }) } else { Value::Null };
        // For open tabs and future ones.
        let params = json!({ "networkConditions": conditions, "userContexts": ["default"] });
        self.bidi.call("emulation.setNetworkConditions", params).await?;
        // For workers and the popup, which BiDi does not know.
        self.sessions.set_offline(offline, &self.running().await?).await;
        Ok(())
    }

    /// The extension's targets that can confirm: a stopped worker cannot.
    async fn running(&self) -> Result<Vec<String>> {
        let (mut running, pages) = (self.workers().await?, self.targets("page").await?);
        running.extend(pages);
        Ok(running)
    }

    /// Emulates a light or dark system for one page.
    pub async fn set_color_scheme(&self, realm: &Realm, scheme: ColorScheme) -> Result<()> {
        let value = match scheme {
            ColorScheme::Light => "light",
            ColorScheme::Dark => "dark",
        };
        // The emulation ends with the session, so the session stays attached.
        let session = match realm {
            Realm::Context { id, .. } => attach(&self.devtools, id).await?,
            Realm::Session { id, .. } => id.clone(),
        };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools.call_in(&session, "Emulation.setEmulatedMedia", features).await.map(drop)
    }
}

/// Starts chromedriver, and Chromium with the extension in it through that.
pub(crate) async fn start(launch: &Launch, console: &Console) -> Result<Started> {
    let extension = launch.extension_dir()?;
    let mut command = Command::new(program("CHROMEDRIVER", &["chromedriver"])?);
    command.arg(format!("--port={}", port::free()?));
    let mut process = Process::spawn("chromedriver", command)?;
    let port = process
        .line(READY_WITHIN, |line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        })
        .await?;

    let session = new_session(port, launch).await.map_err(|error| process.trouble(&error))?;
    let capabilities = session.capabilities;
    process.adopt(capabilities.browser);
    let (bidi, events) = Connection::open(&capabilities.bidi).await?;
    let (devtools, said) = Connection::open(&devtools_url(&capabilities.options.debugger).await?).await?;
    let sessions = Sessions::watch(&devtools, said, console.clone()).await?;
    let downloads = json!({ "behavior": "allow", "downloadPath": launch.downloads_dir()? });
    devtools.call("Browser.setDownloadBehavior", downloads).await?;
    let id = extensions_page::id_of(&bidi, &extension).await?;
    let origin = format!("chrome-extension://{id}");
    let chromium = Chromium { bidi: bidi.clone(), devtools, id, sessions };
    let engine = Engine::Chromium(chromium);
    Ok(Started { process, bidi, events, engine, origin })
}

/// Opens an ordinary window without automation, with the extension. The process ends when the person closes the window.
///
/// Sites that reject automated browsers, such as sign-in pages, work here. Chromium only.
pub fn open_window(launch: &Launch, addresses: &[String]) -> Result<Child> {
    let mut command = Command::new(binary()?);
    command.args(switches::of(launch)?).args(addresses).kill_on_drop(true);
    command.spawn().map_err(Error::io("Chromium could not be started"))
}

fn binary() -> Result<std::path::PathBuf> {
    program("CHROMIUM", &["chromium", "chromium-browser"])
}

#[derive(Deserialize)]
struct Session {
    capabilities: Capabilities,
}

#[derive(Deserialize)]
struct Capabilities {
    #[serde(rename = "webSocketUrl")]
    bidi: String,
    #[serde(rename = "goog:processID")]
    browser: Option<u32>,
    #[serde(rename = "goog:chromeOptions")]
    options: Options,
}

#[derive(Deserialize)]
struct Options {
    #[serde(rename = "debuggerAddress")]
    debugger: String,
}

/// Asks chromedriver for a browser.
async fn new_session(port: u16, launch: &Launch) -> std::result::Result<Session, String> {
    #[derive(Deserialize)]
    struct Answer {
        value: Value,
    }
    let options = json!({
        "binary": binary().map_err(|error| error.to_string())?,
        "args": switches::of(launch).map_err(|error| error.to_string())?,
    });
    let wanted = json!({ "capabilities": { "alwaysMatch": {
        "webSocketUrl": true,
        "unhandledPromptBehavior": "ignore",
        "goog:chromeOptions": options,
    }}});
    let answer: Answer = http(move |agent| {
        agent.post(format!("http://127.0.0.1:{port}/session")).send_json(wanted)?.body_mut().read_json()
    })
    .await?;
    let refusal = answer.value.get("message").map(|message| format!("could not start Chromium: {message}"));
    serde_json::from_value(answer.value)
        .map_err(|error| refusal.unwrap_or_else(|| format!("gave an answer that was not understood: {error}")))
}

/// The address of Chromium's DevTools WebSocket.
async fn devtools_url(address: &str) -> Result<String> {
    #[derive(Deserialize)]
    struct Version {
        #[serde(rename = "webSocketDebuggerUrl")]
        url: String,
    }
    let address = format!("http://{address}/json/version");
    let answer = http(move |agent| agent.get(address).call()?.body_mut().read_json())
        .await
        .map_err(|reason| Error::Disconnected { method: "DevTools".to_owned(), reason })?;
    read::<Version>("/json/version", answer).map(|version| version.url)
}

/// One blocking HTTP exchange, outside of the async threads. An error status is returned as an answer, because its body says why.
async fn http<T: Send + 'static>(
    exchange: impl FnOnce(ureq::Agent) -> std::result::Result<T, ureq::Error> + Send + 'static,
) -> std::result::Result<T, String> {
    let agent =
        ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(READY_WITHIN)).build().into();
    tokio::task::spawn_blocking(move || exchange(agent))
        .await
        .map_err(|error| error.to_string())?
        .map_err(|error| format!("did not answer: {error}"))
}
