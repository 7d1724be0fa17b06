//! Runs scenarios as tests.

use std::fmt::Write as _;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use anyhow::{Result, anyhow};
use browser_driver::Product;
use futures_util::FutureExt as _;
use libtest_mimic::{Failed, Trial};
use simulated_openai::{SimulatedOpenAi, World};

use crate::{Package, Stage, requests};

/// The time limit of a scenario, so that a hanging browser does not hang the suite.
const LONGEST: Duration = Duration::from_secs(120);

/// A scenario in Chromium.
pub fn chromium(
    name: &str,
    world: impl FnOnce() -> World + Send + 'static,
    act: impl AsyncFnOnce(&mut Stage) -> Result<()> + Send + 'static,
) -> Trial {
    Trial::test(name, move || play(Product::Chromium, Package::Shipped, world(), act))
}

/// A scenario in Chromium that can make the worker fail before its first event.
pub fn meddled(
    name: &str,
    world: impl FnOnce() -> World + Send + 'static,
    act: impl AsyncFnOnce(&mut Stage) -> Result<()> + Send + 'static,
) -> Trial {
    Trial::test(name, move || play(Product::Chromium, Package::Meddled, world(), act))
}

/// A scenario in Firefox.
pub fn firefox(
    name: &str,
    world: impl FnOnce() -> World + Send + 'static,
    act: impl AsyncFnOnce(&mut Stage) -> Result<()> + Send + 'static,
) -> Trial {
    Trial::test(name, move || play(Product::Firefox, Package::Shipped, world(), act))
}

/// Opens a stage, plays the scenario, and then searches for keys, also after a failure.
fn play(
    product: Product,
    package: Package,
    world: World,
    act: impl AsyncFnOnce(&mut Stage) -> Result<()>,
) -> Result<(), Failed> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let mut stage = Stage::open(product, package, world).await.map_err(|error| format!("{error:#}"))?;
        let openai = stage.openai.clone();
        let acted = tokio::time::timeout(LONGEST, AssertUnwindSafe(act(&mut stage)).catch_unwind());
        let acted = match acted.await {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => Err(anyhow!("it panicked: {}", words_of(&*panic))),
            Err(_) => Err(anyhow!("it was not over after {} s", LONGEST.as_secs())),
        };
        let (trouble, console) = match stage.close().await {
            Ok(left) => (left.trouble(), left.console),
            Err(error) => (Err(error.context("the canary could not search everything")), Vec::new()),
        };
        let troubles = [acted, trouble].into_iter().filter_map(Result::err);
        let troubles: Vec<String> = troubles.map(|error| format!("{error:#}")).collect();
        if troubles.is_empty() { Ok(()) } else { Err(report(&troubles, &console, &openai).into()) }
    })
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
}

/// A report for finding the cause of a failure, with stars in place of keys.
fn report(troubles: &[String], console: &[String], openai: &SimulatedOpenAi) -> String {
    let mut report = troubles.join("\n\n");
    let _ = write!(report, "\n\nconsole:");
    for line in console {
        let _ = write!(report, "\n  {line}");
    }
    let _ = write!(report, "\nrequests:");
    // The browser's own requests arrive here as well, because all hosts lead to the simulated OpenAI.
    for request in openai.requests().iter().filter(|request| request.host.ends_with("openai.com")) {
        let _ = write!(report, "\n  {}", requests::line(request));
    }
    report
}
