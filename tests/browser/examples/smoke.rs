//! smoke
use browser_driver::*;
use simulated_openai::{SimulatedOpenAi, samples};
use std::time::Duration;
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let product = if std::env::args().any(|a| a == "firefox") { Product::Firefox } else { Product::Chromium };
    let openai = SimulatedOpenAi::start(samples::world()).await?;
    let profile = tempfile::tempdir()?;
    let browser =
        Browser::launch(Launch::new(product, "/tmp/ext", profile.path(), Network::Simulated { port: openai.port() }))
            .await?;
    let r = go(&browser).await;
    for e in browser.console() {
        eprintln!("{e:?}");
    }
    for r in openai.requests() {
        eprintln!("{} {} {:?} {:?} {:?}", r.method, r.path, r.query, r.organization, r.status);
    }
    r?;
    browser.close().await?;
    Ok(())
}
async fn go(browser: &Browser) -> anyhow::Result<()> {
    let popup = browser.new_tab().await?;
    popup.goto(&browser.extension_url("www/popup.html")).await?;
    popup.wait_until("document.body.dataset.state === 'no-key'", "no key", Duration::from_secs(10)).await?;
    popup.set_viewport(400, 600, 2.0).await?;
    popup.screenshot("/tmp/smoke-nokey.png".as_ref(), Extent::Viewport).await?;
    let tab = browser.new_tab().await?;
    tab.goto("https://platform.openai.com/usage").await?;
    tab.type_into("#email", samples::ADA).await?;
    tab.type_into("#password", samples::PASSWORD).await?;
    tab.click("#submit").await?;
    tab.wait_until("document.body.dataset.platform === 'ready'", "ready", Duration::from_secs(10)).await?;
    let e = popup.wait_until("document.body.dataset.state === 'ok'", "ok", Duration::from_secs(10)).await;
    eprintln!(
        "{}",
        popup.eval("browser.storage.local.get()").await?.to_string().chars().take(3000).collect::<String>()
    );
    popup.screenshot("/tmp/smoke.png".as_ref(), Extent::Page).await?;
    e?;
    eprintln!("{}", popup.eval("browser.action.getBadgeText({})").await?);
    eprintln!("{}", popup.eval("browser.action.getTitle({})").await?);
    eprintln!("{}", popup.eval("[...document.querySelectorAll('[data-metric]')].map(e => e.dataset.metric + '=' + e.textContent + ' / ' + e.dataset.value).join('\\n')").await?.as_str().unwrap_or_default());
    Ok(())
}
