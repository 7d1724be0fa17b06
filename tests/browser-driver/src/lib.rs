//! Drives Chromium and Firefox, with an extension loaded unchanged, behind one API.
//!
//! Both browsers speak WebDriver BiDi: Firefox by itself, Chromium through chromedriver. This crate is a thin client of it. What BiDi cannot
//! do for extensions, such as opening the popup, is done in a different way for each browser, in [`engine`].
//!
//! ```no_run
//! # async fn example() -> browser_driver::Result<()> {
//! use browser_driver::{Browser, Launch, Network, Product};
//! use std::time::Duration;
//!
//! let network = Network::Simulated { port: 8443 };
//! let browser = Browser::launch(Launch::new(Product::Chromium, "target/extension", "/tmp/profile", network)).await?;
//! let page = browser.new_tab().await?;
//! page.goto(&browser.extension_url("www/popup.html")).await?;
//! page.wait_until("document.body.dataset.state === 'ok'", "the popup to show the account", Duration::from_secs(10)).await?;
//! browser.close().await
//! # }
//! ```
//!
//! Nothing sleeps for a fixed time. Every wait is for a condition, and a wait that fails says for which.

mod browser;
mod chromium;
mod connection;
mod console;
mod downloads;
mod engine;
mod error;
mod firefox;
mod form;
mod input;
mod launch;
mod process;
mod process_tree;
mod script;
mod tab;
mod wait;

pub use browser::Browser;
pub use chromium::open_window;
pub use console::{ConsoleEntry, Level, Origin};
pub use error::{Error, Result};
pub use launch::{Launch, Network, Product};
pub use tab::{ColorScheme, Extent, Tab};
