//! The platform sends requests without a visible key, as it may start to do at any time. The popup says so, and offers adding a monitor
//! by hand.

use anyhow::{Result, ensure};
use browser_suite::wait::until;
use browser_suite::{SOON, Stage};
use simulated_openai::world::PlatformManners;
use simulated_openai::{World, samples};

pub fn world() -> World {
    World { platform: PlatformManners { shows_no_key: true, ..PlatformManners::default() }, ..samples::world() }
}

pub async fn is_told_of(stage: &mut Stage) -> Result<()> {
    let popup = stage.popup().await?;
    let is_hidden = "document.querySelector('[data-part=no_visible_key]')?.hidden ?? true";
    ensure!(popup.tab.eval_as::<bool>(is_hidden).await?, "it is told before the platform asked for anything");
    let platform = stage.sign_in(samples::ADA).await?;
    let works = platform.tab.text("#status").await?;
    ensure!(works == "Up to date", "the platform's page says {works:?}");
    popup.wait_for_part("no_visible_key", true).await?;
    ensure!(!popup.tab.text("[data-part=no_visible_key]").await?.is_empty(), "it is told without words");
    popup.click_in("no_visible_key", "options").await?;
    let options = stage.browser()?.extension_url("www/options.html");
    until("the options page in front", SOON, async || {
        for tab in stage.browser()?.tabs().await? {
            let front = format!("location.href.startsWith('{options}') && document.visibilityState === 'visible'");
            if tab.eval_as::<bool>(&front).await.unwrap_or(false) {
                return Ok(Ok(()));
            }
        }
        Ok(Err("another page"))
    })
    .await?;

    // The notice goes once a key is seen.
    stage.openai.edit(|world| world.platform.shows_no_key = false);
    platform.reload().await?;
    popup.wait_for_organization(samples::PREPAID).await?;
    popup.wait_for_part("no_visible_key", false).await
}
