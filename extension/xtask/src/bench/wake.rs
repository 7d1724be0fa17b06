//! Measures how long a sleeping worker takes from a request of the platform's tab to its own request.

use anyhow::Context;
use simulated_openai::Endpoint;

use super::rig::{Rig, WITHIN, is_own};

/// Milliseconds between the arrival of the tab's request and of the extension's, by the server's clock.
///
/// The sessions end first, and the popup must be open: with a refused key, the worker asks at once when it sees a new one.
pub async fn wake(rig: &Rig, popup: &browser_driver::Tab) -> anyhow::Result<f64> {
    rig.end_sessions();
    rig.openai.clear_requests();
    popup.click("[data-action=refresh]").await?;
    rig.answered(Endpoint::CreditGrants, 1).await.context("asking with a revoked key")?;
    rig.worked_off().await?;
    popup.close().await?;
    rig.put_to_sleep().await?;
    rig.openai.clear_requests();
    rig.sign_in_anew().await?;
    rig.openai
        .wait_for(|request| is_own(request, Endpoint::CreditGrants), 1, WITHIN)
        .await
        .context("waking the worker")?;
    rig.reading_done().await?;
    let requests = rig.openai.requests_to(Endpoint::CreditGrants);
    let first = |own: bool| requests.iter().find(|it| is_own(it, Endpoint::CreditGrants) == own).map(|it| it.at);
    let (tab, own) = first(false).zip(first(true)).context("one of the two requests is not in the log")?;
    Ok((own - tab).as_seconds_f64() * 1000.0)
}
