//! The platform may send requests from a shared worker or service worker instead of its tab. Their keys are captured as well.

use anyhow::{Result, ensure};
use browser_suite::{SiteWorker, Stage, fetch_in_worker};
use simulated_openai::{LoggedRequest, PLATFORM_HOST, samples};

pub async fn is_captured(stage: &mut Stage, worker: SiteWorker) -> Result<()> {
    let popup = stage.popup().await?;
    let page = stage.browser()?.new_tab().await?;
    // Nobody is signed in there, so the page itself sends no requests.
    page.goto(&format!("https://{PLATFORM_HOST}/login")).await?;
    let key = stage.openai.issue_key(samples::ADA);
    let status = fetch_in_worker(&page, worker, &key, samples::LEGACY_2023).await?;
    ensure!(status == Some(200), "the worker was answered {status:?}");
    popup.wait_for_organization(samples::LEGACY_2023).await?;
    stage.backstage()?.wait_until_settled().await?;
    ensure!(stage.backstage()?.keys().await?.iter().eq([key.expose()]), "another key is held than the worker's");
    let of_pages = stage.openai.requests();
    let of_pages =
        of_pages.iter().filter(|it: &&LoggedRequest| it.is_from_platform_page() && it.authorization.is_some());
    ensure!(of_pages.count() == 1, "the key was shown in more requests than the worker's one");
    Ok(())
}
