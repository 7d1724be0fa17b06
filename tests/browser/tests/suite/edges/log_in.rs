//! The platform's page logs in with a key of another kind. That key is not captured.

use anyhow::{Result, ensure};
use browser_suite::Stage;
use browser_suite::requests::{of_extension, wait_for_extension};
use simulated_openai::world::{KeyShape, PlatformManners};
use simulated_openai::{Credential, Endpoint, World, samples};

/// A key that was not issued, so the API refuses it.
const JWT: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWRlLXVwLWxvZy1pbiJ9.TWFkZVVwVG9Mb2dJbldpdGg3UWsyVm45";

pub fn world() -> World {
    let platform = PlatformManners { log_in_with: Some(Credential::new(JWT)), ..PlatformManners::default() };
    World { platform, ..samples::world() }
}

pub async fn refused(stage: &mut Stage) -> Result<()> {
    let jwt = stage.make_up(JWT);
    is_no_account(stage, &jwt).await
}

/// Not captured even if the API accepts it: the account would appear twice.
pub async fn accepted(stage: &mut Stage) -> Result<()> {
    stage.openai.edit(|world| world.key_shape = KeyShape::Jwt);
    let jwt = stage.openai.issue_key(samples::ADA);
    stage.openai.edit(|world| {
        world.key_shape = KeyShape::Session;
        world.platform.log_in_with = Some(jwt.clone());
    });
    is_no_account(stage, &jwt).await
}

async fn is_no_account(stage: &Stage, jwt: &Credential) -> Result<()> {
    let (platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let shown = stage.openai.requests_to(Endpoint::Login);
    ensure!(shown.iter().any(|it| it.authorization.as_ref() == Some(jwt)), "the page did not log in with the JWT");
    // Once this later organisation is there, the earlier request has been served.
    platform.choose(samples::LEGACY_2023).await?;
    popup.wait_for_organization(samples::LEGACY_2023).await?;
    wait_for_extension(&stage.openai, Endpoint::Organizations, 2).await?;
    stage.backstage()?.wait_until_settled().await?;

    let monitors = stage.backstage()?.monitors().await?;
    ensure!(monitors.keys().eq([samples::LEGACY_2023, samples::PREPAID]), "{monitors:?} are watched");
    let asked = of_extension(&stage.openai).iter().filter(|it| it.authorization.as_ref() == Some(jwt)).count();
    ensure!(asked == 0, "it was asked with the JWT {asked} times");
    ensure!(!stage.backstage()?.keys().await?.contains(jwt.expose()), "the JWT is held");
    let told = stage.backstage()?.notifications().await?;
    ensure!(told.is_empty(), "logging in is told as {told:?}");
    Ok(())
}
