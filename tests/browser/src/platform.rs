//! The tab of platform.openai.com.

use anyhow::{Context as _, Result};
use browser_driver::Tab;
use serde_json::{Value, json};
use simulated_openai::Credential;

use crate::SOON;

/// A tab of the platform with a signed-in person.
#[derive(Debug)]
pub struct Platform {
    /// The tab itself.
    pub tab: Tab,
}

impl Platform {
    /// Signs in with the form. By the end the page has made its requests, with good or bad answers.
    pub(crate) async fn sign_in(tab: Tab, email: &str, password: &str) -> Result<Self> {
        tab.goto("https://platform.openai.com/usage").await?;
        tab.type_into("#email", email).await?;
        tab.type_into("#password", password).await?;
        tab.click("#submit").await?;
        let platform = Self { tab };
        platform.wait_until_asked().await?;
        Ok(platform)
    }

    /// Switches to another organisation. The page requests its numbers at once.
    ///
    /// # Errors
    /// When the page does not offer it.
    pub async fn choose(&self, organization: &str) -> Result<()> {
        // Not with the mouse, because the tab may be in the background.
        let choose = format!(
            "(select => {{ select.value = {}; select.dispatchEvent(new Event('change')); return select.value }})\
             (document.querySelector('#organization'))",
            json!(organization)
        );
        let chosen: String = self.tab.eval_as(&choose).await?;
        anyhow::ensure!(chosen == organization, "the page does not offer {organization}");
        Ok(())
    }

    /// Makes the page request its numbers again.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn load_again(&self) -> Result<()> {
        self.tab.eval("document.querySelector('#load').click()").await?;
        Ok(())
    }

    /// Reloads the page. It gets a new key if the old one was revoked.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn reload(&self) -> Result<()> {
        self.tab.reload().await?;
        self.wait_until_asked().await
    }

    async fn wait_until_asked(&self) -> Result<()> {
        let asked = "location.pathname === '/usage' && ['ready', 'error'].includes(document.body.dataset.platform)";
        self.tab.wait_until(asked, "the platform's page to have asked for its numbers", SOON).await?;
        Ok(())
    }
}

/// Lets a page request the credit grants with a given key, several times in parallel. Returns the statuses; null where the page may not
/// read the answer.
///
/// # Errors
/// When the page cannot run scripts.
pub async fn fetch_with(
    page: &Tab,
    key: &Credential,
    organization: Option<&str>,
    times: u32,
) -> Result<Vec<Option<u16>>> {
    let mut headers = json!({ "Authorization": format!("Bearer {}", key.expose()) });
    if let (Some(organization), Value::Object(headers)) = (organization, &mut headers) {
        headers.insert("OpenAI-Organization".to_owned(), json!(organization));
    }
    let ask = format!(
        "Promise.all(Array.from({{ length: {times} }}, () => \
         fetch('https://api.openai.com/dashboard/billing/credit_grants', {{ headers: {headers} }})\
         .then(answer => answer.status, () => null)))"
    );
    page.eval_as(&ask).await.context("asking api.openai.com from a page")
}

/// A worker of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteWorker {
    /// A shared worker, which runs while a page of the site is open.
    Shared,
    /// A service worker, which may run without a page.
    Service,
}

/// Lets a worker of the platform send a request with a given key. `page`, a page of the platform, starts it. Returns the status; null if
/// the worker may not read the answer.
///
/// # Errors
/// When the browser does not start the worker.
pub async fn fetch_in_worker(
    page: &Tab,
    worker: SiteWorker,
    key: &Credential,
    organization: &str,
) -> Result<Option<u16>> {
    let message = json!({ "key": key.expose(), "organization": organization });
    let ask = match worker {
        SiteWorker::Shared => format!(
            "new Promise((answered, failed) => {{
              const worker = new SharedWorker('/background.js');
              worker.onerror = () => failed('the shared worker does not start');
              worker.port.onmessage = ({{ data }}) => answered(data);
              worker.port.postMessage({message});
            }})"
        ),
        SiteWorker::Service => format!(
            "navigator.serviceWorker.register('/background.js')
              .then(() => navigator.serviceWorker.ready)
              .then(({{ active }}) => new Promise(answered => {{
                const {{ port1, port2 }} = new MessageChannel();
                port1.onmessage = ({{ data }}) => answered(data);
                active.postMessage({message}, [port2]);
              }}))"
        ),
    };
    page.eval_as(&ask).await.with_context(|| format!("asking api.openai.com from a {worker:?} worker"))
}
