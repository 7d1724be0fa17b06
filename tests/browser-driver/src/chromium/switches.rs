//! Chromium's command line.

use crate::error::Result;
use crate::launch::{Launch, Network};

/// Used at every start: no questions to the person, no requests to Google, full speed for hidden pages.
const ALWAYS: &[&str] = &[
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=DialMediaRouteProvider,MediaRouter,OptimizationHints,Translate",
    "--disable-quic",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--password-store=basic",
    "--safebrowsing-disable-auto-update",
];

/// The whole command line of a launch.
pub(super) fn of(launch: &Launch) -> Result<Vec<String>> {
    let (width, height) = launch.window;
    let mut switches: Vec<String> = ALWAYS.iter().map(ToString::to_string).collect();
    switches.extend([
        format!("--load-extension={}", launch.extension_dir()?.display()),
        format!("--user-data-dir={}", launch.profile_dir()?.display()),
        format!("--window-size={width},{height}"),
        format!("--force-device-scale-factor={}", launch.scale),
    ]);
    if launch.headless {
        switches.push("--headless=new".to_owned());
        // So that screenshots show the page without scrollbars, at the requested width.
        switches.push("--hide-scrollbars".to_owned());
    }
    if let Network::Simulated { port } = launch.network {
        switches.push(format!("--host-resolver-rules=MAP * 127.0.0.1:{port}"));
        switches.push("--ignore-certificate-errors".to_owned());
    }
    // Chromium refuses to run as root with a sandbox; anyone else keeps it.
    if rustix::process::geteuid().is_root() {
        switches.push("--no-sandbox".to_owned());
    }
    Ok(switches)
}
