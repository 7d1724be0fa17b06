//! A browser is killed and started again with the same profile.

use browser_driver::{Browser, Product};
use serde_json::json;

use crate::support::{launch, opened};

#[tokio::test(flavor = "multi_thread")]
async fn chromium_starts_again_after_sigkill() {
    starts_again_after_sigkill(Product::Chromium).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_starts_again_after_sigkill() {
    starts_again_after_sigkill(Product::Firefox).await;
}

async fn starts_again_after_sigkill(product: Product) {
    let profile = tempfile::tempdir().unwrap();
    let launch = launch(product, profile.path());
    let mut origin = None;
    for life in 0..3 {
        let browser = Browser::launch(launch.clone()).await.unwrap();
        // Storage belongs to the origin.
        let url = browser.extension_url("");
        assert_eq!(*origin.get_or_insert_with(|| url.clone()), url);
        let page = opened(&browser).await;
        let kept = page.eval("api.storage.local.get({ lives: 0 })").await.unwrap();
        assert_eq!(kept, json!({ "lives": life }));
        page.eval(&format!("api.storage.local.set({{ lives: {} }})", life + 1)).await.unwrap();
        assert!(!processes_with(profile.path()).is_empty());
        browser.kill().await.unwrap();
        assert_eq!(processes_with(profile.path()), Vec::<String>::new());
    }
}

/// The command lines of the processes that still use a profile.
fn processes_with(profile: &std::path::Path) -> Vec<String> {
    let profile = profile.to_string_lossy();
    let lines = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = lines.filter_map(|entry| std::fs::read_to_string(entry.path().join("cmdline")).ok());
    lines.filter(|line| line.contains(&*profile)).collect()
}
