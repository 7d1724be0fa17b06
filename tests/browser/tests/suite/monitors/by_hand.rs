//! A monitor that the person adds, with another host and its own key.

use anyhow::{Context as _, Result, ensure};
use browser_suite::requests::is_of_no_page;
use browser_suite::{Notice, OptionsPage, SOON, Stage, Words};
use simulated_openai::world::{Gateway, Organization};
use simulated_openai::{Credential, Endpoint, LoggedRequest, World, samples};

/// A company's own proxy in front of OpenAI.
pub const HOST: &str = "gateway.example.test";
pub const ORGANIZATION: &str = "org-simulatedGateway";
pub const NAME: &str = "Behind the gateway";

pub fn key() -> Credential {
    Credential::new("sess-MadeUpForAGateway9Fq4Lx7Rw2Bk6Ty3Np8")
}

pub fn world() -> World {
    let organization = Organization::new(ORGANIZATION, NAME, samples::legacy_2023());
    World { gateways: vec![Gateway::new(HOST, key(), organization)], ..samples::world() }
}

/// Opens the form and fills it in. Access to the host is granted.
pub async fn fill_in(stage: &Stage, options: &OptionsPage, key: &str) -> Result<()> {
    stage.browser()?.grant_site(&format!("https://{HOST}/*")).await?;
    options.click("add-monitor").await?;
    options.fill("task_name", NAME).await?;
    options.fill("host", HOST).await?;
    options.fill("organization", ORGANIZATION).await?;
    options.tab.click("[name=session_key_source][value=pasted]").await?;
    options.fill("session_key", key).await
}

fn at_gateway(stage: &Stage) -> Vec<LoggedRequest> {
    stage.openai.requests().into_iter().filter(|it| it.host == HOST && is_of_no_page(it)).collect()
}

/// The monitor is tested first, then saved. Its host gets only its own key.
pub async fn on_another_host(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    let api_key = stage.make_up("sk-MadeUpToBePasted8Vt5Gm2Xz6Qc9Wj4");
    fill_in(stage, &options, api_key.expose()).await?;
    options.click("detect").await?;
    options.wait_for_error("session_key", &Words::read()?.say("invalid_key_is_api_key", &[])?).await?;
    ensure!(at_gateway(stage).is_empty(), "an API key was sent");

    options.fill("session_key", key().expose()).await?;
    options.wait_for_error("session_key", "").await?;
    options.click("detect").await?;
    for set in ["credit_grants", "model_cost", "billing_subscription"] {
        options.wait_for_element(&format!("[data-detected={set}][data-state=ok]"), true).await?;
    }
    ensure!(stage.backstage()?.monitors().await?.len() == 1, "it is saved before it is");
    ensure!(at_gateway(stage).len() == 3, "{} requests to try it out", at_gateway(stage).len());

    options.save_monitor().await?;
    popup.wait_for_organization(ORGANIZATION).await?;
    stage.backstage()?.wait_until_settled().await?;
    ensure!(popup.tab.text("[data-slot=account]").await? == NAME, "it is called otherwise");
    ensure!(popup.tab.text("[data-slot=host]").await? == HOST, "its host is not named");
    let typed: String = options.tab.eval_as("document.querySelector('[name=session_key]').value").await?;
    ensure!(typed.is_empty(), "the key stays in the form");
    popup.click("refresh").await?;
    stage.openai.wait_for(|it| it.host == HOST && it.endpoint() == Some(Endpoint::Subscription), 3, SOON).await?;
    stage.backstage()?.wait_until_settled().await?;

    let requests = at_gateway(stage);
    let own = |it: &LoggedRequest| it.authorization == Some(key()) && it.organization.as_deref() == Some(ORGANIZATION);
    ensure!(requests.len() == 9 && requests.iter().all(own), "the gateway was asked {requests:?}");
    let to_openai = stage.openai.requests().into_iter().filter(|it| it.host != HOST && it.authorization == Some(key()));
    ensure!(to_openai.count() == 0, "OpenAI got to see the gateway's key");
    ensure!(stage.backstage()?.keys().await?.len() == 2, "there are two keys to hold");
    Ok(())
}

pub async fn fields(stage: &mut Stage) -> Result<()> {
    stage.popup_of(samples::PREPAID).await?;
    let options = OptionsPage::open(stage.browser()?).await?;
    options.click("add-monitor").await?;
    let words = Words::read()?;
    for (field, text, error) in [
        ("task_name", "Ada Personal", "invalid_name_taken"),
        ("task_name", "A name of its own", ""),
        ("host", "http://gateway.example.test", "invalid_host_not_https"),
        ("host", "gateway.example.test/v1", "invalid_host_with_more"),
        ("host", HOST, ""),
        ("organization", "not an id", "invalid_organization_odd"),
        ("organization", ORGANIZATION, ""),
        ("period", "ten", "invalid_period_odd"),
        ("period", "29", "invalid_period_too_short"),
        ("period", "30", ""),
        ("tags", "no colon", "invalid_tag_odd"),
        ("tags", "env:production, team:search", ""),
    ] {
        options.fill(field, text).await?;
        let error = if error.is_empty() { String::new() } else { words.say(error, &[])? };
        options.wait_for_error(field, &error).await.with_context(|| format!("{text:?} in {field}"))?;
    }
    let advises = "!document.querySelector('[data-part=period_advice]').hidden";
    options.tab.wait_until(advises, "advice about 30 s", SOON).await?;
    // A captured key is never sent to another host.
    options.click("save-monitor").await?;
    options.wait_for_error("session_key", &words.say("invalid_key_not_for_this_host", &[])?).await?;
    options.tab.click("[name=session_key_source][value=pasted]").await?;
    options.click("save-monitor").await?;
    options.wait_for_error("session_key", &words.say("invalid_key_missing", &[])?).await?;
    ensure!(stage.backstage()?.monitors().await?.len() == 1, "a draft that does not hold was saved");
    Ok(())
}

/// A remembered key is on disk in one item, only if the person wants it, and is deleted with everything else.
pub async fn remembered_key(stage: &mut Stage) -> Result<()> {
    stage.remember(&key());
    let options = OptionsPage::open(stage.browser()?).await?;
    fill_in(stage, &options, key().expose()).await?;
    options.tab.click("[name=remember]").await?;
    options.save_monitor().await?;
    let popup = stage.popup().await?;
    popup.wait_for_organization(ORGANIZATION).await?;
    stage.backstage()?.wait_until_settled().await?;
    let good = popup.values().await?;
    ensure!(is_on_disk(stage).await?, "the key is not on disk");

    stage.restart().await?;
    let popup = stage.popup().await?;
    let before = at_gateway(stage).len();
    popup.click("refresh").await?;
    stage.openai.wait_for(|it| it.host == HOST && it.endpoint() == Some(Endpoint::Subscription), 2, SOON).await?;
    popup.wait_for_organization(ORGANIZATION).await?;
    popup.wait_for_notices(<[Notice]>::is_empty, "no notices").await?;
    stage.backstage()?.wait_until_settled().await?;
    ensure!(popup.values().await? == good, "other values than before");
    ensure!(at_gateway(stage).len() >= before + 3, "the gateway was not asked");

    OptionsPage::open(stage.browser()?).await?.forget().await?;
    stage.backstage()?.wait_for_badge("").await?;
    ensure!(!is_on_disk(stage).await?, "the key is still on disk");
    Ok(())
}

async fn is_on_disk(stage: &Stage) -> Result<bool> {
    Ok(stage.backstage()?.stored().await?.to_string().contains(key().expose()))
}
