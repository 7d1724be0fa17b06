//! Demonstrates the main use: a person signs in to platform.openai.com, and the extension does the rest.
//!
//! The extension is the shipped one, unchanged. Only the network is simulated.

mod metrics;
mod table;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow};
use browser_driver::{Browser, Extent, Launch, Network, Product, Tab};
use simulated_openai::{PLATFORM_ORIGIN, SimulatedOpenAi, samples};

use crate::args::DemoOptions;
use crate::progress::{Step, print, say};
use crate::{build, setup, workspace};

/// The time limit of each single wait, such as that for the popup to show the account.
const WITHIN: Duration = Duration::from_secs(30);

/// The popup's width, in CSS pixels.
const POPUP_WIDTH: u32 = 400;

/// Device pixels for each CSS pixel of the picture.
const SHARPNESS: u32 = 2;

/// Runs the demonstration: in a window that stays open, or headless, with a table and a picture as the result.
pub fn demo(options: DemoOptions) -> anyhow::Result<()> {
    let product = options.product();
    let needs = setup::Needs { chromium: product == Product::Chromium, firefox: product == Product::Firefox };
    let toolchain = setup::ensure(&needs)?;
    let extension = build::build(&toolchain)?;
    let headless = options.headless || !has_display();
    tokio::runtime::Runtime::new()?.block_on(async {
        tokio::select! {
            shown = show(product, headless, extension) => shown,
            // This drops the browser, which ends its processes.
            _ = tokio::signal::ctrl_c() => Err(anyhow!("interrupted; the browser is closed")),
        }
    })
}

/// Whether this machine can show a window.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("DISPLAY") || set("WAYLAND_DISPLAY") || cfg!(any(target_os = "macos", windows))
}

async fn show(product: Product, headless: bool, extension: PathBuf) -> anyhow::Result<()> {
    let step = Step::begin("starting the simulated OpenAI");
    let openai = SimulatedOpenAi::start(samples::world()).await?;
    step.done();

    let profile = tempfile::tempdir().context("making a directory for the browser's profile")?;
    let network = Network::Simulated { port: openai.port() };
    let mut launch = Launch::new(product, extension, profile.path(), network);
    launch.headless = headless;
    let step = Step::begin(format!("starting {product:?} with the extension"));
    let browser = Browser::launch(launch).await?;
    step.done();

    let step = Step::begin("signing in to the simulated platform.openai.com");
    sign_in(&browser).await.map_err(|error| explain(error, &browser))?;
    step.done();

    let step = Step::begin("waiting for the extension to show the account");
    let popup = browser.new_tab().await?;
    popup.goto(&browser.extension_url("www/popup.html")).await?;
    popup
        .wait_until("document.body.dataset.state === 'ok'", "the popup to show the account", WITHIN)
        .await
        .map_err(|error| explain(error.into(), &browser))?;
    step.done();

    if headless {
        report(&popup).await?;
        browser.close().await?;
    } else {
        say(WHAT_TO_SEE);
        browser.closed_by_person().await?;
    }
    openai.stop();
    Ok(())
}

const WHAT_TO_SEE: &str = "
The window has two tabs. In the first you are signed in to a simulated platform.openai.com; the second is the popup.
Pin Credit Gauge from the puzzle-piece menu: its badge shows the balance, and a click opens the popup where it belongs.
Close the window, or press Ctrl-C here, to end.";

/// Signs in as a person does, with keyboard and mouse events.
async fn sign_in(browser: &Browser) -> anyhow::Result<()> {
    // Uses the tab the browser starts with, so that no empty tab is left over.
    let platform = match browser.tabs().await?.into_iter().next() {
        Some(first) => first,
        None => browser.new_tab().await?,
    };
    platform.goto(&format!("{PLATFORM_ORIGIN}/usage")).await?;
    platform.type_into("#email", samples::ADA).await?;
    platform.type_into("#password", samples::PASSWORD).await?;
    platform.click("#submit").await?;
    platform.wait_until("document.body.dataset.platform === 'ready'", "the platform's usage page", WITHIN).await?;
    Ok(())
}

/// Prints the values of the popup, and saves a picture of it.
async fn report(popup: &Tab) -> anyhow::Result<()> {
    let shown = metrics::read(popup).await?;
    print(&table::table(&shown));
    let folder = workspace::target().join("demo");
    std::fs::create_dir_all(&folder)?;
    let picture = folder.join("popup.png");
    take_picture(popup, &picture).await?;
    print(&format!("\nThe popup: {}", picture.display()));
    Ok(())
}

/// Takes a picture of the whole popup at its normal width. The viewport gets the height of the content, so that the footer is at its end.
async fn take_picture(popup: &Tab, path: &Path) -> anyhow::Result<()> {
    resize(popup, 1).await?;
    let height = popup.eval_as("document.documentElement.scrollHeight").await?;
    resize(popup, height).await?;
    popup.screenshot(path, Extent::Viewport).await?;
    Ok(())
}

async fn resize(popup: &Tab, height: u32) -> anyhow::Result<()> {
    popup.set_viewport(POPUP_WIDTH, height, f64::from(SHARPNESS)).await?;
    let there = format!("String([innerWidth, innerHeight, devicePixelRatio]) === '{POPUP_WIDTH},{height},{SHARPNESS}'");
    popup.wait_until(&there, "the popup to have its size", WITHIN).await?;
    Ok(())
}

/// Adds the console output of pages and worker, which often shows the cause.
fn explain(error: anyhow::Error, browser: &Browser) -> anyhow::Error {
    let console = browser.console();
    let lines = console.iter().map(|entry| {
        let url = entry.url.as_deref().unwrap_or_default();
        format!("  {:?} {:?}: {} {url}", entry.origin, entry.level, entry.text)
    });
    error.context(format!("the consoles said:\n{}", lines.collect::<Vec<_>>().join("\n")))
}
