//! Filling in forms, choosing files, downloading files.

use std::fs;

use browser_driver::{Browser, Error, Product};
use serde_json::json;

use crate::support::{SOON, launch, opened};

#[tokio::test(flavor = "multi_thread")]
async fn chromium_fills_forms_and_moves_files() {
    fills_forms_and_moves_files(Product::Chromium).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_fills_forms_and_moves_files() {
    fills_forms_and_moves_files(Product::Firefox).await;
}

async fn fills_forms_and_moves_files(product: Product) {
    let profile = tempfile::tempdir().unwrap();
    let browser = Browser::launch(launch(product, profile.path())).await.unwrap();
    let page = opened(&browser).await;
    page.fill("#field", "first").await.unwrap();
    page.fill("#field", "Grüße \"2\"").await.unwrap();
    assert_eq!(page.eval("document.querySelector('#field').value").await.unwrap(), json!("Grüße \"2\""));
    page.select("#choice", "b").await.unwrap();
    let events = page.eval("document.body.dataset.events").await.unwrap();
    assert_eq!(events, "field input,field change,field input,field change,choice input,choice change");
    let error = page.select("#choice", "z").await.unwrap_err().to_string();
    assert!(error.contains("#choice") && error.contains("a,b"), "{error}");

    let upload = profile.path().join("import.json");
    fs::write(&upload, "{}").unwrap();
    page.set_files("#file", &[&upload]).await.unwrap();
    assert_eq!(page.eval("document.querySelector('#file').files[0].text()").await.unwrap(), json!("{}"));

    page.click("#export").await.unwrap();
    let exported = browser.wait_for_download("export.json", SOON).await.unwrap();
    assert_eq!(exported, browser.downloads().join("export.json"));
    assert_eq!(fs::read_to_string(exported).unwrap(), r#"{"exported":true}"#);
    let missing = browser.wait_for_download("other.json", std::time::Duration::from_millis(50)).await.unwrap_err();
    assert!(matches!(&missing, Error::Timeout { .. }) && missing.to_string().contains("export.json"), "{missing}");

    if product == Product::Chromium {
        let popup = browser.open_popup(&page).await.unwrap();
        popup.fill("#field", "in the popup").await.unwrap();
        assert_eq!(popup.eval("document.querySelector('#field').value").await.unwrap(), json!("in the popup"));
    }
}
