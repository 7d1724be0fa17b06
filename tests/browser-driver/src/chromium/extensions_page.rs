//! chrome://extensions: the only page whose scripts may read and change Chromium's settings of an extension.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::connection::{Connection, read};
use crate::error::{Error, Result};
use crate::script::{Realm, quote};

/// How long Chromium may take to load the extension.
const LOADED_WITHIN: Duration = Duration::from_secs(10);

/// The time between two checks.
const ASK_EVERY: Duration = Duration::from_millis(10);

/// The page in a background tab.
struct ExtensionsPage<'bidi> {
    bidi: &'bidi Connection,
    context: String,
}

/// Opens the page, evaluates an expression in it, and closes it.
pub(super) async fn evaluate(bidi: &Connection, expression: &str) -> Result<Value> {
    let page = ExtensionsPage::open(bidi).await?;
    let value = page.realm().eval(expression).await;
    page.close().await?;
    value
}

/// The id Chromium gave the extension in this directory, once it is loaded.
pub(super) async fn id_of(bidi: &Connection, extension: &Path) -> Result<String> {
    let page = ExtensionsPage::open(bidi).await?;
    let path = extension.to_string_lossy();
    let find = format!(
        "chrome.developerPrivate.getExtensionsInfo().then(all => all.find(one => one.path === {} && one.state === 'ENABLED')?.id)",
        quote(&path)
    );
    let deadline = Instant::now() + LOADED_WITHIN;
    loop {
        if let Value::String(id) = page.realm().eval(&find).await? {
            page.close().await?;
            return Ok(id);
        }
        if Instant::now() >= deadline {
            return Err(Error::Timeout {
                what: format!("Chromium to load the extension {path}"),
                after: LOADED_WITHIN,
                reason: "it is not among chrome://extensions: is its manifest.json valid?".to_owned(),
                page: String::new(),
            });
        }
        tokio::time::sleep(ASK_EVERY).await;
    }
}

impl<'bidi> ExtensionsPage<'bidi> {
    async fn open(bidi: &'bidi Connection) -> Result<Self> {
        #[derive(Deserialize)]
        struct Created {
            context: String,
        }
        let method = "browsingContext.create";
        let created = bidi.call(method, json!({ "type": "tab", "background": true })).await?;
        let Created { context } = read(method, created)?;
        let params = json!({ "context": context, "url": "chrome://extensions/", "wait": "complete" });
        bidi.call("browsingContext.navigate", params).await?;
        Ok(Self { bidi, context })
    }

    fn realm(&self) -> Realm {
        Realm::Context { bidi: self.bidi.clone(), id: self.context.clone() }
    }

    async fn close(self) -> Result<()> {
        self.bidi.call("browsingContext.close", json!({ "context": self.context })).await.map(drop)
    }
}
