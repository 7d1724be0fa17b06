//! Everyday use of the driver in one run of a browser: pages, input, pictures, waits, the worker, the popup.

use std::path::Path;
use std::time::Duration;

use browser_driver::{Browser, ColorScheme, Error, Extent, Level, Product};
use serde_json::json;

use crate::support::{PAGE, SOON, launch, opened};

#[tokio::test(flavor = "multi_thread")]
async fn chromium_serves_everyday_use() {
    serves_everyday_use(Product::Chromium).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_serves_everyday_use() {
    serves_everyday_use(Product::Firefox).await;
}

async fn serves_everyday_use(product: Product) {
    let profile = tempfile::tempdir().unwrap();
    let browser = Browser::launch(launch(product, profile.path())).await.unwrap();
    pages_scripts_and_input(&browser).await;
    scripts_before_pages(&browser, product).await;
    worker_stops_and_wakes(&browser).await;
    pictures(&browser, profile.path()).await;
    waits_explain_themselves(&browser).await;
    any_host_is_loopback(&browser).await;
    console_holds_pages_and_worker(&browser).await;
    popup(&browser, product).await;

    let page = opened(&browser).await;
    page.eval("api.storage.local.set({ kept: 7 })").await.unwrap();
    let browser = browser.restart().await.unwrap();
    let page = opened(&browser).await;
    assert_eq!(page.eval("api.storage.local.get()").await.unwrap(), json!({ "kept": 7 }));
    browser.kill().await.unwrap();
}

async fn scripts_before_pages(browser: &Browser, product: Product) {
    let page = browser.new_tab().await.unwrap();
    let taken = page.run_before_each_page("() => { globalThis.ranBefore = document.body === null; }").await;
    if product == Product::Firefox {
        assert!(matches!(taken, Err(Error::Unsupported { .. })), "{taken:?}");
        return;
    }
    taken.unwrap();
    for _ in 0..2 {
        page.goto(&browser.extension_url(PAGE)).await.unwrap();
        assert_eq!(page.eval("ranBefore").await.unwrap(), json!(true));
    }
    // Other tabs are left alone.
    assert_eq!(opened(browser).await.eval("globalThis.ranBefore").await.unwrap(), json!(null));
}

async fn pages_scripts_and_input(browser: &Browser) {
    let page = opened(browser).await;
    assert_eq!(page.url().await.unwrap(), browser.extension_url(PAGE));
    assert_eq!(page.text("h1").await.unwrap(), "Driver test");
    assert_eq!(page.attribute("h1", "title").await.unwrap().as_deref(), Some("A heading"));
    assert_eq!(page.attribute("h1", "lang").await.unwrap(), None);
    assert_eq!(page.eval("undefined").await.unwrap(), json!(null));
    assert_eq!(page.eval("Promise.resolve([1, 'a', { b: null }])").await.unwrap(), json!([1, "a", { "b": null }]));
    let set = "api.storage.session.set({ a: 1 }).then(() => api.storage.session.get())";
    assert_eq!(page.eval(set).await.unwrap(), json!({ "a": 1 }));
    let thrown = page.eval("nothing.here").await.unwrap_err();
    assert!(thrown.to_string().contains("nothing is not defined"), "{thrown}");

    page.click("#near").await.unwrap();
    assert_eq!(page.attribute("body", "data-clicked").await.unwrap().as_deref(), Some("near true"));
    page.click("#far").await.unwrap();
    assert_eq!(page.attribute("body", "data-clicked").await.unwrap().as_deref(), Some("far true"));
    page.type_into("#field", "Grüße, 1+1").await.unwrap();
    page.press_key("Enter").await.unwrap();
    assert_eq!(page.attribute("body", "data-entered").await.unwrap().as_deref(), Some("Grüße, 1+1"));
    page.press_key("Shift+Tab").await.unwrap();
    assert_eq!(page.eval("document.activeElement.id").await.unwrap(), json!("near"));
    page.reload().await.unwrap();
    assert_eq!(page.attribute("body", "data-clicked").await.unwrap(), None);
    let before = browser.tabs().await.unwrap().len();
    page.close().await.unwrap();
    assert_eq!(browser.tabs().await.unwrap().len(), before - 1);
}

async fn worker_stops_and_wakes(browser: &Browser) {
    let page = opened(browser).await;
    for _ in 0..3 {
        assert!(browser.worker_running().await.unwrap());
        browser.stop_worker().await.unwrap();
        assert!(!browser.worker_running().await.unwrap());
        let answer = page.eval("api.runtime.sendMessage('wake')").await;
        let runs = browser.worker_running().await;
        assert!(matches!(&answer, Ok(it) if it == "pong"), "{answer:?}, and the worker runs: {runs:?}");
    }
}

async fn pictures(browser: &Browser, folder: &Path) {
    let page = opened(browser).await;
    page.set_viewport(400, 300, 2.0).await.unwrap();
    let size = "[innerWidth, innerHeight, devicePixelRatio]";
    page.wait_until(&format!("String({size}) === '400,300,2'"), "the viewport", SOON).await.unwrap();
    for (scheme, dark) in [(ColorScheme::Dark, true), (ColorScheme::Light, false)] {
        page.set_color_scheme(scheme).await.unwrap();
        let seen = format!("matchMedia('(prefers-color-scheme: dark)').matches === {dark}");
        page.wait_until(&seen, "the colour scheme", SOON).await.unwrap();
    }
    let path = folder.join("page.png");
    page.screenshot(&path, Extent::Viewport).await.unwrap();
    assert_eq!(png_size(&path), (800, 600));
    page.screenshot(&path, Extent::Page).await.unwrap();
    assert!(png_size(&path).1 > 6000, "{:?}", png_size(&path));
}

/// Width and height are at fixed places in a PNG's first chunk.
fn png_size(path: &Path) -> (u32, u32) {
    let bytes = std::fs::read(path).unwrap();
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

async fn waits_explain_themselves(browser: &Browser) {
    let page = opened(browser).await;
    let brief = Duration::from_millis(200);
    let error = page.wait_until("document.body.dataset.state === 'gone'", "the end", brief).await.unwrap_err();
    let words = error.to_string();
    for part in ["the end", "data-state=ok", "Driver test", PAGE] {
        assert!(words.contains(part), "{words}");
    }
    // A change made during the wait ends it.
    page.eval("void setTimeout(() => document.body.dataset.state = 'gone', 100)").await.unwrap();
    page.wait_until("document.body.dataset.state === 'gone'", "the end", SOON).await.unwrap();
    // A wait goes on in the page that follows.
    page.eval("void setTimeout(() => location.reload(), 50)").await.unwrap();
    page.wait_until("document.body.dataset.state === 'ok'", "the page to come back", SOON).await.unwrap();
}

async fn any_host_is_loopback(browser: &Browser) {
    let page = browser.new_tab().await.unwrap();
    page.goto("http://site.test/a").await.unwrap();
    assert_eq!(page.text("p").await.unwrap(), "site.test");
}

async fn console_holds_pages_and_worker(browser: &Browser) {
    let console = browser.console();
    let has = |level: Level, text: &str| console.iter().any(|entry| entry.level == level && entry.text.contains(text));
    assert!(has(Level::Error, "page is up"), "{console:#?}");
    assert!(has(Level::Info, "site is up"), "{console:#?}");
    assert!(has(Level::Info, "worker is up"), "{console:#?}");
    assert!(has(Level::Warn, "worker heard wake"), "{console:#?}");
}

async fn popup(browser: &Browser, product: Product) {
    let page = opened(browser).await;
    let popup = match browser.open_popup(&page).await {
        Err(Error::Unsupported { .. }) if product == Product::Firefox => return,
        opened => opened.unwrap(),
    };
    popup.wait_until("document.body.dataset.state === 'ok'", "the worker's answer", SOON).await.unwrap();
    popup.click("#near").await.unwrap();
    assert_eq!(popup.attribute("body", "data-clicked").await.unwrap().as_deref(), Some("near true"));
    popup.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_error_names_a_missing_extension() {
    let profile = tempfile::tempdir().unwrap();
    let mut launch = launch(Product::Firefox, profile.path());
    launch.extension = profile.path().join("missing");
    let error = Browser::launch(launch).await.unwrap_err();
    assert!(error.to_string().contains("missing"), "{error}");
}
