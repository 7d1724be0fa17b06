//! Helpers: a site, a browser that resolves every host to it, a page of the test extension.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use browser_driver::{Browser, Launch, Network, Product, Tab};

pub const SOON: Duration = Duration::from_secs(10);
pub const PAGE: &str = "www/page.html";

/// Answers any host and path with a page that names the requested host.
fn serve() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let mut request = [0; 4096];
                let length = stream.read(&mut request).unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..length]).to_lowercase();
                let host = request.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("none");
                let body = format!(
                    "<!doctype html><title>site</title><p>{host}</p><script>console.info('site is up')</script>"
                );
                let _ = write!(
                    stream,
                    "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                );
            });
        }
    });
    port
}

pub fn launch(product: Product, profile: &Path) -> Launch {
    let extension = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extension");
    Launch::new(product, extension, profile, Network::Simulated { port: serve() })
}

pub async fn opened(browser: &Browser) -> Tab {
    let page = browser.new_tab().await.unwrap();
    page.goto(&browser.extension_url(PAGE)).await.unwrap();
    page.wait_until("document.body.dataset.state === 'ok'", "the worker's answer", SOON).await.unwrap();
    page
}
