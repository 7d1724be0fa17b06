//! The network is turned off and on.

use browser_driver::{Browser, Product, Tab};
use serde_json::json;

use crate::support::{SOON, launch, opened};

const NO_ANSWER: &str = "no answer";

#[tokio::test(flavor = "multi_thread")]
async fn chromium_goes_offline_and_back() {
    goes_offline_and_back(Product::Chromium).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_goes_offline_and_back() {
    goes_offline_and_back(Product::Firefox).await;
}

async fn goes_offline_and_back(product: Product) {
    let profile = tempfile::tempdir().unwrap();
    let browser = Browser::launch(launch(product, profile.path())).await.unwrap();
    let page = opened(&browser).await;
    page.eval("void (window.heard = [], window.ononline = window.onoffline = event => heard.push(event.type))")
        .await
        .unwrap();
    assert_eq!(reached(&page, "again").await, "site.test true");

    browser.set_offline(true).await.unwrap();
    browser.set_offline(true).await.unwrap();
    assert_eq!(reached(&page, "again").await, format!("{NO_ANSWER} false"));
    assert_eq!(page.eval("reach()").await.unwrap(), json!(format!("{NO_ANSWER} false")));
    browser.new_tab().await.unwrap().goto("http://site.test/").await.unwrap_err();

    // A restarted worker and a new page are offline, too, from their first request on.
    for _ in 0..3 {
        browser.stop_worker().await.unwrap();
        assert_eq!(reached(&page, "first").await, format!("{NO_ANSWER} false"));
    }
    assert_eq!(opened(&browser).await.eval("reach()").await.unwrap(), json!(format!("{NO_ANSWER} false")));

    browser.set_offline(false).await.unwrap();
    assert_eq!(reached(&page, "again").await, "site.test true");
    page.wait_until("String(heard) === 'offline,online'", "both events", SOON).await.unwrap();

    // A stopped worker gets the change when it starts.
    browser.stop_worker().await.unwrap();
    browser.set_offline(true).await.unwrap();
    assert_eq!(reached(&page, "first").await, format!("{NO_ANSWER} false"));
    browser.set_offline(false).await.unwrap();
    assert_eq!(reached(&page, "again").await, "site.test true");
}

/// The outcome of the worker's request, and the worker's `navigator.onLine`.
async fn reached(page: &Tab, which: &str) -> String {
    page.eval_as(&format!("api.runtime.sendMessage('{which}')")).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_popup_of_chromium_is_offline_too() {
    let profile = tempfile::tempdir().unwrap();
    let browser = Browser::launch(launch(Product::Chromium, profile.path())).await.unwrap();
    let page = opened(&browser).await;
    browser.set_offline(true).await.unwrap();

    let popup = browser.open_popup(&page).await.unwrap();
    assert_eq!(popup.eval("reach()").await.unwrap(), json!(format!("{NO_ANSWER} false")));
    popup.close().await.unwrap();
    assert!(reached(&page, "again").await.starts_with(NO_ANSWER));
    let as_before = format!("(await api.runtime.sendMessage('again')) === '{NO_ANSWER} false'");
    page.wait_until(&as_before, "the worker to be offline as before", SOON).await.unwrap();

    let popup = browser.open_popup(&page).await.unwrap();
    browser.set_offline(false).await.unwrap();
    assert_eq!(popup.eval("reach()").await.unwrap(), json!("site.test true"));
}
