//! What DevTools can attach to: pages and workers.

use serde::Deserialize;
use serde_json::json;

use super::Chromium;
use crate::connection::{Connection, read};
use crate::error::Result;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Target {
    pub target_id: String,
    pub r#type: String,
    url: String,
}

/// A session was attached, as an answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attached {
    session_id: String,
}

/// A session was attached, as an event.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AttachedToTarget {
    pub session_id: String,
    pub target_info: Target,
}

/// A session ended, by its target's end or otherwise.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DetachedFromTarget {
    pub session_id: String,
}

impl Chromium {
    /// The ids of the extension's own targets of one kind, such as `page`.
    pub(super) async fn targets(&self, kind: &str) -> Result<Vec<String>> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Targets {
            target_infos: Vec<Target>,
        }
        let method = "Target.getTargets";
        let targets: Targets = read(method, self.devtools.call(method, json!({})).await?)?;
        let origin = format!("chrome-extension://{}/", self.id);
        let ours = |target: &Target| target.r#type == kind && target.url.starts_with(&origin);
        Ok(targets.target_infos.into_iter().filter(ours).map(|target| target.target_id).collect())
    }
}

/// Attaches to a target; BiDi's name of a page is DevTools' name of its target.
pub(super) async fn attach(devtools: &Connection, target: &str) -> Result<String> {
    let method = "Target.attachToTarget";
    let params = json!({ "targetId": target, "flatten": true });
    let attached: Attached = read(method, devtools.call(method, params).await?)?;
    Ok(attached.session_id)
}
