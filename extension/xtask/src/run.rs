//! Opens the extension in a browser with a profile of its own, against the real OpenAI.

use anyhow::{Context, bail, ensure};
use browser_driver::{Launch, Network, Product, open_window};

use crate::demo::has_display;
use crate::progress::say;
use crate::{build, setup, workspace};

/// The page whose requests carry the key. Someone who is not signed in is asked to sign in first.
const ADDRESS: &str = "https://platform.openai.com/usage";

/// Opens an ordinary window, without automation, and waits until the person closes it.
pub fn run() -> anyhow::Result<()> {
    ensure!(
        has_display(),
        "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), and you need one to sign in to the real OpenAI. \
         Without one, see `cargo xtask demo --headless`"
    );
    let toolchain = setup::ensure(&setup::Needs { chromium: true, firefox: false })?;
    let extension = build::build(&toolchain)?;
    let profile = workspace::target().join("run/profile");
    let mut launch = Launch::new(Product::Chromium, extension, &profile, Network::Real);
    launch.headless = false;
    say(&format!(
        "\nSign in to platform.openai.com in the window that opens. The extension picks the session up by itself; pin Credit Gauge \
         from the puzzle-piece menu to see its badge.\nThe window's profile stays in {}, so that you need not sign in each time; \
         delete it to forget the session.",
        profile.display()
    ));
    tokio::runtime::Runtime::new()?.block_on(async {
        let mut window = open_window(&launch, &[ADDRESS.to_owned()])?;
        let status = window.wait().await.context("waiting for the window to be closed")?;
        if !status.success() {
            bail!("Chromium ended with {status}: its own messages are above");
        }
        Ok(())
    })
}
