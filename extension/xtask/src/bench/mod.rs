//! Measures our extension against a plain JavaScript one that does the same, in real Chromium.
//!
//! Every figure is a median. Both sides of a comparison are measured alternately, so that a busy machine slows both alike.
//!
//! - [`figure`]: a line of the result
//! - [`accounts`]: what the simulated OpenAI reports
//! - [`reference`]: prepares the JavaScript extension for loading
//! - [`rig`]: a browser with an extension that reads a number of accounts; [`visit`], [`wake`] and [`reading`] are measured there
//! - [`against_reference`], [`growth`], [`usage`], [`sizes`], [`day`]: the figures

mod accounts;
mod against_reference;
mod day;
mod figure;
mod growth;
mod reading;
mod reference;
mod rig;
mod sizes;
mod usage;
mod visit;
mod wake;

use std::process::ExitCode;

use anyhow::anyhow;

use crate::args::{BenchOptions, Figures};
use crate::progress::print;
use crate::{build, setup};
use figure::Figure;

/// Measures the chosen figures and prints a line for each. The exit code says whether all are within their budgets.
pub fn bench(options: &BenchOptions) -> anyhow::Result<ExitCode> {
    let toolchain = setup::ensure(&setup::Needs { chromium: true, firefox: false })?;
    let ours = build::build(&toolchain)?;
    let reference = reference::assemble(&ours)?;
    let measure = async {
        let rounds = options.rounds;
        let mut over = false;
        let mut show = |figures: Vec<Figure>| {
            for figure in figures {
                print(&figure.to_string());
                over |= !figure.fits();
            }
        };
        if options.wants(Figures::Sizes) {
            show(sizes::figures(&ours)?);
        }
        if options.wants(Figures::Day) {
            show(day::figures()?);
        }
        if options.wants(Figures::Reference) {
            show(against_reference::figures(&ours, &reference, rounds).await?);
        }
        if options.wants(Figures::Growth) {
            show(growth::figures(&ours, rounds).await?);
        }
        if options.wants(Figures::Usage) {
            show(usage::figures(&ours, rounds).await?);
        }
        Ok(if over { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    };
    tokio::runtime::Runtime::new()?.block_on(async {
        tokio::select! {
            measured = measure => measured,
            // This drops the browsers, which ends their processes.
            _ = tokio::signal::ctrl_c() => Err(anyhow!("interrupted; the browsers are closed")),
        }
    })
}
