//! The browser loses the alarm, as it may during an update. Opening the popup sets it again.

use anyhow::{Result, ensure};
use browser_suite::Stage;
use serde_json::json;
use simulated_openai::samples;

pub async fn is_set_by_the_popup(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    popup.tab.close().await?;
    stage.backstage()?.alarm().await?;
    for asleep in [false, true] {
        stage.browser()?.eval_in_worker("browser.alarms.clearAll()").await?;
        if asleep {
            stage.browser()?.stop_worker().await?;
        }
        let left = stage.backstage()?.tab().eval("browser.alarms.getAll()").await?;
        ensure!(left == json!([]), "there are alarms left: {left}");
        let popup = stage.popup().await?;
        stage.backstage()?.alarm().await?;
        popup.tab.close().await?;
    }
    Ok(())
}
