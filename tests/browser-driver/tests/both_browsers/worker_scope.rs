//! Evaluating in the worker's global scope.

use browser_driver::{Browser, Error, Product};
use serde_json::json;

use crate::support::{launch, opened};

#[tokio::test(flavor = "multi_thread")]
async fn a_test_can_move_the_workers_clock() {
    let profile = tempfile::tempdir().unwrap();
    let browser = Browser::launch(launch(Product::Chromium, profile.path())).await.unwrap();
    let page = opened(&browser).await;
    assert_eq!(browser.eval_in_worker("Promise.resolve([1, undefined])").await.unwrap(), json!([1, null]));
    let thrown = browser.eval_in_worker("nothing.here").await.unwrap_err();
    assert!(thrown.to_string().contains("nothing is not defined"), "{thrown}");

    browser.eval_in_worker("void (Date.now = () => 86_400_000)").await.unwrap();
    assert_eq!(page.eval("api.runtime.sendMessage('now')").await.unwrap(), json!(86_400_000));

    browser.stop_worker().await.unwrap();
    assert!(matches!(browser.eval_in_worker("1").await, Err(Error::NoWorker)));
    // A new worker has the real clock again.
    assert_ne!(page.eval("api.runtime.sendMessage('now')").await.unwrap(), json!(86_400_000));
    assert_eq!(browser.eval_in_worker("typeof Date.now()").await.unwrap(), json!("number"));

    // Each of the two workers logged once, however often something was evaluated in them.
    let console = browser.console();
    assert_eq!(console.iter().filter(|entry| entry.text == "worker is up").count(), 2, "{console:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_reports_that_it_cannot_evaluate_in_the_worker() {
    let profile = tempfile::tempdir().unwrap();
    let browser = Browser::launch(launch(Product::Firefox, profile.path())).await.unwrap();
    assert!(matches!(browser.eval_in_worker("1").await, Err(Error::Unsupported { place: "Firefox", .. })));
}
