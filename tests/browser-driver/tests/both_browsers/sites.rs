//! Access to sites is withdrawn and granted.

use browser_driver::{Browser, Product, Tab};
use serde_json::json;

use crate::support::{SOON, launch, opened};

const REQUIRED: [&str; 2] = ["http://site.test/*", "http://other.test/*"];
const OPTIONAL: &str = "https://gateway.example.test/*";

#[tokio::test(flavor = "multi_thread")]
async fn chromium_withholds_and_grants() {
    withholds_and_grants(Product::Chromium).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_withholds_and_grants() {
    withholds_and_grants(Product::Firefox).await;
}

async fn withholds_and_grants(product: Product) {
    let profile = tempfile::tempdir().unwrap();
    let browser = Browser::launch(launch(product, profile.path())).await.unwrap();
    let page = opened(&browser).await;
    // Firefox also asks the person for required sites, and grants them under automation.
    granted(&page, REQUIRED[0], true).await;
    assert_eq!(reached(&page).await, "site.test true");
    let tabs = browser.tabs().await.unwrap().len();

    browser.withhold_sites().await.unwrap();
    granted(&page, REQUIRED[0], false).await;
    granted(&page, REQUIRED[1], false).await;
    assert_eq!(reached(&page).await, "no answer true");
    browser.grant_site(REQUIRED[0]).await.unwrap();
    granted(&page, REQUIRED[0], true).await;
    granted(&page, REQUIRED[1], false).await;
    assert_eq!(reached(&page).await, "site.test true");
    browser.restore_sites().await.unwrap();
    granted(&page, REQUIRED[1], true).await;
    assert_eq!(browser.tabs().await.unwrap().len(), tabs);

    // An optional site needs both the agreement and the click.
    browser.grant_site(OPTIONAL).await.unwrap();
    granted(&page, OPTIONAL, false).await;
    page.click("#request").await.unwrap();
    granted(&page, OPTIONAL, true).await;
    assert_eq!(page.attribute("body", "data-granted").await.unwrap().as_deref(), Some("true"));
    page.eval(&format!("api.permissions.remove({{ origins: ['{OPTIONAL}'] }})")).await.unwrap();
    granted(&page, OPTIONAL, false).await;
}

async fn granted(page: &Tab, pattern: &str, wanted: bool) {
    let contains = format!("(await api.permissions.contains({{ origins: ['{pattern}'] }})) === {wanted}");
    page.wait_until(&contains, &format!("{pattern} to be granted: {wanted}"), SOON).await.unwrap();
}

/// The outcome of the worker's request.
async fn reached(page: &Tab) -> serde_json::Value {
    page.eval("api.runtime.sendMessage('again')").await.unwrap_or(json!(null))
}
