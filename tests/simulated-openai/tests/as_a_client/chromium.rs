//! The pages in a real browser.

use std::process::{Command, Output};

use simulated_openai::{Endpoint, PLATFORM_HOST, SimulatedOpenAi, samples};

/// What a headless Chromium makes of a page, when every host is found at the simulation.
fn rendered(openai: &SimulatedOpenAi, url: &str) -> Output {
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let profile = tempfile::tempdir().unwrap();
    Command::new(&chromium)
        .args(["--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update"])
        .arg("--ignore-certificate-errors")
        .arg(format!("--host-resolver-rules=MAP * 127.0.0.1:{}", openai.port()))
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(["--dump-dom", url])
        .output()
        .expect("Chromium starts: if it is not installed, install it; if it has another name, put that in CHROMIUM")
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium; run with --include-ignored"]
async fn a_visitor_of_the_usage_page_sees_the_sign_in_form() {
    let openai = SimulatedOpenAi::start(samples::world()).await.unwrap();
    let output = tokio::task::block_in_place(|| rendered(&openai, "https://platform.openai.com/usage"));
    let dom = String::from_utf8_lossy(&output.stdout);
    assert!(dom.contains(r#"<body data-platform="signed-out">"#), "{output:?}");
    assert!(dom.contains(r#"<button id="submit""#), "{output:?}");

    let paths: Vec<String> = openai
        .requests()
        .into_iter()
        .filter(|request| request.host == PLATFORM_HOST)
        .map(|request| request.path)
        .collect();
    assert!(paths.starts_with(&["/usage".to_owned(), "/login".to_owned()]), "{paths:?}");
    assert!(openai.requests_to(Endpoint::Login).is_empty());
}
