//! Only the platform's own session key is captured.

use anyhow::{Result, ensure};
use browser_suite::requests::of_extension;
use browser_suite::scenario::chromium;
use browser_suite::{Popup, Stage, fetch_with};
use libtest_mimic::Trial;
use simulated_openai::{Credential, World, samples};

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("not_captured::a_key_another_site_uses", open_world, from_another_site),
        chromium("not_captured::a_key_a_page_of_the_api_host_uses", samples::world, from_the_api_host),
        chromium("not_captured::an_api_key_the_platform_uses", samples::world, api_key),
        chromium("not_captured::a_key_the_extension_uses", samples::world, from_the_extension),
    ]
}

/// Not even if another site may read the answers.
fn open_world() -> World {
    World { allow_cors_everywhere: true, ..samples::world() }
}

async fn from_another_site(stage: &mut Stage) -> Result<()> {
    left_alone(stage, "https://evil.test/", "sess-MadeUpByAnotherSite7Qk2Vn9Xc4Lb8Zt3Rm5").await
}

/// Browsers hide the requests of other sites from an extension. Those of pages on the API's host are visible, but are not the platform's.
async fn from_the_api_host(stage: &mut Stage) -> Result<()> {
    left_alone(stage, "https://api.openai.com/", "sess-MadeUpAtTheApiHost6Jw4Cs8Tf1Nq9Yk2Pd7").await
}

async fn left_alone(stage: &mut Stage, site: &str, key: &str) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let key = stage.make_up(key);
    let tab = stage.browser()?.new_tab().await?;
    tab.goto(site).await?;
    fetch_with(&tab, &key, Some("org-evil"), 1).await?;
    nothing_came_of(stage, &key).await?;
    platform.choose(samples::LEGACY_2023).await?;
    another_organisation_came_next(stage, &popup, &key).await
}

async fn api_key(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let key = stage.make_up("sk-MadeUpApiKey4Hd8Ws1Jf6Ny3Pb9Ug2Xe7");
    let statuses = fetch_with(&platform.tab, &key, Some(samples::EMPTY), 1).await?;
    ensure!(statuses == [Some(403)], "an API key was answered {statuses:?}");
    nothing_came_of(stage, &key).await?;
    platform.choose(samples::LEGACY_2023).await?;
    another_organisation_came_next(stage, &popup, &key).await
}

async fn from_the_extension(stage: &mut Stage) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let key = stage.make_up("sess-MadeUpInAPageOfOurs3Tz6Kp9Bw2Gx5Lq8Vd1");
    fetch_with(&popup.tab, &key, Some(samples::EMPTY), 1).await?;
    nothing_came_of(stage, &key).await?;
    platform.choose(samples::LEGACY_2023).await?;
    another_organisation_came_next(stage, &popup, &key).await
}

fn requests_with(stage: &Stage, key: &Credential) -> usize {
    stage.openai.requests().iter().filter(|it| it.method == "GET" && it.authorization.as_ref() == Some(key)).count()
}

/// Checks, after the worker has served the request, that no key was stored and the extension sent no request with it.
async fn nothing_came_of(stage: &Stage, key: &Credential) -> Result<()> {
    stage.backstage()?.round_trip().await?;
    let held = stage.backstage()?.keys().await?;
    ensure!(held.len() == 1, "{} keys are held", held.len());
    ensure!(!held.contains(key.expose()), "the key was taken");
    let asked = requests_with(stage, key);
    ensure!(asked == 1, "there is one request with the key, the page's own; {asked} arrived");
    Ok(())
}

/// Waits until a later request of the platform's tab was captured. If the earlier key had been captured, it would show by now.
async fn another_organisation_came_next(stage: &Stage, popup: &Popup, key: &Credential) -> Result<()> {
    popup.wait_for_organization(samples::LEGACY_2023).await?;
    let held = stage.backstage()?.keys().await?;
    ensure!(!held.contains(key.expose()), "the key was taken");
    let monitors = stage.backstage()?.monitors().await?;
    ensure!(monitors.keys().eq([samples::LEGACY_2023, samples::PREPAID]), "{monitors:?} are watched");
    let asked = requests_with(stage, key);
    ensure!(asked == 1, "there is one request with the key, the page's own; {asked} arrived");
    let issued = stage.openai.keys_issued();
    let ours = of_extension(&stage.openai).into_iter().filter_map(|it| it.authorization);
    ensure!(ours.filter(|it| it != key).all(|it| issued.contains(&it)), "a request with a key that nobody issued");
    Ok(())
}
