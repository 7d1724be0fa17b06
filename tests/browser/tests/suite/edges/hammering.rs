//! Two tabs use one organisation with a key each. Their many requests must not cause many requests of the extension.

use anyhow::{Result, ensure};
use browser_suite::requests::{of_extension, wait_for_extension};
use browser_suite::{SOON, Stage, fetch_with};
use simulated_openai::{Endpoint, Fault, samples};

/// The most requests: three sets and a name, for each of the two keys and once more.
const MOST: usize = 12;

/// One set fails, so that no reading is complete.
pub async fn two_keys(stage: &mut Stage) -> Result<()> {
    stage.openai.fail(Endpoint::Usage, Fault::Status { code: 503, body: None, retry_after: None });
    let one = stage.sign_in(samples::ADA).await?;
    let other = stage.browser()?.new_tab().await?;
    other.goto("https://platform.openai.com/usage").await?;
    let asked = "['ready', 'error'].includes(document.body.dataset.platform)";
    other.wait_until(asked, "the other tab to have asked for its numbers", SOON).await?;
    wait_for_extension(&stage.openai, Endpoint::Subscription, 1).await?;
    stage.backstage()?.wait_until_settled().await?;
    let (one_key, other_key) = (stage.openai.issue_key(samples::ADA), stage.openai.issue_key(samples::ADA));
    let before = of_extension(&stage.openai).len();
    for _ in 0..20 {
        for (tab, key) in [(&one.tab, &one_key), (&other, &other_key)] {
            let statuses = fetch_with(tab, key, Some(samples::PREPAID), 1).await?;
            ensure!(statuses == [Some(200)], "the tab was answered {statuses:?}");
            // The tab's request was seen, and the requests it caused were answered.
            stage.backstage()?.round_trip().await?;
            stage.backstage()?.wait_until_settled().await?;
        }
    }
    let asked = of_extension(&stage.openai).len() - before;
    ensure!(asked <= MOST, "{asked} requests for 40 of the tabs within one period");
    Ok(())
}
